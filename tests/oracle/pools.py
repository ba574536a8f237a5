#!/usr/bin/env python3
"""Pools of random amounts, groups and values, shared by rung and by exact fractions, compared to the cent.

Usage: pools.py RUNG [CASES] [SEED]    CASES groups that share an amount, 100,000 unless told
"""
import csv
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

POOLS = 20
PROGRAM = """program: Random pools
period: 2026-Q3
tables:
  partners: {{file: partners.csv, key: partner, columns: {{team: text, {columns}}}}}
scorecards:
  main:
    metrics:
{metrics}
incentives:
{incentives}
"""
METRIC = "      v{0}: {{plugin: metrics/attribute, params: {{column: v{0}}}, block: culture, points: {{curve: {{0: 0, 1: 1}}}}}}"
INCENTIVE = "  pool{0}: {{pool: {{amount: {1}, by: v{0}, within: team}}}}"


def random_value(dice):
    kind = dice.random()
    if kind < 0.1:
        return ""
    if kind < 0.2:
        return dice.choice(["0", "-3", "-0.01"])
    if kind < 0.5:
        return str(dice.choice([1, 2, 3, 7, 100]))
    return str(Decimal(dice.randrange(10 ** dice.choice([3, 7, 11]))).scaleb(-2))


def shares(amount, values):
    """Largest remainder in cents; None for those who have no part."""
    weights = [None if v == "" else max(Fraction(v), 0) for v in values]
    total = sum(w for w in weights if w is not None)
    if total == 0:
        return [None] * len(values)
    cents = Fraction(amount) * 100
    exact = [None if w is None else cents * w / total for w in weights]
    parts = [None if e is None else int(e) for e in exact]
    taken = sorted((i for i, e in enumerate(exact) if e is not None), key=lambda i: (parts[i] - exact[i], i))
    for i in taken[: int(cents) - sum(p for p in parts if p is not None)]:
        parts[i] += 1
    return parts


def main():
    rung, cases, seed = sys.argv[1], int((sys.argv[2:] + ["100000"])[0]), int((sys.argv[3:] + ["1"])[0])
    dice = random.Random(seed)
    amounts = [str(Decimal(dice.randrange(10 ** dice.choice([1, 4, 9]))).scaleb(-2)) for _ in range(POOLS)]
    teams = [[[random_value(dice) for _ in range(POOLS)] for _ in range(dice.choice([1, 2, 2, 3, 3, 5, 9]))] for _ in range(-(-cases // POOLS))]
    order = [(team, member) for team, members in enumerate(teams) for member in range(len(members))]
    dice.shuffle(order)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "program.yaml").write_text(PROGRAM.format(
            columns=", ".join(f"v{i}: number" for i in range(POOLS)), metrics="\n".join(METRIC.format(i) for i in range(POOLS)),
            incentives="\n".join(INCENTIVE.format(i, a) for i, a in enumerate(amounts))))
        with open(Path(folder) / "partners.csv", "w") as out:
            print("partner,team," + ",".join(f"v{i}" for i in range(POOLS)), file=out)
            for team, member in order:
                print(f"P{team}_{member},T{team}," + ",".join(teams[team][member]), file=out)
        ran = subprocess.run([rung, "run", folder, "-o", folder + "/out", "--quiet"], capture_output=True, text=True)
        if ran.returncode:
            sys.exit(f"not ok - random pools: rung ends with status {ran.returncode}\n{ran.stderr}")
        given = {}
        with open(folder + "/out/awards.csv") as awards:
            for row in csv.DictReader(awards):
                given[row["partner"], row["incentive"]] = row["awarded"]
    wrong = 0
    members = {}
    for team, member in order:
        members.setdefault(team, []).append(member)
    for team, listed in members.items():
        for i, amount in enumerate(amounts):
            for member, part in zip(listed, shares(amount, [teams[team][m][i] for m in listed])):
                got = given.get((f"P{team}_{member}", f"pool{i}"), "")
                if part != (int(Decimal(got) * 100) if got else None):
                    wrong += 1
                    print(f"# P{team}_{member} pool{i}: {got or 'nothing'}, expected {part} cents")
    print(f"{'not ok' if wrong else 'ok'} - random pools: {len(members) * POOLS} shared to the cent, {wrong} parts differ")
    sys.exit(wrong > 0)


main()
