#!/usr/bin/env python3
"""What an editor that goes by Rung's JSON Schemas says of programs and cases: nothing of good ones, something of broken ones.

    schema.py BUILD

One "ok" or "not ok" line for each file, and for each mistake of form in tests/unit/program/broken.txt. A schema sees forms: keys, types,
words, ranges. It cannot see what a name means, what numbers add up to, what an expression says, and what days are in force.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

import core_schema

ROOT = Path(__file__).resolve().parents[2]

# Messages about the form of a file: a case with one of them has to be refused.
FORM = re.compile(
    r"unknown key|needs the key|is no value of|needs one |needs pairs|needs a (mapping|list|date)|needs keys|is a mapping, not|"
    r"is not a (number|date|possible number|period|number of)|neither yes nor no|out of range|is no rule|does not say (what|how)|"
    r"above 100%|below 0%|is an amount, not a rate|has no value$|has no keys|both (a|key|bands|curve) ?|is no month|is no length"
)
# And those that are beyond it all the same.
UNSEEN = {
    "missing block": "a track may give it",
    "missing points": "a track may give it",
    "no program name": "the file of a version has none",
    "case that the column cannot hold": "what a column holds is said elsewhere",
    "tier misspelt in a condition": "an expression",
    "value that the column cannot hold": "an expression",
    "plain number in a condition": "an expression",
    "number glued to a word": "an expression",
    "grace without a count": "the history may tell",
    "sustained without a count": "the history may tell",
    "fraction that divides by zero": "division",
    "formula beside a plugin": "a track may take one of them away",
    "quantile without its share": "depends on the method",
    "rates with a column of their own": "columns that are fixed",
}

# Mistakes in params, made in every program that has such a param.
MISSPELT_PARAM = re.compile(r"(params: \{[^{}]*?)\bcolumn:")
MISTAKEN_CHOICE = re.compile(r"(?<=[{,] )method: (?:marginal|retroactive)\b")

failures = 0


def tell(good, name, why=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")
    if not good and why:
        print(f"# {why}")


def said(validator, text):
    """The first complaint about a text, or ""."""
    try:
        value = core_schema.load(text)
    except yaml.YAMLError as error:
        return f"no YAML: {error}"
    for error in sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
        return "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]
    return ""


def schema_of(rung, topic):
    schema = json.loads(subprocess.run([rung, "help", topic], check=True, stdout=subprocess.PIPE).stdout)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def is_good_case(folder):
    status = folder / "status"
    return not status.exists() or status.read_text().strip() != "2"


def good_programs():
    yield from sorted(ROOT.glob("scorecards/*/*.yaml"))
    for folder in sorted(ROOT.glob("tests/golden/*/")):
        if is_good_case(folder):
            yield from (path for path in sorted(folder.rglob("*.yaml")) if not path.name.endswith(".cases.yaml"))


def edited(base, lines):
    """As tests/unit/test_program.c reads a case: "- " lines are replaced by the "+ " lines behind them."""
    text, old, new = base, "", ""
    for line in [*lines, "- "]:
        if line.startswith("- ") and new:
            text, old, new = text.replace(old, new, 1), "", ""
        if line.startswith("- "):
            old += line[2:] + "\n"
        elif line.startswith("+ "):
            new += line[2:] + "\n"
    return text.replace(old[:-1], "", 1) if old != "\n" else text


def broken_programs():
    """(name, text, messages) of each."""
    folder = ROOT / "tests/unit/program"
    base = (folder / "base/program.yaml").read_text(encoding="utf-8")
    for case in re.split(r"^== ", (folder / "broken.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        lines = case.splitlines()
        yield lines[0], edited(base, lines[1:]), re.findall(r": error: (.*)", case)


def check_broken(validator):
    for name, text, messages in broken_programs():
        complaint = said(validator, text)
        if not messages:
            tell(not complaint, f"good, {name}", complaint)
        elif any(FORM.search(message) for message in messages) and name not in UNSEEN:
            tell(complaint, f"refused, {name}", f"accepted, but: {messages[0]}")


def check_whole_programs(rung):
    """The schema that rung editor writes knows params as well."""
    for program in sorted(ROOT.glob("scorecards/*/")):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / program.name
            shutil.copytree(program, folder)
            subprocess.run([rung, "editor", folder, "--quiet"], check=True)
            validator = Draft7Validator(json.loads((folder / ".rung/program.schema.json").read_text(encoding="utf-8")))
            for path in sorted(folder.glob("*.yaml")):
                text = path.read_text(encoding="utf-8")
                tell(not said(validator, text), f"accepted with its params, {program.name}/{path.name}", said(validator, text))
                for wrong in MISSPELT_PARAM.sub(r"\1colum:", text, count=1), MISTAKEN_CHOICE.sub("method: marignal", text, count=1):
                    if wrong != text:
                        tell(said(validator, wrong), f"refused with a wrong param, {program.name}/{path.name}")


def main():
    rung = Path(sys.argv[1]).resolve() / "rung"
    programs, cases = schema_of(rung, "schema"), schema_of(rung, "cases-schema")
    for path in good_programs():
        complaint = said(programs, path.read_text(encoding="utf-8-sig"))
        tell(not complaint, f"accepted, {path.relative_to(ROOT)}", complaint)
    check_broken(programs)
    check_whole_programs(rung)
    for path in sorted(ROOT.glob("plugins/*/*.cases.yaml")):
        complaint = said(cases, path.read_text(encoding="utf-8"))
        tell(not complaint, f"accepted, {path.relative_to(ROOT)}", complaint)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
