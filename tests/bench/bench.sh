#!/usr/bin/env bash
# Time and memory of the Meridian program.
#
#   tests/bench/bench.sh BUILD PARTNERS [JOBS]
#
# Prints, for one worker and for JOBS: the best wall time of three runs, the peak memory of all processes together (measured in
# a run of its own), memory as a share of the input's size, and what the run says of its parts. The tables stay in
# BUILD/bench/PARTNERS for the next time.
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

wall() { # JOBS: seconds of the best of three
    for _ in 1 2 3; do
        rm -rf "$out"
        start=$(date +%s.%N)
        "${rung[@]}" --jobs "$1" >"$build/bench/said" 2>&1 || { cat "$build/bench/said" >&2; return 1; }
        date +%s.%N | awk -v start="$start" '{printf "%.3f\n", $1 - start}'
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
rm -rf "$out"
