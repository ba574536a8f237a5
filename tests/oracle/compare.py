#!/usr/bin/env python3
"""Compares the oracle's result with what Rung wrote, cell by cell.

    compare.py EXPECTED.csv ACTUAL

ACTUAL is the output folder of a Rung run, or another file in the shape of EXPECTED. Scores and points may differ by 1e-6, everything
else not at all. Prints the first 20 differences and how many there are; the exit status is 1 when there is one.
"""

import csv
import sys
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from pathlib import Path

# Where Rung says what the oracle calls so. Points of metrics stand in scorecards.csv too; amounts of awards in awards.csv.
SCORECARD_COLUMNS = {
    "partner_id": "partner",
    "score": "score",
    "tier": "tier",
    "margin": "margin_pct",
    "margin_amount": "margin_amount",
    "rebates": "rebates",
}
POINTS_COLUMN = "{}.points"
AWARD_KEY, AWARD_VALUE = ("partner", "incentive"), "counted"
AWARDS = ("new_customer_spif", "volume_rebate")

EXACT = {"margin", "margin_amount", "rebates", *AWARDS}
TEXT = {"partner_id", "tier"}
TOLERANCE = Decimal("1e-6")
SHOWN = 20


def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def cents(text):
    """An award in awards.csv is the unrounded amount; what is paid of it is rounded to the cent."""
    return str(Decimal(text or "0").quantize(Decimal("0.01"), ROUND_HALF_UP))


def rung_rows(folder, columns):
    """Rung's output in the shape of the oracle's result."""
    awards = {}
    for row in read_table(folder / "awards.csv"):
        if row[AWARD_KEY[1]] in AWARDS:
            awards[row[AWARD_KEY[0]], row[AWARD_KEY[1]]] = cents(row[AWARD_VALUE])
    for row in read_table(folder / "scorecards.csv"):
        partner = row[SCORECARD_COLUMNS["partner_id"]]
        yield {column: awards.get((partner, column)) if column in AWARDS
               else row.get(SCORECARD_COLUMNS.get(column, POINTS_COLUMN.format(column))) for column in columns}


def with_rebates(rows):
    """The oracle's rows and the sum of their amounts, which Rung writes beside the margin."""
    return [{**row, "rebates": str(sum(Decimal(row[award]) for award in AWARDS))} for row in rows]


def same(column, expected, actual):
    if column in TEXT or not expected or not actual:
        return expected == actual
    difference = abs(Decimal(expected) - Decimal(actual))
    return difference == 0 if column in EXACT else difference <= TOLERANCE


def differences(expected_rows, actual_rows):
    """(partner, column, expected, actual) of every cell that is not the same; None for a row too many or too few."""
    for expected, actual in zip_longest(expected_rows, actual_rows):
        if expected is None or actual is None:
            yield (expected or actual)["partner_id"], "the row", expected and "there", actual and "there"
            continue
        for column, value in expected.items():
            if not same(column, value, actual.get(column)):
                yield expected["partner_id"], column, value, actual.get(column)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: compare.py EXPECTED.csv ACTUAL")
    expected = list(read_table(sys.argv[1]))
    actual = Path(sys.argv[2])
    if actual.is_dir():
        expected = with_rebates(expected)
        rows = rung_rows(actual, list(expected[0]))
    else:
        rows = read_table(actual)
    count = 0
    for partner, column, want, have in differences(expected, rows):
        count += 1
        if count <= SHOWN:
            print(f"{partner} {column}: expected {want!r}, not {have!r}")
    cells = f"{len(expected)} partners, {sum(map(len, expected))} cells"
    print(f"{cells}: {count} differences" if count else f"{cells}, no difference")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
