#!/bin/sh
# Says what building (or testing) needs and this machine lacks; with "install", installs it from Debian's or Ubuntu's packages.
#   need.sh check|install build|test
set -eu

action=$1 purpose=$2
required='' optional='' extras=''

has_program() { command -v "$1" >/dev/null 2>&1; }
extra() { has_program "$1" || extras="$extras $2"; } # tests in a browser: left out where there are no such packages
has_library() { has_program "${PKG_CONFIG:-pkg-config}" && "${PKG_CONFIG:-pkg-config}" --exists "$1" 2>/dev/null; }
has_header() { has_program cc && echo "#include <$1>" | cc -E - >/dev/null 2>&1; }

has_module() { has_program python3 && python3 -c "import $1" 2>/dev/null; }

program() { has_program "$1" || required="$required $2"; }
module() { has_module "$1" || required="$required $2"; }
library() { has_library "$1" || required="$required $2"; }

program cc gcc
program ar binutils
program make make
has_header stdio.h || required="$required libc6-dev"
program pkg-config pkg-config
library lua5.4 liblua5.4-dev
library yaml-0.1 libyaml-dev
library nettle nettle-dev
library sqlite3 libsqlite3-dev
has_library libseccomp || optional=libseccomp-dev
has_library xlsxwriter || optional="$optional libxlsxwriter-dev"
has_library zlib || optional="$optional zlib1g-dev" # the linker's flags of xlsxwriter name it, its package does not
if [ "$purpose" = test ]; then
    library cmocka libcmocka-dev
    library xlsxwriter libxlsxwriter-dev
    library zlib zlib1g-dev
    program soffice libreoffice-calc-nogui
    program python3 python3
    program luacheck lua-check
    module jsonschema python3-jsonschema
    module yaml python3-yaml
    program sqlite3 sqlite3
    program mandoc mandoc
    program fish fish
    program zsh zsh
    extra node nodejs
    extra npm npm
    extra chromium chromium
fi

if [ "$action" = check ]; then
    [ -n "$required" ] || exit 0
    echo "rung needs packages that are not here:$required" >&2
    echo 'make deps installs them (Debian, Ubuntu)' >&2
    exit 1
fi

[ -n "$required$optional$extras" ] || exit 0
# shellcheck disable=SC2086 # lists of package names
set -- $required $optional $extras
echo "rung needs packages that are not here: $*"
if ! has_program apt-get; then
    [ -n "$required" ] || exit 0
    echo 'this is not Debian or Ubuntu: please install what they are called here, then try again' >&2
    exit 1
fi
as_root='env'
if [ "$(id -u)" -ne 0 ]; then
    has_program sudo || { echo "please install them as root: apt-get install $*" >&2; exit 1; }
    as_root='sudo env'
fi
echo "installing them: apt-get install $*"
$as_root DEBIAN_FRONTEND=noninteractive apt-get update -qq || echo 'note: the package lists could not be refreshed' >&2
install() { $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null; }
# shellcheck disable=SC2086 # lists of package names
if [ -n "$extras" ] && ! install $extras; then echo 'note: tests in a browser are left out' >&2; fi
[ -n "$required$optional" ] || exit 0
# shellcheck disable=SC2086
if ! install $required $optional; then
    [ -n "$required" ] || exit 0
    echo 'the installation failed; see the lines above' >&2
    exit 1
fi
