#!/usr/bin/env bash
# Time and memory of the Meridian program.
#
#   tests/bench/bench.sh BUILD PARTNERS [JOBS]
#
# Prints, for one worker and for JOBS: the best wall time of three runs, the peak memory of all processes together (measured in
# a run of its own), memory as a share of the input's size, and what the run says of its parts; all tables are written, and then
# those two alone that hold every score, tier, margin and amount (--only scorecards,margins). When NODE_PATH leads to @duckdb/node-api, DuckDB does
# the same work in turn with Rung, and the ratio of the best times is printed. The tables stay in BUILD/bench/PARTNERS for the next time.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 partners=$2 jobs=${3:-2}
data=$build/bench/$partners
out=$build/bench/out

if [ ! -e "$data/tables/attestations.csv" ]; then
    mkdir -p "$data/tables"
    "$build/tools/meridian_data" "$partners" 1 "$data/tables"
fi
bytes=$(cat "$data"/tables/*.csv | tee >(wc -l >"$build/bench/rows") | wc -c)
sleep 0.1
echo "$partners partners, $(cat "$build/bench/rows") lines, $(awk -v b="$bytes" 'BEGIN {printf "%.1f", b / 1e6}') MB; $(nproc) cores"

rung=("$build/rung" run scorecards/meridian --data "$data" -o "$out")

seconds_of() { # COMMAND...: wall time
    local start
    start=$(date +%s.%N)
    "$@" >"$build/bench/said" 2>&1 || { cat "$build/bench/said" >&2; return 1; }
    date +%s.%N | awk -v start="$start" '{printf "%.3f\n", $1 - start}'
}

wall() { # JOBS: seconds of the best of three
    for _ in 1 2 3; do
        rm -rf "$out"
        seconds_of "${rung[@]}" --jobs "$1"
    done | sort -n | head -n 1
}

parts() { # what run.json says under "timings"
    python3 - "$out/run.json" <<'END'
import json, sys
timings = json.load(open(sys.argv[1])).get("timings", {})
print("  ".join(f"{name} {value:g}" if isinstance(value, (int, float)) else f"{name} {value}" for name, value in timings.items()))
END
}

printf '%6s %9s %11s %9s  %s\n' jobs seconds 'peak MiB' 'of input' 'parts'
for count in 1 "$jobs"; do
    seconds=$(wall "$count")
    named=$(parts)
    rm -rf "$out"
    peak=$(python3 tests/tools/peak_memory.py "${rung[@]}" --jobs "$count")
    share=$(awk -v p="$peak" -v b="$bytes" 'BEGIN {printf "%.0f %%", p * 1048576 / b * 100}')
    printf '%6s %9s %11s %9s  %s\n' "$count" "$seconds" "$peak" "$share" "$named"
    [ "$jobs" != 1 ] || break
done

beside_duckdb() {
    for _ in 1 2 3; do
        rm -rf "$out"
        seconds_of "${rung[@]}" --jobs "$jobs" --only scorecards,margins >>"$build/bench/rung"
        seconds_of node tests/bench/duckdb.mjs "$data/tables" "$build/bench/duckdb.csv" "$jobs" >>"$build/bench/duckdb"
    done
    ours=$(sort -n "$build/bench/rung" | head -n 1) theirs=$(sort -n "$build/bench/duckdb" | head -n 1)
    echo "scorecards and margins alone, in turn with DuckDB, $jobs threads each, best of three:"
    awk -v a="$ours" -v b="$theirs" 'BEGIN {printf "rung %s s, duckdb %s s: ratio %.2f\n", a, b, a / b}'
}

rm -f "$build/bench/rung" "$build/bench/duckdb"
if [ -n "${NODE_PATH:-}" ] && [ -d "$NODE_PATH/@duckdb" ]; then beside_duckdb; fi
rm -rf "$out"
