#!/bin/sh
# Lets the n-th allocation of a run fail, n = 1, 2, 3 ... (in growing steps later on) until the run ends as it does with all the
# memory it wants. Every run on the way has to end by itself with status 2 and say why, or to report the partners it could not do.
#
#   tests/faults.sh BUILD      BUILD holds a program made with -DRUNG_FAULTS
set -u
cd "$(dirname "$0")/.." || exit 2
rung=$1/rung
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

attempt() { # N: leaves its status in $status
    rm -rf "$scratch/out"
    RUNG_FAIL_ALLOC=$1 timeout 60 "$rung" run scorecards/starter -o "$scratch/out" --jobs 1 >"$scratch/stdout" 2>"$scratch/stderr"
    status=$?
}

attempt 0
wanted=$status
cp "$scratch/stdout" "$scratch/wanted"
mv "$scratch/out" "$scratch/wanted.out"

# Everything as if memory had been plenty: then the n-th allocation was never asked for.
as_wanted() {
    [ "$status" -eq "$wanted" ] && cmp -s "$scratch/stdout" "$scratch/wanted" &&
        [ -e "$scratch/out/scorecards.csv" ] && cmp -s "$scratch/out/scorecards.csv" "$scratch/wanted.out/scorecards.csv"
}

n=1 bad=0 runs=0 plenty=0
while [ "$plenty" -lt 3 ] && [ "$n" -lt 100000000 ]; do
    attempt "$n"
    runs=$((runs + 1))
    if as_wanted; then
        plenty=$((plenty + 1))
    elif [ "$status" -le 2 ] && { [ "$status" -ne 0 ] || [ "$wanted" -eq 0 ]; } && [ -s "$scratch/stderr" ]; then
        plenty=0
    else
        plenty=0 bad=$((bad + 1))
        echo "not ok - allocation $n: status $status, $(wc -c <"$scratch/stderr") bytes said"
        head -n 20 "$scratch/stderr" | sed 's/^/# /'
        [ "$bad" -lt 10 ] || break
    fi
    n=$((n < 300 ? n + 1 : n + n / 20))
done
[ "$bad" -ne 0 ] || echo "ok - $runs runs, up to allocation $n"
[ "$bad" -eq 0 ]
