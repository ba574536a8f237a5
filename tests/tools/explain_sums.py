"""For partners of programs: what metrics add comes to the score, as `rung explain --json` tells it, and all of it is what the tables hold.

    python3 tests/tools/explain_sums.py RUNG PROGRAM... [--every N]

Prints a line for each program; exit status 1 after the first difference.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def told(rung, program, partner):
    words = [rung, "explain", program, partner, "--json", "--plugins", "plugins", "--jobs", "1"]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout)


def table(folder, name):
    with open(Path(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def near(a, b, slack=1e-6):
    return abs(float(a) - float(b)) <= slack * max(1, abs(float(b)))


def check_scorecard(card, row):
    score = card["score"]
    assert (score is None) == (row["score"] == ""), (card["scorecard"], score, row["score"])
    assert (card["tier"] or "") == row["tier"], card["tier"]
    if score is None:
        return
    added = sum(metric["contribution"] or 0 for metric in card["metrics"])
    assert near(added, score, 2e-6), (card["scorecard"], added, score)
    assert near(card["contributions"], score, 2e-6)
    assert float(row["score"]) == score
    lost = [lack["score"] for lack in card["lost"] if lack["score"] is not None]
    assert lost == sorted(lost, reverse=True)


def check_margin(said, row):
    steps = {step["step"]: step["number"] for step in said["margin"] or []}
    for step, column in (("base", "base_pct"), ("stacked", "stacked_pct"), ("margin", "margin_pct"), ("amount", "margin_amount")):
        number = steps.get(step)
        assert ("" if number is None else number) == ("" if row[column] == "" else float(row[column])), (step, number, row[column])


def check_paid(said, rows):
    for award in said["awards"]:
        paid = [step["number"] for step in award["steps"] if step["step"] == "paid"]
        row = next(row for row in rows if row["incentive"] == award["incentive"])
        assert paid == ([] if row["paid"] == "" else [float(row["paid"])]), (award["incentive"], paid, row["paid"])


def check(rung, program, every):
    with tempfile.TemporaryDirectory() as folder:
        words = [rung, "run", program, "--plugins", "plugins", "--quiet", "-o", folder + "/out"]
        subprocess.run(words, check=False, capture_output=True)
        cards, margins, awards = (table(folder + "/out", name + ".csv") for name in ("scorecards", "margins", "awards"))
    partners = list(dict.fromkeys(row["partner"] for row in cards))[::every]
    for partner in partners:
        said = told(rung, program, partner)
        for card in said["scorecards"]:
            check_scorecard(card, next(r for r in cards if r["partner"] == partner and r["scorecard"] == card["scorecard"]))
        for row in margins:
            if row["partner"] == partner:
                check_margin(said, row)
        check_paid(said, [row for row in awards if row["partner"] == partner])
    return len(partners)


def main():
    rung, *programs = sys.argv[1:]
    every = 1
    if "--every" in programs:
        at = programs.index("--every")
        every = int(programs[at + 1])
        del programs[at : at + 2]
    for program in programs:
        print(f"ok - {program}: {check(rung, program, every)} partners add up")


main()
