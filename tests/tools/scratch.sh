# shellcheck shell=sh
# Read (.) by the scripts of tests/ that run the program of BUILD, their first argument: $rung, and $scratch with an empty folder
# $scratch/place, which are gone in the end.
# shellcheck disable=SC2034 # the reader uses it
rung=$1/rung
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
mkdir "$scratch/place" || exit 2
