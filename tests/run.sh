#!/bin/sh
# Runs suites of tests side by side and adds them up; the last line is "N passed, N failed".
#
#   tests/run.sh SUITE:BUILD[:SIZE] ...     e.g. unit:build golden:build/asan oracle:build:1000
#
# WITHOUT=test_x leaves out one unit test; JOBS=1 runs one suite after the other.
#
# Every suite prints "ok ..." and "not ok ..." lines. What a suite printed is shown when something in it failed. A suite that
# ends badly without saying so, and one that runs no test at all, counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 2

# What one suite came to is one line on the screen, and "PASSED FAILED" in a file. It is printed as a whole: others run beside it.
tally() { # RESULT NAME COMMAND...
    result=$1 name=$2
    shift 2
    began=$(date +%s)
    "$@" >"$result.log" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^ok ' "$result.log")
    bad=$(grep '^not ok ' "$result.log" | grep -vc '# SKIP')
    left=$(grep -c '^\(not \)\?ok .*# SKIP' "$result.log")
    good=$((good - $(grep -c '^ok .*# SKIP' "$result.log")))
    why=''
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1 why="$name: ended with status $status"
    elif [ "$good" -eq 0 ] && [ "$bad" -eq 0 ] && [ "$left" -eq 0 ]; then
        bad=1 why="$name: ran no test"
    fi
    echo "$good $bad" >"$result"
    {
        printf '%-52s%s passed' "$name" "$good"
        [ "$bad" -eq 0 ] || printf ', %s FAILED' "$bad"
        [ "$left" -eq 0 ] || printf ', %s skipped' "$left"
        echo ", $(($(date +%s) - began)) s"
        [ "$bad" -eq 0 ] || sed 's/^/    /' "$result.log"
        [ -z "$why" ] || echo "    $why"
    } >"$result.said"
    cat "$result.said"
}

if [ "$1" = --tally ]; then
    shift
    tally "$@"
    exit 0
fi

scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# One line for each: a name in quotes, and a command. xargs takes the quotes away.
plan() { # NAME COMMAND...
    name=$1
    shift
    planned=$((planned + 1))
    echo "'$scratch/$planned' '$name' $*" >>"$scratch/plan"
}

unit() { # BUILD
    for source in tests/unit/test_*.c; do
        [ -e "$source" ] || continue
        test=$(basename "$source" .c)
        [ "$test" != "${WITHOUT:-}" ] || continue
        plan "$1 unit $test" env CMOCKA_MESSAGE_OUTPUT=TAP "RUNG_BUILD=$1" "$1/tests/$test"
    done
}

# The unit tests that ask scripts of tests/oracle for random cases of money, with so many of each method.
money() { # BUILD CASES
    for test in test_decimal test_bands test_award_oracle test_exchange; do
        plan "$1 money $test, $2 cases" env CMOCKA_MESSAGE_OUTPUT=TAP "RUNG_BUILD=$1" "RUNG_CASES=$2" "$1/tests/$test"
    done
}

faults() { # BUILD
    for sweep in golden record run check test history diff explain report whatif sweep sensitivity coverage verify; do plan "$1 failing allocations, $sweep" sh tests/faults.sh "$1" "$sweep"; done
}

suite() { # SUITE BUILD SIZE
    case $1 in
    unit) unit "$2" ;;
    golden) plan "$2 golden programs and cases" sh tests/golden.sh "$2" ;;
    figures) plan "$2 published figures" python3 tests/figures.py "$2" ;;
    workbook) plan "$2 workbooks in LibreOffice" python3 tests/workbook.py "$2" ;;
    next) plan "$2 ways to the next tier, gone" python3 tests/next.py "$2" ;;
    plugins) plan "$2 plugin cases" sh tests/plugins.sh "$2" ;;
    oracle) plan "$2 oracle ${DATA:-"$3 partners"}" sh tests/oracle.sh "$2" "$3" ;;
    money) money "$2" "$3" ;;
    editor) plan "$2 schemas for editors" python3 tests/editor/schema.py "$2"
        plan "$2 definitions for editors" python3 tests/editor/language.py "$2" ;;
    docs) plan "$2 commands of README.md and docs" python3 tests/tools/doc_commands.py "$2"
        plan "$2 rules of README.md and docs" python3 tests/tools/doc_rules.py "$2"
        plan "$2 spreadsheet formulas of docs" python3 tests/tools/doc_formulas.py "$2" ;;
    package) plan "$2 installed files and library" sh tests/package.sh "$2" ;;
    browser) plan "$2 pages in a browser" sh tests/browser/browser.sh "$2" ;;
    faults) faults "$2" ;;
    kill) plan "$2 killed runs" sh tests/kill.sh "$2"
        plan "$2 killed while recording" sh tests/kill_history.sh "$2" ;;
    valgrind) plan "$2 memcheck" sh tests/valgrind.sh "$2" ;;
    lint) plan 'lint' sh tests/lint.sh "$2" ;;
    *) echo "tests/run.sh: no suite is called $1" >&2; exit 2 ;;
    esac
}

planned=0
for request in "$@"; do
    rest=${request#*:}
    build=${rest%%:*}
    size=${rest#"$build"}
    suite "${request%%:*}" "$build" "${size#:}"
done

xargs -P "${JOBS:-$(nproc)}" -L 1 sh tests/run.sh --tally <"$scratch/plan"

passed=0 failed=0
while [ "$planned" -gt 0 ]; do
    { read -r good bad <"$scratch/$planned"; } 2>/dev/null || good=0 bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    planned=$((planned - 1))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
