#!/bin/sh
# Golden tests: what rung does now against what it was accepted to do.
#
#   tests/golden.sh BUILD [--accept] [NAME ...]
#
# All programs and cases, or those named: "meridian", "test-accept"; as many side by side as there are cores.
# A program that ships: `rung test scorecards/NAME` compares a run of it with scorecards/NAME/expected/.
# A case: tests/golden/NAME/ holds
#   cmd              a shell line, run in a scratch copy of the folder; rung is on the PATH. A copy of scorecards/ or
#                    plugins/ is there when the line names it
#   stdout, stderr   what it prints; absent: nothing
#   status           its exit status; absent: 0
#   expected/        files that it leaves behind, at the same paths; absent: any
# Files are compared byte for byte, but run.json holds times: it only has to be JSON. --accept rewrites what is expected.
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD
build=$1
shift
accept=''
[ "${1:-}" != --accept ] || { accept=$1; shift; }
case $build in /*) bin=$build ;; *) bin=$root/$build ;; esac
PATH=$bin:$PATH RUNG=$bin/rung TESTS=$root/tests
export PATH RUNG TESTS
unset NO_COLOR CLICOLOR_FORCE COLUMNS
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# All of them: this script again, once for each.
if [ $# -ne 1 ]; then
    if [ $# -eq 0 ]; then (ls scorecards && ls tests/golden); else printf '%s\n' "$@"; fi >"$scratch/names"
    # shellcheck disable=SC2016 # for the inner shell
    xargs -P "$(nproc)" -I '{}' sh -c 'sh "$0" "$1" $2 {} >"$3/said-{}" 2>&1' "$0" "$build" "$accept" "$scratch" <"$scratch/names"
    status=$?
    while read -r name; do cat "$scratch/said-$name"; done <"$scratch/names"
    exit $status
fi

failures=0
pass() { echo "ok - $1"; }
fail() {
    echo "not ok - $1"
    failures=$((failures + 1))
}

# Compares one file with what is expected; both may be absent, which means empty.
same() { # NAME EXPECTED ACTUAL
    [ -e "$2" ] || set -- "$1" /dev/null "$3"
    [ -e "$3" ] || set -- "$1" "$2" /dev/null
    if [ "$(basename "$3")" = run.json ]; then
        if python3 -m json.tool "$3" >/dev/null; then pass "$1"; else fail "$1: not JSON"; fi
    elif cmp -s "$2" "$3"; then
        pass "$1"
    else
        fail "$1"
        diff -u "$2" "$3" | sed 1,2d | head -n 60 | sed 's/^/# /'
    fi
}

files_below() { (cd "$1" && find . -type f | sed 's|^\./||' | LC_ALL=C sort); }

same_tree() { # NAME EXPECTED ACTUAL
    files_below "$2" >"$scratch/list"
    while read -r file; do
        same "$1: $file" "$2/$file" "$3/$file"
    done <"$scratch/list"
}

# Where and with how many workers a run happens must not show: other time zone, other locale, three workers.
elsewhere() { TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 "$RUNG" run "$1" -o "$2" --jobs 3 >/dev/null 2>&1; }

# The lines of `rung test`, without its numbers and its last line.
program() { # FOLDER
    name=${1%/}
    out=$scratch/out
    "$RUNG" test "$name" ${accept:+--accept} >"$scratch/said" 2>&1
    status=$?
    sed -E 's/^((not )?ok) [0-9]+ - /\1 - /; /^[0-9]+ passed, /d' "$scratch/said"
    [ "$status" -eq 0 ] || fail "$name: rung test ends with status $status"
    rm -rf "$out" "$out.elsewhere"
    "$RUNG" run "$name" -o "$out" >/dev/null 2>&1
    elsewhere "$name" "$out.elsewhere"
    rm -f "$out/run.json" "$out.elsewhere/run.json"
    if diff -r "$out" "$out.elsewhere" >"$scratch/said" 2>&1; then
        pass "$name: the same bytes elsewhere"
    else
        fail "$name: another time zone, locale or number of workers shows"
        head -n 40 "$scratch/said" | sed 's/^/# /'
    fi
}

# Rewrites the files that are expected; all that the run wrote when there are none yet.
accept_outputs() { # EXPECTED OUT
    [ -n "$(files_below "$1")" ] || files_below "$2" >"$scratch/new"
    [ -z "$(files_below "$1")" ] || files_below "$1" >"$scratch/new"
    while read -r file; do
        [ "$file" = run.json ] || cp "$2/$file" "$1/$file"
    done <"$scratch/new"
}

run_case() { # FOLDER: runs its cmd in $scratch/NAME, leaves $scratch/got/{stdout,stderr,status}
    rm -rf "$scratch/case" "$scratch/got"
    cp -R "$1" "$scratch/case"
    mkdir "$scratch/got"
    rm -rf "$scratch/case/stdout" "$scratch/case/stderr" "$scratch/case/status" "$scratch/case/expected"
    for shared in scorecards plugins; do
        if [ ! -e "$scratch/case/$shared" ] && grep -q "$shared" "$1/cmd"; then cp -R "$shared" "$scratch/case/"; fi
    done
    (cd "$scratch/case" && sh ./cmd >"$scratch/got/stdout" 2>"$scratch/got/stderr" </dev/null)
    echo $? >"$scratch/got/status"
}

accept_case() { # FOLDER
    rm -f "$1/stdout" "$1/stderr" "$1/status"
    for part in stdout stderr; do
        [ ! -s "$scratch/got/$part" ] || cp "$scratch/got/$part" "$1/$part"
    done
    [ "$(cat "$scratch/got/status")" = 0 ] || cp "$scratch/got/status" "$1/status"
    [ ! -d "$1/expected" ] || accept_outputs "$1/expected" "$scratch/case"
}

one_case() { # FOLDER
    name=${1%/}
    run_case "$name"
    [ -z "$accept" ] || accept_case "$name"
    [ -e "$name/status" ] && cp "$name/status" "$scratch/status" || echo 0 >"$scratch/status"
    same "$name: status" "$scratch/status" "$scratch/got/status"
    same "$name: stdout" "$name/stdout" "$scratch/got/stdout"
    same "$name: stderr" "$name/stderr" "$scratch/got/stderr"
    [ ! -d "$name/expected" ] || same_tree "$name" "$name/expected" "$scratch/case"
}

[ ! -d "scorecards/$1/expected" ] || program "scorecards/$1"
[ ! -e "tests/golden/$1/cmd" ] || one_case "tests/golden/$1"
[ "$failures" -eq 0 ]
