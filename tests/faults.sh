#!/bin/sh
# Lets allocations fail, the first, the second, the third ... until a command does not ask for so many: once with all later ones,
# as when memory is out, and once alone, which shows failures that nobody noticed. A run either ends with status 2 and says "out
# of memory", or does what it does with plenty; it leaves no temporary folder, and earlier results as they were.
#
#   tests/faults.sh BUILD run|check|test|golden|record|history|diff|explain|report|whatif|sweep|sensitivity|coverage|verify
#
# BUILD holds a program made with -DRUNG_FAULTS. FAULTS_STEP=3 tries every third allocation.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tools/scratch.sh
step=${FAULTS_STEP:-1}
mkdir "$scratch/tmp"
out=$scratch/place/out
export TMPDIR="$scratch/tmp"

attempt() { # N COMMAND...: leaves its status in $status
    fail=$1
    shift
    RUNG_FAIL_ALLOC=$fail timeout 60 "$rung" "$@" >"$scratch/stdout" 2>"$scratch/stderr"
    status=$?
}

# run.json holds times.
contents() { find "$scratch/place" "$scratch/tmp" -type f ! -name run.json -exec cksum {} + | sort; }
entries() { find "$scratch/place" "$scratch/tmp" -mindepth 1 | sort; }

as_wanted() { [ "$status" -eq "$wanted" ] && cmp -s "$scratch/stdout" "$scratch/wanted.stdout" && cmp -s "$scratch/stderr" "$scratch/wanted.stderr"; }

# All was done, but the list of problems could not be printed to its end.
told_less() { [ "$status" -eq "$wanted" ] && grep -q 'out of memory' "$scratch/stderr"; }

gave_up() { [ "$status" -eq 2 ] && grep -q 'out of memory' "$scratch/stderr"; }

try() { # WHAT N COMMAND...
    what=$1
    shift
    attempt "$@"
    runs=$((runs + 1))
    as_wanted || told_less || gave_up || { complain "$what" "$1"; return; }
    [ "$(entries)" = "$found" ] || complain "$what" "$1"
}

complain() { # WHAT N
    bad=$((bad + 1))
    echo "not ok - $1: allocation $2: status $status"
    head -n 20 "$scratch/stderr" | sed 's/^/# /'
    entries | sed 's/^/# /'
}

sweep() { # NAME COMMAND...
    name=$1
    shift
    attempt 0 "$@"
    wanted=$status
    mv "$scratch/stdout" "$scratch/wanted.stdout"
    mv "$scratch/stderr" "$scratch/wanted.stderr"
    found=$(entries)
    before=$(contents)
    n=0 runs=0 bad=0 status=-1
    while ! as_wanted && [ "$bad" -lt 5 ]; do
        n=$((n + step))
        try "$name" "$n" "$@"
    done
    last=$n n=0
    while [ "$n" -lt "$last" ] && [ "$bad" -lt 5 ]; do
        n=$((n + step))
        RUNG_FAIL_ONCE=1 try "$name, alone" "$n" "$@"
    done
    [ "$(contents)" = "$before" ] || complain "$name: earlier results changed" "1 to $last"
    [ "$bad" -ne 0 ] || echo "ok - $name: $runs runs, up to allocation $last"
    failures=$((failures + bad))
}

two_periods() {
    "$rung" run scorecards/starter -o "$out" --quiet --period 2026-Q2 --record --history "$1" >/dev/null 2>&1
    "$rung" run scorecards/starter -o "$out" --quiet --record --history "$1" >/dev/null 2>&1
}

two_results() {
    "$rung" run scorecards/starter -o "$out" --quiet --period 2026-Q2 >/dev/null 2>&1
    "$rung" run scorecards/starter -o "$out.now" --quiet >/dev/null 2>&1
}

metric() { # NAME CURVE
    echo "$1: {plugin: metrics/attribute, params: {column: size}, block: culture, points: {curve: $2}}"
}

# One partner, and one metric where no others are named: what runs a program several times asks for little memory in each of them.
tiny() { # [METRICS]
    metrics=${1:-$(metric size '{0: 0, 10: 100}')}
    mkdir "$scratch/tiny"
    cat >"$scratch/tiny/program.yaml" <<END
program: Tiny
period: 2026-Q3
tables: {partners: {file: partners.csv, key: partner, columns: {partner: text, region: {type: text, allowed: [emea]}, size: number}}}
scorecards:
  main:
    metrics: {$metrics}
    tiers: {gold: {score: 50, margin: 10%}, bronze: {}}
margin: {on: size}
END
    printf 'partner,region,size\nacorn,emea,6\n' >"$scratch/tiny/partners.csv"
}

# Rows that count, one that does not, one set aside, a reason and an award.
tiny_rows() {
    mkdir "$scratch/tiny"
    cat >"$scratch/tiny/program.yaml" <<'END'
program: Tiny
period: 2026-Q3
currency: EUR
tables:
  partners: {file: partners.csv, key: partner, columns: {partner: text}}
  deals: {file: deals.csv, partner: partner, columns: {partner: text, stage: text, amount: money}}
scorecards:
  main:
    metrics: {size: {plugin: metrics/sum, params: {table: deals, column: amount, where: {stage: won}}, block: culture,
                     points: {curve: {0: 0, 100: 100}}}}
    tiers: {gold: {score: 50, require: size >= 60}, bronze: {}}
incentives: {rebate: {plugin: incentives/banded_rebate, params: {metric: size, bands: {20: 2%}, method: marginal}}}
END
    printf 'partner\nacorn\n' >"$scratch/tiny/partners.csv"
    printf 'partner,stage,amount\nacorn,won,20\nacorn,won,5\nacorn,lost,7\nacorn,won,x\n' >"$scratch/tiny/deals.csv"
}

failures=0
store=$scratch/place/history.sqlite
case $2 in
run) sweep run run scorecards/starter -o "$out" --jobs 1 ;;
check) sweep check check scorecards/starter ;;
test) sweep test test plugins/incentives/hold ;;
golden) sweep golden test scorecards/starter --jobs 1 ;;
record)
    two_periods "$store"
    sweep record run scorecards/starter -o "$out" --jobs 1 --record --history "$store"
    ;;
history)
    two_periods "$store"
    sweep history history export "$store" scorecards
    ;;
diff)
    two_results
    sweep diff diff "$out" "$out.now" --csv -
    ;;
explain)
    tiny_rows
    "$rung" explain "$scratch/tiny" acorn --evidence "$scratch/place/rows.csv" >/dev/null
    sweep explain explain "$scratch/tiny" acorn --evidence "$scratch/place/rows.csv"
    sweep 'explain as JSON' explain "$scratch/tiny" acorn size --json
    ;;
report)
    two_results
    sweep report report "$out" -o "$scratch/place/report.html"
    ;;
whatif)
    tiny
    sweep whatif whatif "$scratch/tiny" --jobs 1 --set scorecards.main.tiers.gold.score=70
    ;;
sweep)
    tiny
    sweep sweep whatif "$scratch/tiny" --jobs 1 --sweep scorecards.main.tiers.gold.score=50..70/20
    ;;
sensitivity)
    tiny
    sweep sensitivity whatif "$scratch/tiny" --jobs 1 --sensitivity --draws 4
    ;;
coverage) # so many partners that it finds metrics that say the same, and one that tells nobody apart
    tiny "$(metric size '{0: 0, 30: 100}'), $(metric again '{0: 0, 30: 100}'), $(metric flat '{0: 9, 1: 9}')"
    seq 2 24 | sed 's/.*/p&,emea,&/' >>"$scratch/tiny/partners.csv"
    sweep coverage coverage "$scratch/tiny" --jobs 1
    ;;
verify)
    tiny
    "$rung" run "$scratch/tiny" -o "$out" --quiet --jobs 1 >/dev/null 2>&1
    sweep verify verify "$out" --jobs 1
    ;;
esac
[ "$failures" -eq 0 ]
