#!/usr/bin/env python3
"""Tries the rules and the pieces of program.yaml that README.md and docs/*.md show.

    doc_rules.py BUILD [FILE ...]

A fenced block marked lua that returns a metric or an incentive is a whole rule. Its file is the last `NAME.lua` in the text above it;
without one it has no name. A block marked yaml with a line "cases:" holds the cases of the rule before it, or of the one whose
`NAME.cases.yaml` the text above it names: "rung test" runs them. A rule without cases is used in a program that "rung check" loads.
Other blocks marked lua are fragments, and not tried.

Other blocks marked yaml are pieces of program.yaml: put over tests/docs/base.yaml, with the rules of the page as plugins, they make
a program in which "rung check" must find no mistake. A piece that leaves something out, written as ..., need only have keys that exist.
The indented examples of docs/plugins.md are pieces, too; their blocks are said by the headings.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

from doc_blocks import ROOT, Block, blocks_of, pages

BASE = (ROOT / "tests/docs/base.yaml").read_text(encoding="utf-8")
ENTRY = re.compile(r"(?m)^(?=\w+:)")
OF_THE_PROGRAM = {"program", "version", "currency", "fiscal_year_start", "period", "versions", "limits", "objectives", "currencies", "history",
                  "waivers", "movement", "margin", "payouts", "warnings"}
OF_A_SCORECARD = {"score", "categories", "tiers", "tracks", "choose", "prior"}
MEASURED = "example:\n  block: culture\n  plugin: metrics/attribute\n  params: {column: rating}\n"
# Keys that pieces show alone: the section in which they stand, and what stands above them there.
INNER = {
    "cohort": ("metrics", "example:\n  block: culture\n  weight: 0\n"),
    "points": ("metrics", MEASURED),
    "missing": ("metrics", MEASURED + "  weight: 0\n"),
    "columns": ("tables", "example:\n  file: tables/example.csv\n  partner: partner\n"),
    "promote": ("program", "movement:\n"),
    "demote": ("program", "movement:\n"),
    "groups": ("program", "margin:\n"),
    "expiry": ("program", "warnings:\n"),
}
# A piece may name files that are not there, and categories and groups to which nothing in base.yaml belongs.
LEFT_OUT = re.compile(r'has no file "|cannot open the file of table|belongs to no category|is not of group')


class Rule(NamedTuple):
    name: str
    block: Block
    cases: Block


def examples_of(path):
    """The indented entries of a page that name a plugin: they stand in its description."""
    page = path.read_text(encoding="utf-8")
    for found in re.finditer(r"(?m)^    \w+:\n      plugin: (metrics|incentives)/.*\n(?:      .*\n)+", page):
        text = dedent(found[0]) + ("  block: culture\n" if found[1] == "metrics" else "")
        yield Block(path, page.count("\n", 0, found.start()) + 1, "yaml", "", text)


def named(ending, block, otherwise):
    """The file that the text above a block names last, without its folder and ending."""
    names = re.findall(rf"`(?:\w+/)*(\w+){re.escape(ending)}`", block.above)
    return names[-1] if names else otherwise


def rules_of(blocks):
    """The rules of a page, and its pieces of program.yaml."""
    rules, cases, pieces = [], [], []
    for block in blocks:
        if block.language == "lua" and re.search(r"^return (metric|incentive) ", block.text, re.MULTILINE):
            rules.append(Rule(named(".lua", block, f"line_{block.line}"), block, None))
        elif block.language == "yaml" and re.search(r"^cases:", block.text, re.MULTILINE):
            cases.append((named(".cases.yaml", block, rules[-1].name if rules else None), block))
        elif block.language == "yaml":
            pieces.append(block._replace(text=dedent(block.text)))
    for name, block in cases:
        place = max(i for i, rule in enumerate(rules) if rule.name == name)
        rules[place] = rules[place]._replace(cases=block)
    return rules, pieces


def is_incentive(rule):
    return re.search(r"^return incentive ", rule.block.text, re.MULTILINE) is not None


def rung(build, *words):
    return subprocess.run([build / "rung", *words], encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False)


def told(good, name, printed):
    print(f"{'ok' if good else 'not ok'} - {name}")
    if not good:
        print("".join(f"#   {line}\n" for line in printed.splitlines()), end="")
    return good


def put_rules(rules, folder):
    for rule in rules:
        (folder / f"{rule.name}.lua").write_text(rule.block.text, encoding="utf-8")


def run_cases(build, rule, folder):
    put_rules([rule], folder)
    (folder / f"{rule.name}.cases.yaml").write_text(rule.cases.text, encoding="utf-8")
    done = rung(build, "test", folder / rule.name)
    return told(done.returncode == 0 and "\nok " in f"\n{done.stdout}", f"{rule.block}: cases of {rule.name}", done.stdout)


# A program made of tests/docs/base.yaml and a piece.

def below(entry):
    """What stands below the first line of an entry, at the left edge."""
    return dedent(entry.split("\n", 1)[1])


def entries_of(text):
    """(name, entry) of what stands at the left edge of a text."""
    return [(entry.split(":")[0], entry) for entry in ENTRY.split(text) if ENTRY.match(entry)]


def placed(text, incentives):
    """(section, name, entry) of all that a piece says, each with the section of the program in which it stands."""
    for name, entry in entries_of(text):
        if name in ("tables", "metrics", "incentives"):
            yield from ((name, *inner) for inner in entries_of(below(entry)))
        elif name == "scorecards":
            yield from placed(below(below(entry)), incentives)
        elif name in OF_THE_PROGRAM:
            yield "program", name, entry
        elif name in OF_A_SCORECARD:
            yield "scorecard", name, entry
        elif name in INNER:
            section, above = INNER[name]
            yield section, above.split(":")[0], above + indent(entry, "  ")
        elif re.search(rf"pool:|plugin: (incentives/|({'|'.join(incentives) or '-'})\b)", entry):
            yield "incentives", name, entry
        else:
            yield "metrics", name, entry


def program_with(piece, incentives):
    sections = {}
    for section, name, entry in [*placed(BASE, []), *placed(piece, incentives)]:
        sections.setdefault(section, {})[name] = entry
    joined = {section: "".join(entries.values()) for section, entries in sections.items()}
    return (joined["program"] + "tables:\n" + indent(joined["tables"], "  ")
            + "scorecards:\n  main:\n" + indent(joined["scorecard"], " " * 4) + "    metrics:\n" + indent(joined["metrics"], " " * 6)
            + "incentives:\n" + indent(joined["incentives"], "  ")), sections["tables"].values()


def put_tables(tables, folder):
    """A file for each table, with one partner and no rows else."""
    for table in tables:
        path = re.search(r"file: ([\w/.]+)", table)
        if not path:
            continue
        keys, columns = table.split("columns:") if "columns:" in table else (table, "")
        heading = dict.fromkeys(re.findall(r"\b(?:key|partner|name): (\w+)", keys))
        for name, column in re.findall(r"(\w+): *(\{[^{}]*\}|[^,\n{]+)", columns):
            header = re.search(r'header: "?([^",}]+)', column)
            heading[header[1] if header else name] = None
        row = "acorn" + "," * (len(heading) - 1) + "\n" if "key:" in keys else ""
        (folder / path[1]).write_text(",".join(heading) + "\n" + row, encoding="utf-8")


def check_program(build, rules, name, piece, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("plugins", "tables"):
        (folder / part).mkdir(parents=True)
    put_rules(rules, folder / "plugins")
    program, tables = program_with(piece, [rule.name for rule in rules if is_incentive(rule)])
    (folder / "program.yaml").write_text(program, encoding="utf-8")
    put_tables(tables, folder)
    done = rung(build, "check", folder)
    errors = [line for line in done.stdout.splitlines() if ": error: " in line and not LEFT_OUT.search(line)]
    if "..." in piece:
        errors = [line for line in errors if "unknown key" in line and '"..."' not in line]
        name += ": keys"
    return told(done.returncode < 126 and not errors, name, done.stdout)


def check_page(build, path, folder):
    """Tries what one page shows; the number of what failed."""
    rules, pieces = rules_of(blocks_of(path))
    good = []
    for number, rule in enumerate(rules):
        if rule.cases:
            (folder / str(number)).mkdir()
            good.append(run_cases(build, rule, folder / str(number)))
        else:
            use = f"{rule.name}: {{plugin: {rule.name}, block: culture{'' if is_incentive(rule) else ', weight: 0'}}}\n"
            good.append(check_program(build, [rule], f"{rule.block}: {rule.name}", use, folder / "program"))
    for piece in [*pieces, *examples_of(path)]:
        good.append(check_program(build, rules, str(piece), piece.text, folder / "program"))
    return good.count(False)


def main():
    build = Path(sys.argv[1]).resolve()
    failed = 0
    for page in pages(sys.argv[2:]):
        with tempfile.TemporaryDirectory() as folder:
            failed += check_page(build, page, Path(folder))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
