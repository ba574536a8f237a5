#!/bin/sh
# Kills runs at many moments. SIGKILL: the output folder holds one complete set, of this run or of the one before, and no process
# stays; the next run removes what was left beside it. SIGINT and SIGTERM: nothing is left beside it, and the status is the signal's.
#
#   tests/kill.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tools/scratch.sh
mkdir -p "$scratch/data/tables"
out=$scratch/place/out
"$1/tools/meridian_data" "${KILL_PARTNERS:-3000}" 1 "$scratch/data/tables" || exit 2

# The folder's name stands in every command line, by which its processes are known. A shell's background processes ignore SIGINT.
run() { exec env --default-signal=INT "$rung" run scorecards/meridian --data "$scratch/data" -o "$out" --jobs 2 --period "$1" --quiet >/dev/null 2>&1; }

complain() {
    echo "not ok - $1"
    shift
    printf '# %s\n' "$@"
    find "$scratch/place" -printf '# %P %s\n'
    failures=$((failures + 1))
}

# One set, whole: run.json names all other files and their digests.
whole() {
    python3 - "$out" <<'PY'
import hashlib, json, os, sys
folder = sys.argv[1]
with open(os.path.join(folder, "run.json")) as file:
    record = json.load(file)
wanted = {entry["file"]: entry["sha256"] for entry in record["outputs"]}
there = {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
         for name in os.listdir(folder) if name != "run.json"}
sys.exit(wanted != there or len(wanted) != 7)
PY
}

echo "$out" >"$scratch/name"
processes() { grep -lsaF -f "$scratch/name" /proc/[0-9]*/cmdline; }

# They die with their parent, but not in the same instant.
gone() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -n "$(processes)" ] || return 0
        sleep 0.1
    done
    return 1
}

beside() { find "$scratch/place" -mindepth 1 -maxdepth 1 ! -name out; }

one_round() { # SIGNAL DELAY PERIOD
    (run "$3") &
    pid=$!
    sleep "$2"
    kill "-$1" "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    status=$?
    gone || complain "SIG$1 after $2 s: processes stay" "$(processes)"
    whole || complain "SIG$1 after $2 s: not one whole set"
}

sequence() { # SIGNAL STATUS ROUNDS
    rounds=0 killed=0 before=$failures
    while [ "$rounds" -lt "$3" ]; do
        rounds=$((rounds + 1))
        delay=$(awk "BEGIN { printf \"%.3f\", $longest * $rounds / $3 }")
        one_round "$1" "$delay" "2026-Q$((2 + rounds % 2))"
        [ "$status" -gt 1 ] && killed=$((killed + 1))
        [ "$status" -le 1 ] || [ "$status" -eq "$2" ] || complain "SIG$1 after $delay s: status $status"
        [ "$1" = KILL ] || [ -z "$(beside)" ] || complain "SIG$1 after $delay s: a folder is left"
    done
    [ "$killed" -gt $(($3 / 6)) ] || complain "SIG$1: only $killed of $3 runs were still there to be killed"
    [ "$failures" -ne "$before" ] || echo "ok - SIG$1: $killed of $3 runs were killed"
}

failures=0
longest=60
for _ in 1 2 3; do
    begin=$(date +%s%N)
    (run 2026-Q3)
    longest=$(awk "BEGIN { took = ($(date +%s%N) - $begin) / 1e9; print took < $longest ? took : $longest }")
done
whole || complain 'a run that nobody kills: not one whole set'
sequence KILL 137 40
(run 2026-Q3)
if [ -z "$(beside)" ] && whole; then echo 'ok - the next run cleans up'; else complain 'the next run leaves something beside the folder'; fi
sequence INT 130 12
sequence TERM 143 12
[ "$failures" -eq 0 ]
