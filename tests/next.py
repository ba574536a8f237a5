#!/usr/bin/env python3
"""Every way to the next tier that scorecards.csv promises, gone in a run: the partner has to earn that tier, or a higher one.

    next.py BUILD [PROGRAM ...]

For the sample of Meridian each step of each way is also made one round value shorter, which has to lose the tier.

Values become waivers of a copy of the program, of all partners at once; of a metric by which partners are compared, one of a peer group at a
time. For the sample of Meridian the tables themselves are changed as well, one partner at a time: more certificates, larger deals. And the early warnings of certificates that end are
compared with a run without them.
"""

import csv
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WAIVER = ["partner", "what", "value", "approver", "reason", "from", "until"]
REAL_RUNS = 12  # of Meridian with changed tables


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def records(path):
    head, *rows = read(path)
    return [dict(zip(head, row)) for row in rows]


def rung(build, program, out, tables="scorecards"):
    """The rows of scorecards.csv by partner and scorecard."""
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([build / "rung", "run", program, "-o", out, "--only", tables], capture_output=True, text=True)
    if not (out / "scorecards.csv").exists():
        raise RuntimeError(f"{program.name}: no results\n{done.stderr}")
    return {(row["partner"], row["scorecard"]): row for row in records(out / "scorecards.csv")}


def source(program):
    return "".join(file.read_text(encoding="utf-8") for file in sorted(program.glob("*.yaml")))


def tiers_of(program):
    """The names of all tiers as the files have them, highest first: enough to say which of two of a scorecard is higher."""
    names, depth = [], None
    for line in source(program).split("\n"):
        indent = len(line) - len(line.lstrip())
        if re.match(r"\s*tiers:", line):
            depth = indent + 2
        elif depth is not None and line.strip() and not line.lstrip().startswith("#") and indent < depth:
            depth = None
        found = re.match(r"\s*([A-Za-z_]\w*):", line)
        if found and indent == depth:
            names.append(found.group(1))
    return names


def steps(way):
    """"revenue 1 -> 2 and people not known -> 3" as [("revenue", "1", "2"), ("people", "not known", "3")]"""
    return [re.fullmatch(r"(\S+) (.+) -> (\S+)", step).groups() for step in way.split(" and ")]


def promises_of(before):
    return {
        (partner, scorecard, number): steps(way)
        for (partner, scorecard), row in before.items()
        for number, way in enumerate(row["next_tier_ways"].split(" | "), 1)
        if " -> " in way
    }


def copy_of(program, folder):
    shutil.rmtree(folder / program.name, ignore_errors=True)
    return Path(shutil.copytree(program, folder / program.name))


def with_waivers(program, folder, promises):
    copy = copy_of(program, folder)
    path = copy / "tables" / "waivers.csv"
    rows = read(path) if path.exists() else [WAIVER]
    if not path.exists():
        with open(copy / "program.yaml", "a", encoding="utf-8") as file:
            file.write("\nwaivers: {file: tables/waivers.csv}\n")
    for (partner, scorecard, _), way in promises.items():
        for metric, _, value in way:
            what = metric if "." in metric else f"{scorecard}.{metric}"
            cells = dict(zip(WAIVER, [partner, what, value, "test", "the way up", "", ""]))
            rows.append([cells[name] for name in rows[0]])
    write(path, rows)
    return copy


def rounds(program, promises):
    """Promises that can be kept in one run: one of a partner; where they move its peers as well, one of a group, and none besides."""
    compared = set(re.findall(r"cohort: *{[^}]*\bof: *(\w+)", source(program)))
    partners = records(program / "tables" / "partners.csv") if compared else []
    groups = {row["partner_id"]: row["type"] for row in partners} if partners and "type" in partners[0] else {}
    moving = {key for key, way in promises.items() if any(metric.split(".")[-1] in compared for metric, _, _ in way)}
    for waiting, name in [(set(promises) - moving, lambda key: key[0]), (moving, lambda key: groups.get(key[0], "all"))]:
        waiting = [key for key in promises if key in waiting]
        while waiting:
            now = {name(key): key for key in reversed(waiting)}
            yield {key: promises[key] for key in now.values()}
            waiting = [key for key in waiting if key not in now.values()]


def broken_promises(before, after, promises, tiers):
    for (partner, scorecard, number), way in promises.items():
        want, got = before[partner, scorecard]["next_tier"], after[partner, scorecard]["earned_tier"]
        if got != want and not (got in tiers and tiers.index(got) < tiers.index(want)):
            yield f"# {partner}, {scorecard}, way {number}: {want} was promised by {way}, and {got or 'none'} is earned"


def tell(what, broken):
    print(f"{'not ok' if broken else 'ok'} - {what}")
    for line in broken[:20]:
        print(line)
    return not broken


def by_waivers(build, program, folder):
    before = rung(build, program, folder / "before")
    promises, tiers, broken = promises_of(before), tiers_of(program), []
    for together in rounds(program, promises):
        after = rung(build, with_waivers(program, folder, together), folder / "after")
        broken += broken_promises(before, after, together, tiers)
    return tell(f"{program.name}: {len(promises)} ways to a next tier, by waivers", broken)


# ---- no step too far, and no value that cannot be


def parts_of(build, program, folder):
    """{(scorecard, metric): n} where all values of a run are multiples of 1/n: whole numbers, yes and no, items of a list."""
    rung(build, program, folder / "values", "scorecards,metrics")
    values = {}
    for row in records(folder / "values" / "metrics.csv"):
        if row["state"] == "value":
            values.setdefault((row["scorecard"], row["metric"]), []).append(float(row["value"]))
    parts = {}
    for key, numbers in values.items():
        between = all(0 <= number <= 1 for number in numbers)
        for n in range(1, 13 if between else 2):
            if len(set(numbers)) > 1 and len(numbers) >= 5 * n and all(abs(number * n - round(number * n)) < 1e-9 for number in numbers):
                parts[key] = n
                break
    return parts


def a_step_less(step, parts):
    """The step, one round value nearer to where it comes from: one of its parts, or one of the last digit that is printed."""
    metric, now, then = step
    start, end = Decimal(now) if now != "not known" else Decimal(0), Decimal(then)
    unit = Decimal(1) / parts if parts and parts > 1 else Decimal((0, (1,), end.normalize().as_tuple().exponent if end else 0))
    less = end - unit if end > start else end + unit
    return metric, now, str(less if (less > start) == (end > start) and abs(less - start) > Decimal("0.00001") else start)


def by_less(build, program, folder):
    """Each step of each way, one round value less than promised, loses the tier."""
    before = rung(build, program, folder / "before")
    parts, tiers, broken, tried = parts_of(build, program, folder), tiers_of(program), [], {}
    for (partner, scorecard, number), way in promises_of(before).items():
        for index, step in enumerate(way):
            n = parts.get((scorecard, step[0]))
            if n and abs(float(step[2]) * n - round(float(step[2]) * n)) > 1e-5 * n:
                broken.append(f"# {partner}: no value of {step[0]} is {step[2]}")
            tried[partner, scorecard, (number, index)] = way[:index] + [a_step_less(step, n)] + way[index + 1 :]
    for together in rounds(program, tried):
        after = rung(build, with_waivers(program, folder, together), folder / "after")
        still = set(together) - {key for key in together if broken_promises(before, after, {key: together[key]}, tiers)}
        broken += [f"# {partner}, {scorecard}, way {at[0]}: less does as well: {together[partner, scorecard, at]}" for partner, scorecard, at in still]
    return tell(f"{program.name}: {len(tried)} steps that are one round value shorter lose the tier", broken)


# ---- Meridian's tables


def add_people(copy, partner, count):
    path = copy / "tables" / "certifications.csv"
    rows = read(path)
    for number in range(count):
        cells = {"partner_id": partner, "person": f"New {number}", "level": "expert", "issued_on": "2026-07-01", "expires_on": "2027-06-30"}
        rows.append([cells.get(name, "") for name in rows[0]])
    write(path, rows)


def add_revenue(copy, partner, amount):
    """To the first won deal of the period; False: there is none."""
    path = copy / "tables" / "deals.csv"
    rows = read(path)
    column = {name: index for index, name in enumerate(rows[0])}
    for row in rows[1:]:
        won = row[column["stage"]] == "won" and "2026-07-01" <= row[column["closed_on"]] <= "2026-09-30"
        if row[column["partner_id"]] == partner and won:
            row[column["amount"]] = str(Decimal(row[column["amount"]]) + amount)
            write(path, rows)
            return True
    return False


def go(copy, partner, way):
    for metric, now, then in way:
        more = Decimal(then) - Decimal(now)
        if metric == "certified_people":
            add_people(copy, partner, int(more))
        elif not add_revenue(copy, partner, more):
            return False
    return True


def by_tables(build, program, folder):
    before = rung(build, program, folder / "before")
    tiers, broken, gone = tiers_of(program), [], 0
    for promise, way in promises_of(before).items():
        copy = copy_of(program, folder) if {metric for metric, _, _ in way} <= {"certified_people", "revenue"} else None
        if gone == REAL_RUNS or not copy or not go(copy, promise[0], way):
            continue
        gone += 1
        broken += broken_promises(before, rung(build, copy, folder / "after"), {promise: way}, tiers)
    if gone < REAL_RUNS:
        broken.append(f"# only {gone} ways could be gone")
    return tell(f"{program.name}: {gone} ways to a next tier, by its tables", broken)


# ---- warnings


def by_lapse(build, program, folder):
    """What is lost without the rows that end soon: they are taken out of the table, and each partner has to earn what was told."""
    before = rung(build, program, folder / "before", "scorecards,warnings")
    told = {row["partner"]: row for row in records(folder / "before" / "warnings.csv") if row["kind"] == "expiry"}
    copy = copy_of(program, folder)
    head, *rows = read(copy / "tables" / "certifications.csv")
    ends = head.index("expires_on")
    write(copy / "tables" / "certifications.csv", [head] + [row for row in rows if not "2026-10-01" <= row[ends] <= "2026-12-29"])
    after = rung(build, copy, folder / "after")
    broken = [
        f"# {partner}: {row['earned_tier']} is earned without the rows, and {told.get(partner, {}).get('tier_then', 'nothing')} was told"
        for (partner, scorecard), row in after.items()
        if row["earned_tier"] != (told[partner]["tier_then"] if partner in told else before[partner, scorecard]["earned_tier"])
    ]
    lost = sum(row["tier"] != row["tier_then"] for row in told.values())
    if lost == 0:
        broken.append("# nobody loses a tier: this tests nothing")
    return tell(f"{program.name}: {len(told)} partners without rows that end soon, {lost} with a lower tier", broken)


def main():
    build = Path(sys.argv[1]).resolve()
    shipped = sorted(path.parent for path in ROOT.glob("scorecards/*/program.yaml")) + [ROOT / "tests/golden/next-tier/ladder"]
    programs = [Path(name).resolve() for name in sys.argv[2:]] or shipped
    with tempfile.TemporaryDirectory() as folder:
        good = [by_waivers(build, program, Path(folder)) for program in programs]
        meridian = [program for program in programs if program.name == "meridian"]
        good += [test(build, program, Path(folder)) for program in meridian for test in (by_less, by_tables, by_lapse)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
