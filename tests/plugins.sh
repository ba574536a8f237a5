#!/bin/sh
# Runs the cases that stand beside every plugin, those of programs with plugins of their own included.
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
"$rung" test "$@" || failures=$((failures + 1))
[ "$failures" -eq 0 ]
