#!/bin/sh
# Runs suites of tests and adds them up; the last line is "N passed, N failed".
#
#   tests/run.sh SUITE:BUILD[:SIZE] ...     e.g. unit:build golden:build/asan oracle:build:1000
#
# WITHOUT=test_x leaves out one unit test.
#
# Every suite prints "ok ..." and "not ok ..." lines. What a suite printed is shown when something in it failed. A suite that
# ends badly without saying so, and one that runs no test at all, counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 2

passed=0 failed=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

tally() { # NAME COMMAND...
    name=$1
    shift
    printf '%-52s' "$name"
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep '^not ok ' "$log" | grep -vc '# SKIP')
    left=$(grep -c '^\(not \)\?ok .*# SKIP' "$log")
    good=$((good - $(grep -c '^ok .*# SKIP' "$log")))
    why=''
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1 why="$name: ended with status $status"
    elif [ "$good" -eq 0 ] && [ "$bad" -eq 0 ] && [ "$left" -eq 0 ]; then
        bad=1 why="$name: ran no test"
    fi
    passed=$((passed + good)) failed=$((failed + bad))
    if [ "$bad" -eq 0 ]; then
        echo "$good passed$([ "$left" -eq 0 ] || echo ", $left skipped")"
    else
        echo "$good passed, $bad FAILED"
        sed 's/^/    /' "$log"
        [ -z "$why" ] || echo "    $why"
    fi
}

unit() { # BUILD
    for source in tests/unit/test_*.c; do
        [ -e "$source" ] || continue
        test=$(basename "$source" .c)
        [ "$test" != "${WITHOUT:-}" ] || continue
        CMOCKA_MESSAGE_OUTPUT=TAP RUNG_BUILD=$1 tally "$1 unit $test" "$1/tests/$test"
    done
}

# The unit tests that ask scripts of tests/oracle for random cases of money, with so many of each method.
money() { # BUILD CASES
    for test in test_decimal test_bands test_award_oracle test_exchange; do
        CMOCKA_MESSAGE_OUTPUT=TAP RUNG_BUILD=$1 RUNG_CASES=$2 tally "$1 money $test, $2 cases" "$1/tests/$test"
    done
}

suite() { # SUITE BUILD SIZE
    case $1 in
    unit) unit "$2" ;;
    golden) tally "$2 golden programs and cases" sh tests/golden.sh "$2" ;;
    figures) tally "$2 published figures" python3 tests/figures.py "$2" ;;
    plugins) tally "$2 plugin cases" sh tests/plugins.sh "$2" ;;
    oracle) tally "$2 oracle ${DATA:-"$3 partners"}" sh tests/oracle.sh "$2" "$3" ;;
    money) money "$2" "$3" ;;
    editor) tally "$2 schemas for editors" python3 tests/editor/schema.py "$2"
        tally "$2 definitions for editors" python3 tests/editor/language.py "$2" ;;
    docs) tally "$2 commands of README.md and docs" python3 tests/tools/doc_commands.py "$2"
        tally "$2 rules of README.md and docs" python3 tests/tools/doc_rules.py "$2"
        tally "$2 spreadsheet formulas of docs" python3 tests/tools/doc_formulas.py "$2" ;;
    package) tally "$2 installed files and library" sh tests/package.sh "$2" ;;
    faults) tally "$2 failing allocations" sh tests/faults.sh "$2" ;;
    kill) tally "$2 killed runs" sh tests/kill.sh "$2"
        tally "$2 killed while recording" sh tests/kill_history.sh "$2" ;;
    valgrind) tally "$2 memcheck" sh tests/valgrind.sh "$2" ;;
    lint) tally 'lint' sh tests/lint.sh "$2" ;;
    *) echo "tests/run.sh: no suite is called $1" >&2; exit 2 ;;
    esac
}

for request in "$@"; do
    rest=${request#*:}
    build=${rest%%:*}
    size=${rest#"$build"}
    suite "${request%%:*}" "$build" "${size#:}"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
