#!/bin/sh
# Says what rung says to mistakes of people who have never programmed: for each one its title, and the message.
#
#   sh tests/newcomer/tell.sh FILE
#
# A partners.csv in the folder takes the place of the program's.
# FILE holds mistakes, one after the other, each below a line that says what it is and where it stands:
#   value: TITLE    lines inside of a metric's function, in the place of BODY in metric.lua
#   award: TITLE    the same of an incentive's, in incentive.lua
#   metric: TITLE   a whole file of a metric
#   params: TITLE   what program.yaml gives as params to that metric
set -u
here=$(dirname "$0")

# Each mistake becomes a folder: its title, its kind, its text.
awk '/^(value|award|metric|params): / {
    folder = sprintf("mistake-%02d", ++n); kind = $1; title = $0
    sub(/:$/, "", kind); sub(/^[a-z]+: /, "", title)
    system("mkdir " folder); print title >(folder "/title"); print kind >(folder "/kind"); printf "" >(folder "/text"); next
}
NF { print >(folder "/text") }' "$1"

for folder in mistake-*; do
    kind=$(cat "$folder/kind")
    rm -rf p out
    cp -R "$here/program" p
    [ ! -e partners.csv ] || cp partners.csv p/
    case $kind in
    value | award)
        template=$([ "$kind" = value ] && echo metric || echo incentive)
        sed "/BODY/{
            r $folder/text
            d
        }" "$here/$template.lua" >"p/plugins/$template.lua"
        ;;
    metric) cp "$folder/text" p/plugins/metric.lua ;;
    params) sed -i "s|{plugin: metric, params: {}|{plugin: metric, params: $(cat "$folder/text")|" p/program.yaml ;;
    esac
    echo "== $(cat "$folder/title")"
    rung run p -o out --quiet >said 2>&1
    cat said
    [ -s said ] || echo "(nothing is said)"
done
