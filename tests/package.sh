#!/bin/sh
# What `make install` gives: the files, a program that works from there, and a library that a C program can build against.
#
#   tests/package.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
build=$1
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failures=0
prefix=$scratch/usr
copy=$scratch/build # the installed program knows its prefix, and the one in BUILD is in use by other tests

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        echo "ok - $name"
    else
        echo "not ok - $name"
        failures=$((failures + 1))
        head -n 40 "$scratch/said" | sed 's/^/# /'
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

nothing_left() { [ -z "$(find "$prefix" -type f -o -type l)" ]; }

files_are_there() {
    for file in bin/rung lib/librung.a lib/librung.so lib/librung.so.0 lib/pkgconfig/rung.pc include/rung.h \
        share/rung/plugins/metrics share/rung/plugins/incentives share/doc/rung/README.md share/man/man1/rung.1 \
        share/man/man1/rung-run.1 share/rung/editor/rung.lua share/rung/editor/luacheckrc share/rung/editor/program.schema.json \
        share/rung/editor/cases.schema.json; do
        [ -e "$prefix/$file" ] || { echo "no $file"; return 1; }
    done
}

# From a folder where nothing of the source tree is in sight.
starter_runs() {
    cp -R scorecards/starter "$scratch/starter"
    (cd "$scratch" && "$prefix/bin/rung" run starter -o out) || [ $? -eq 1 ]
}

only_public_names() { ! nm -D --defined-only "$prefix/lib/librung.so" | awk '{print $3}' | grep -v '^rung_'; }

# A header that needs nothing but itself, in C99 and up and in C++.
header_alone() {
    echo '#include <rung.h>' >"$scratch/alone.c"
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I"$prefix/include" -fsyntax-only "$scratch/alone.c"
}

consumer_builds() {
    # shellcheck disable=SC2046,SC2086 # lists of flags
    cc -Wall -Wextra -Werror -o "$scratch/$1" tests/package/consumer.c $2 $(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --cflags --libs $3 rung)
}
shared_consumer() {
    consumer_builds shared '' '' && LD_LIBRARY_PATH=$prefix/lib "$scratch/shared" scorecards/starter plugins
}
static_consumer() {
    mkdir -p "$scratch/static-lib" && cp "$prefix/lib/librung.a" "$scratch/static-lib/" &&
        consumer_builds static "-L$scratch/static-lib" --static && "$scratch/static" scorecards/starter plugins
}

# What a shell offers for the last of some words: one a line.
completed_by_bash() { # WORD...
    bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rung; printf "%s\n" "${COMPREPLY[@]}"' \
        "$prefix/share/bash-completion/completions/rung" "$@"
}
completed_by_fish() { # LINE
    fish --no-config -c "source $prefix/share/fish/vendor_completions.d/rung.fish; complete -C '$1'" | cut -f 1
}
offers() { # WORD COMMAND...: the command offers that word
    word=$1
    shift
    "$@" >"$scratch/offered" && grep -qx -- "$word" "$scratch/offered"
}
bash_completes() {
    offers history completed_by_bash rung hi && offers --period completed_by_bash rung run --pe && offers --period completed_by_bash rung run . --pe &&
        offers excel-eu completed_by_bash rung run . -f ex && offers show completed_by_bash rung history s && ! offers --only completed_by_bash rung test --on
}
fish_completes() {
    offers history completed_by_fish 'rung hi' && offers --period completed_by_fish 'rung run --pe' && offers excel-eu completed_by_fish 'rung run . -f ex' &&
        offers show completed_by_fish 'rung history s' && ! offers --only completed_by_fish 'rung test --on'
}
manual_pages() { # every command has one, and mandoc finds nothing to warn of
    for page in "$prefix"/share/man/man1/*.1; do mandoc -T lint -W warning "$page" || return 1; done
    [ "$(find "$prefix/share/man/man1" -name 'rung-*.1' | wc -l)" -eq "$("$prefix/bin/rung" --help | grep -c '^  [a-z][a-z]*  *[a-z]')" ]
}

check 'a copy of the build' cp -a "$build" "$copy"
check 'make install' make --no-print-directory BUILD="$copy" PREFIX="$prefix" install
check 'the files are there' files_are_there
check 'the installed program runs the starter' starter_runs
check 'the shared library shows only rung_ names' only_public_names
check 'rung.h compiles alone' header_alone
check 'a program uses the shared library' shared_consumer
check 'a program uses the static library' static_consumer
check 'bash completes' bash_completes
check_if fish 'fish completes' fish_completes
check_if zsh 'zsh reads its completion' zsh -n "$prefix/share/zsh/site-functions/_rung"
check_if mandoc 'manual pages' manual_pages
check 'make uninstall' make --no-print-directory BUILD="$copy" PREFIX="$prefix" uninstall
check 'nothing is left of it' nothing_left
[ "$failures" -eq 0 ]
