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

files_are_there() {
    for file in bin/rung lib/librung.a lib/librung.so lib/librung.so.0 lib/pkgconfig/rung.pc include/rung.h \
        share/rung/plugins/metrics share/rung/plugins/incentives share/doc/rung/README.md; do
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

check 'make install' make --no-print-directory BUILD="$build" PREFIX="$prefix" install
check 'the files are there' files_are_there
check 'the installed program runs the starter' starter_runs
check 'the shared library shows only rung_ names' only_public_names
check 'rung.h compiles alone' header_alone
check 'a program uses the shared library' shared_consumer
check 'a program uses the static library' static_consumer
check 'make uninstall' make --no-print-directory BUILD="$build" PREFIX="$prefix" uninstall
[ "$failures" -eq 0 ]
