#!/bin/sh
# Everything that reads the sources without running them. What a machine lacks is skipped and said so.
#
#   tests/lint.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
build=$1
said=$(mktemp) || exit 2
trap 'rm -f "$said"' EXIT
trap 'exit 130' INT TERM
failures=0

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$said" 2>&1; then
        echo "ok - $name"
    else
        echo "not ok - $name"
        failures=$((failures + 1))
        head -n 60 "$said" | sed 's/^/# /'
    fi
}

check_if() { # PROGRAM NAME COMMAND...
    if command -v "$1" >/dev/null 2>&1; then
        shift
        check "$@"
    else
        echo "ok - $2 # SKIP $1 is not here"
    fi
}

# The build's own compiler as a part of building; clang reads with the same flags.
compiles() { make -s -j"$(nproc)" --no-print-directory BUILD="$build" WERROR=-Werror -k all tests; }
clang_reads() {
    # shellcheck disable=SC2046 # a list of flags
    printf '%s\n' core/*/*.c tests/unit/*.c tests/meridian/*.c |
        xargs -P "$(nproc)" -n 8 clang $(cut -d ' ' -f 2- "$build/flags") -Itests/unit -Werror -fsyntax-only
}

# A header must compile alone, whatever came before it.
headers_alone() {
    for header in core/*/*.h include/*.h; do
        # shellcheck disable=SC2046 # a list of flags
        cc -std=gnu11 -D_GNU_SOURCE -Icore -Iinclude $(pkg-config --cflags lua5.4) -Wall -Wextra -Werror -fsyntax-only -x c "$header" || return 1
    done
}

# The library keeps nothing between runs: no symbol may stand in writable memory.
no_state() { ! objdump -t "$build/librung.a" | grep -E ' O \.(data|bss|tdata|tbss|local)' | grep -vE '\.data\.rel\.ro'; }

# uninitvar takes a loop that may not run for one that never does; valgrind and the compilers look for the same.
static_analysis() {
    cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,performance,portability \
        --suppress=missingInclude --suppress=missingIncludeSystem --suppress=uninitvar -Icore -Iinclude core
}

formatted() {
    # shellcheck disable=SC2046 # a list of files
    clang-format --dry-run -Werror $(find core include tests -name '*.[ch]')
}

# shellcheck disable=SC2046 # a list of files
scripts() { shellcheck -x $(find tests .ci -name '*.sh' -o -path .ci/run); }

python3 tests/tools/lint.py || failures=$((failures + 1))
check 'the compiler has nothing to say' compiles
check_if clang 'clang has nothing to say' clang_reads
check 'headers compile alone' headers_alone
check_if objdump 'no writable state' no_state
check_if cppcheck 'cppcheck finds nothing' static_analysis
check_if shellcheck 'shellcheck finds nothing' scripts
if clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
    check 'clang-format would change nothing' formatted
else
    echo 'ok - clang-format would change nothing # SKIP clang-format 14 is not here, and other versions differ'
fi
[ "$failures" -eq 0 ]
