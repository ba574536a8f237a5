#!/bin/sh
# The pages of `rung report` and `rung statement` in Chromium, driven by playwright-core and looked through by axe-core.
#
#   tests/browser/browser.sh BUILD
#
# What npm brings goes into BUILD/browser, once for each package-lock.json.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1
modules=$build/browser

skip() {
    echo "ok - pages in a browser # SKIP $1"
    exit 0
}
for program in node npm chromium; do command -v "$program" >/dev/null 2>&1 || skip "$program is not here"; done
node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || skip 'playwright-core needs node 18'

fetch() {
    rm -rf "$modules" && mkdir -p "$modules" && cp tests/browser/package.json tests/browser/package-lock.json "$modules/" &&
        npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund >"$modules/npm.log" 2>&1
}
if ! cmp -s tests/browser/package-lock.json "$modules/package-lock.json" && ! fetch; then
    rm -f "$modules/package-lock.json"
    skip 'npm could not bring playwright-core and axe-core'
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
case $modules in /*) ;; *) modules=$PWD/$modules ;; esac
# No exec: the scratch folder is removed after it.
NODE_PATH=$modules/node_modules CHROMIUM=$(command -v chromium) node tests/browser/pages.js "$build/rung" "${build%/asan}/tools/meridian_data" "$scratch"
