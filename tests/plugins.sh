#!/bin/sh
# Runs the cases that stand beside every plugin, those of programs with plugins of their own included; they reach every line.
#
#   tests/plugins.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
rung=$1/rung
failures=0

for plugin in plugins/*/*.lua scorecards/*/plugins/*.lua scorecards/*/plugins/*/*.lua; do
    if [ -e "$plugin" ] && [ ! -e "${plugin%.lua}.cases.yaml" ]; then
        echo "not ok - $plugin: it has no cases"
        failures=$((failures + 1))
    fi
done

set -- plugins
for folder in scorecards/*/plugins; do
    [ ! -d "$folder" ] || set -- "$@" "$folder"
done
said=$(mktemp) || exit 2
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM
"$rung" test --coverage "$@" >"$said" || failures=$((failures + 1))
grep -v ' lines ran, 100 %$' "$said"
if grep -q '; never:$' "$said"; then
    echo 'not ok - the cases reach every line of the plugins'
    failures=$((failures + 1))
fi
[ "$failures" -eq 0 ]
