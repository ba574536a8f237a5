#!/bin/sh
# Runs the cases that stand beside every plugin, those of programs with plugins of their own included.
#
#   tests/plugins.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
rung=$1/rung
said=$(mktemp) || exit 2
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM
failures=0

# rung test prints "ok" and "not ok" lines itself; a plugin without cases, or one whose cases cannot be run, is a failure too.
cases_of() { # PLUGIN
    "$rung" test "$1" >"$said" 2>&1
    status=$?
    grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$said"
    [ "$status" -eq 0 ] || failures=$((failures + 1))
    if ! grep -qE '^(not )?ok ' "$said" || { [ "$status" -ne 0 ] && ! grep -q '^not ok ' "$said"; }; then
        echo "not ok - $1: status $status, or no cases"
        failures=$((failures + 1))
    fi
}

for plugin in plugins/*/*.lua scorecards/*/plugins/*.lua scorecards/*/plugins/*/*.lua; do
    [ ! -e "$plugin" ] || cases_of "${plugin%.lua}"
done
[ "$failures" -eq 0 ]
