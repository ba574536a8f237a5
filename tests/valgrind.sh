#!/bin/sh
# A run, a check and a plugin's cases under memcheck, the plugins' processes included: no invalid access, no leak.
#
#   tests/valgrind.sh BUILD      BUILD holds a program made with -DRUNG_OPEN_JAIL
set -u
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failures=0

# Plugins' processes have no descriptor to report through, so each process writes a file of its own, opened before it is locked in.
memcheck() { # NAME STATUS COMMAND...
    name=$1 wanted=$2
    shift 2
    rm -f "$scratch"/log.*
    valgrind --quiet --error-exitcode=99 --leak-check=full --trace-children=yes --log-file="$scratch/log.%p" "$@" >"$scratch/said" 2>&1
    status=$?
    if [ "$status" -eq "$wanted" ] && [ -z "$(cat "$scratch"/log.*)" ]; then
        echo "ok - $name"
    else
        echo "not ok - $name: status $status"
        failures=$((failures + 1))
        cat "$scratch"/log.* "$scratch/said" | head -n 100 | sed 's/^/# /'
    fi
}

memcheck 'run' 1 "$1/rung" run scorecards/starter -o "$scratch/out" --jobs 2
memcheck 'check' 0 "$1/rung" check scorecards/meridian
memcheck 'test' 0 "$1/rung" test plugins/incentives/hold plugins/metrics/share
[ "$failures" -eq 0 ]
