#!/usr/bin/env python3
"""Compares the results of the programs that ship with the figures that were published.

    figures.py BUILD [PROGRAM-FOLDER ...]

scorecards/NAME/figures.csv, and tests/golden/NAME/figures.csv beside a program.yaml, list what a source says:

    period   what to run the program for; empty: its own period
    table    scorecards, metrics, awards, margins or payouts
    partner  key of the partner
    row      which of its rows: the scorecard, the incentive, the kind of pay-out, or scorecard.metric; empty where there is one
    column   column of the table
    figure   what the source prints, or what follows from its rule; "not 3000" where it must not come out: a slip of the source
    source   where it stands; "derived:" in front of what is worked out from a published rule

A number is compared to as many decimals as the source prints: 13.3 is 13.333..., and 20 is 20.01 rounded. Texts are compared as
they are. Prints TAP, a line for each figure.
"""

import csv
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW_NAMES = {"scorecards": ["scorecard"], "metrics": ["scorecard", "metric"], "awards": ["incentive"], "margins": [], "payouts": ["kind"]}


def number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def same(figure, found):
    if figure.startswith("not "):
        return found[:1] not in ("", "(") and not same(figure[4:], found)
    printed, value = number(figure), number(found)
    if printed is None or value is None:
        return figure == found
    return value.quantize(Decimal(1).scaleb(printed.as_tuple().exponent), ROUND_HALF_UP) == printed


class Results:
    """Output tables of one program, by period, each run once."""

    def __init__(self, build, folder, scratch):
        self.rung, self.folder, self.scratch = build / "rung", folder, Path(scratch)
        self.runs, self.tables = {}, {}

    def run(self, period):
        out = self.scratch / f"{self.folder.name}-{period or 'own'}"
        command = [self.rung, "run", self.folder, "-o", out, "--quiet"] + (["--period", period] if period else [])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode > 1:
            raise SystemExit(f"not ok - {self.folder.name} {period}: status {done.returncode}\n{done.stderr}")
        return out

    def rows(self, period, table):
        if period not in self.runs:
            self.runs[period] = self.run(period)
        if (period, table) not in self.tables:
            with open(self.runs[period] / f"{table}.csv", encoding="utf-8", newline="") as file:
                self.tables[period, table] = list(csv.DictReader(file))
        return self.tables[period, table]

    def cell(self, figure):
        table = figure["table"]
        if table not in ROW_NAMES:
            return f"(no table {table})"
        names = ROW_NAMES[table]
        found = [row for row in self.rows(figure["period"], table) if row["partner"] == figure["partner"]
                 and (not figure["row"] or ".".join(row[name] for name in names) == figure["row"])]
        if len(found) != 1:
            return f"({len(found)} rows of {figure['partner']} {figure['row']} in {table}.csv)"
        return found[0].get(figure["column"], f"(no column {figure['column']})")


def check(build, folder, scratch):
    failures = 0
    results = Results(build, folder, scratch)
    with open(folder / "figures.csv", encoding="utf-8", newline="") as file:
        for figure in csv.DictReader(file):
            found = results.cell(figure)
            good = same(figure["figure"], found)
            said = " ".join(filter(None, (figure["period"], figure["table"], figure["partner"], figure["row"], figure["column"])))
            print(f"{'ok' if good else 'not ok'} - {folder.name}: {said} is {figure['figure']} ({figure['source']})")
            if not good:
                failures += 1
                print(f"# found {found}")
    return failures


def main():
    build = Path(sys.argv[1]).resolve()
    chosen = [Path(name).resolve() for name in sys.argv[2:]]
    folders = chosen or sorted(file.parent for place in ("scorecards", "tests/golden") for file in (ROOT / place).glob("*/figures.csv"))
    with tempfile.TemporaryDirectory() as scratch:
        return 1 if sum(check(build, folder, scratch) for folder in folders) else 0


if __name__ == "__main__":
    sys.exit(main())
