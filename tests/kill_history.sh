#!/bin/sh
# Kills runs while they are recorded. The history holds whole runs, those that were recorded before among them, and the next run records
# as if nothing had been; no second file stays beside it.
#
#   tests/kill_history.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tools/scratch.sh
mkdir -p "$scratch/data/tables"
store=$scratch/place/history.sqlite
"$1/tools/meridian_data" "${KILL_PARTNERS:-3000}" 1 "$scratch/data/tables" || exit 2
failures=0

run() { exec "$rung" run scorecards/meridian --data "$scratch/data" -o "$scratch/out" --history "$store" --record --period "$1" --quiet >/dev/null 2>&1; }
ask() { sqlite3 "$store" "$1"; }
complain() {
    echo "not ok - $1"
    failures=$((failures + 1))
}

# As many rows for every run, and the file sound; reading it takes back what a killed run left half done.
whole() {
    rung_says=$("$rung" history list "$store" 2>&1) || case $rung_says in *'no history here yet'*) return 0 ;; *) return 1 ;; esac
    [ "$(ask 'PRAGMA integrity_check')" = ok ] && [ -z "$(ask 'PRAGMA foreign_key_check')" ] &&
        [ -z "$(ask 'SELECT run FROM runs WHERE partners <> (SELECT count(*) FROM margins WHERE margins.run = runs.run)')" ]
}

(run 2025-Q4)
begin=$(date +%s%N)
(run 2026-Q1)
longest=$(awk "BEGIN { print ($(date +%s%N) - $begin) / 1e9 }")
[ "$(ask 'SELECT count(*) FROM runs')" = 2 ] || complain 'runs that nobody kills are not recorded'

# The last third of a run is when it writes. One that had ended was quicker than the one that was timed, as on a machine with much to do.
rounds=0 killed=0 half=0
while [ "$rounds" -lt 24 ]; do
    rounds=$((rounds + 1))
    (run 2026-Q2) &
    pid=$!
    sleep "$(awk "BEGIN { printf \"%.3f\", $longest * (0.6 + 0.4 * $rounds / 24) }")"
    kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    if [ $? -gt 1 ]; then killed=$((killed + 1)); else longest=$(awk "BEGIN { print $longest * 0.85 }"); fi
    [ ! -e "$store-journal" ] || half=$((half + 1))
    whole || complain "round $rounds: not whole"
    [ "$(ask "SELECT count(*) FROM runs WHERE period < '2026-Q2'")" = 2 ] || complain "round $rounds: an earlier run is gone"
    ask "PRAGMA foreign_keys = ON; DELETE FROM runs WHERE period = '2026-Q2'"
done
if [ "$killed" -lt 4 ]; then
    complain "only $killed of $rounds runs were still there to be killed"
elif [ "$failures" -eq 0 ]; then
    echo "ok - $killed of $rounds runs were killed, $half while recording"
fi
(run 2026-Q2)
if whole && [ "$(ask 'SELECT count(*) FROM runs')" = 3 ] && [ "$(ls "$scratch/place")" = history.sqlite ]; then
    echo 'ok - the next run is recorded'
else
    complain 'the next run is not recorded, or leaves a file beside the history'
fi
[ "$failures" -eq 0 ]
