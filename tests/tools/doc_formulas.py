#!/usr/bin/env python3
"""Tries the lines of docs/from-excel.md: that what they say here gives what they say that it gives.

    doc_formulas.py BUILD

The page has two tables as blocks marked csv, partners.csv and deals.csv, and lines "| `=FORMULA` | `what is said here` | value |". What
begins with { is a metric of program.yaml, everything else an expression in a rule. All of them become metrics of one program, and the
values are those of its first partner. Values with four decimal places are rounded.

The formulas are not run here. LibreOffice 7.4 gave the values of the page, with UNIQUE and XLOOKUP, which it does not have, written as
SUMPRODUCT(1/COUNTIF(...)) and INDEX with MATCH.
"""

import csv
import re
import sys
import tempfile
from pathlib import Path

from doc_blocks import ROOT, blocks_of
from doc_rules import rung, told

PAGE = ROOT / "docs/from-excel.md"
LINE = re.compile(r"(?m)^\| .*`=.*` \| `(.+)` \| (.+) \|$")
PROGRAM = """\
program: From Excel
currency: USD
period: 2026-Q3
tables:
  partners:
    file: partners.csv
    key: partner
    columns: {name: text, region: text, joined_on: date, target: money, rating: number, audit: number}
  deals:
    file: deals.csv
    partner: partner
    columns: {customer: text, product: text, stage: text, closed_on: date, amount: money, csat: number}
scorecards:
  main:
    metrics:
      rating: {plugin: metrics/attribute, params: {column: rating}, block: culture, weight: 0}
"""
RULE = """\
--- One line of the page.
return metric {
  unit   = "number",
  reads  = {
    partners = { "name", "region", "joined_on", "target", "rating", "audit" },
    deals    = { "customer", "product", "stage", "closed_on", "amount", "csat" },
  },
  params = { rates = { type = "map", item = "rate" }, scale = { type = "bands" } },
  value  = function(partner, p)
    local deals = partner.deals
    local answer = EXPRESSION
    if type(answer) == "number" then return answer end
    return nil, tostring(answer)
  end,
}
"""
PARAMS = "{rates: {server: 3%, cloud: 5%}, scale: {0: 1%, 50000: 2%, 100000: 3%}}"


def metric_of(number, said, folder):
    """The line of program.yaml that measures what a line of the page says."""
    if said.startswith("{"):
        inner = said[1:-1]
    else:
        (folder / f"plugins/line_{number}.lua").write_text(RULE.replace("EXPRESSION", said), encoding="utf-8")
        inner = f"plugin: line_{number}, params: {PARAMS}"
    return f"      line_{number}: {{{inner}, block: culture, weight: 0}}\n"


def measured(build, folder, said):
    """What each line gives for the first partner, and what was printed. The others have no deals, so some lines fail for them."""
    (folder / "plugins").mkdir()
    for block in blocks_of(PAGE):
        if block.language == "csv":
            (folder / re.findall(r"`(\w+\.csv)`", block.above)[-1]).write_text(block.text, encoding="utf-8")
    metrics = "".join(metric_of(number, text, folder) for number, text in enumerate(said))
    (folder / "program.yaml").write_text(PROGRAM + metrics, encoding="utf-8")
    done = rung(build, "run", folder, "-o", folder / "out")
    given = {}
    if done.returncode in (0, 1):
        with open(folder / "out/metrics.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                given.setdefault(row["metric"], row["value"] or row["reason"])
    return given, done.stdout


def same(expected, given):
    try:
        return abs(float(given) - float(expected)) <= (5e-5 if re.search(r"\.\d{4}$", expected) else 1e-9)
    except ValueError:
        return expected == given


def main():
    build = Path(sys.argv[1]).resolve()
    lines = LINE.findall(PAGE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        given, printed = measured(build, Path(folder), [said for said, _ in lines])
    good = told(bool(given), "the lines of docs/from-excel.md can be run", printed)
    for number, (said, expected) in enumerate(lines):
        answer = given.get(f"line_{number}", "nothing")
        good &= told(same(expected, answer), said, f"expected: {expected}\ngot:      {answer}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
