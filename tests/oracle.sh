#!/bin/sh
# The Meridian program run by Rung and by the oracle, compared cell by cell; and as many random pools.
#
#   tests/oracle.sh BUILD SIZE
#
# One comparison for each of SEEDS (default 1 2), on generated data of SIZE partners; or one on the tables of the folder DATA.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$1 size=$2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# A run of the program finds its tables in tables/ below the folder that --data names.
compare() { # NAME FOLDER
    "$build/rung" run scorecards/meridian --data "$2" -o "$scratch/out" >"$scratch/said" 2>&1
    status=$?
    if [ "$status" -ne 0 ]; then
        echo "not ok - $1: rung ends with status $status"
        sed 's/^/# /' "$scratch/said"
        return 1
    fi
    python3 tests/oracle/meridian.py "$2/tables" >"$scratch/expected.csv" || return 1
    if python3 tests/oracle/compare.py "$scratch/expected.csv" "$scratch/out" >"$scratch/said"; then
        echo "ok - $1: $(tail -n 1 "$scratch/said")"
    else
        echo "not ok - $1"
        sed 's/^/# /' "$scratch/said"
        return 1
    fi
}

result=0
if [ -n "${DATA:-}" ]; then
    mkdir "$scratch/data"
    ln -s "$(cd "$DATA" && pwd)" "$scratch/data/tables"
    compare "$DATA" "$scratch/data" || result=1
else
    for seed in ${SEEDS:-1 2}; do
        mkdir -p "$scratch/data/tables"
        "$build/tools/meridian_data" "$size" "$seed" "$scratch/data/tables" || exit 1
        compare "seed $seed" "$scratch/data" || result=1
        rm -rf "$scratch/data" "$scratch/out"
        python3 tests/oracle/pools.py "$build/rung" "$size" "$seed" || result=1
    done
fi
exit $result
