#!/usr/bin/env python3
"""Rules of the source that no compiler checks: who may include whom, what may not be called, how long things may get.

    lint.py

One "ok" or "not ok" line for each rule, the places of what breaks it as "# file:line: ..." lines below.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A room may include itself and what is named here. score is pure: rules over structs.
ROOMS = {
    "base": (),
    "data": ("base",),
    "history": ("base",),
    "program": ("base", "data", "history"),
    "draft": ("base", "data", "program"),
    "score": ("base", "program"),
    "lua": ("base", "data", "program", "score"),
    "run": ("base", "data", "history", "program", "score", "lua"),
    "out": ("base", "data", "history", "program", "score", "lua", "run", "draft"),
    "review": ("base", "data", "history", "program", "score", "lua", "run", "out"),
    "report": ("base", "data", "history", "program", "run", "out", "review"),
    "test": ("base", "data", "history", "program", "score", "lua", "run", "out"),
    "cli": ("base", "data", "history", "program", "score", "lua", "run", "draft", "out"),
}

# Headers of libraries and of the system that only these files may include.
HEADERS = {
    r"l(ua|auxlib|ualib)\.h": r"core/lua/",
    r"yaml\.h": r"core/program/yaml\.c",
    r"sqlite3\.h": r"core/history/",
    r"xlsxwriter\.h": r"core/out/workbook",
    r"(stdio|time|unistd|fcntl|dirent)\.h|sys/.*": r"core/(?!score/)|tests/",
    r"locale\.h": r"(?!)",
}

# Calls that only these files may make; (?!) is nobody.
CALLS = {
    r"v?sprintf|strcpy|strcat|strncpy|strncat|strtok(_r)?|gets|alloca|atoi|atol|atof|setlocale": r"(?!)",
    r"malloc|calloc|realloc|reallocarray|free|strn?dup|v?asprintf|getline": r"core/base/mem\.c",
    r"exit|quick_exit|abort": r"core/cli/main\.c",
    r"strto(d|f|ld)": r"core/base/",
    r"(g|s)?rand(om|48)?|time|gettimeofday|localtime(_r)?|gmtime(_r)?": r"(?!)",
}

FLOAT_FORMAT = re.compile(r'%[-+#0]*[0-9.*]*l?[aefgAEFG](?![a-z])')
FUNCTION_LINES, FILE_LINES, COLUMNS = 60, 500, 140


def sources(*patterns):
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def blanked(text, strings=True):
    """The source without comments (and without what strings hold), every line where it was."""

    def blank(match):
        found = match.group()
        if found[0] in "\"'" and not strings:
            return found
        return found[0] + re.sub(r"[^\n]", " ", found[1:-1]) + found[-1] if found[0] in "\"'" else re.sub(r"[^\n]", " ", found)

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def lines_of(path, **how):
    return enumerate(blanked(path.read_text(encoding="utf-8"), **how).split("\n"), 1)


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def layering():
    for path in sources("core/*/*.[ch]"):
        room = path.parent.name
        allowed = {room, *ROOMS.get(room, ())}
        for number, line in lines_of(path, strings=False):
            included = re.match(r'\s*#\s*include\s+"([^"/]+)/', line)
            if room not in ROOMS or (included and included.group(1) not in allowed):
                yield f"{name_of(path)}:{number}: {line.strip() if room in ROOMS else 'a room that lint.py does not know'}"
                if room not in ROOMS:
                    break


def foreign_headers():
    for path in sources("core/*/*.[ch]", "include/*.h"):
        for number, line in lines_of(path):
            included = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            for header, owner in HEADERS.items():
                if included and re.fullmatch(header, included.group(1)) and not re.match(owner, name_of(path)):
                    yield f"{name_of(path)}:{number}: {line.strip()}"


def calls():
    for path in sources("core/*/*.[ch]"):
        for number, line in lines_of(path):
            for names, owner in CALLS.items():
                for call in re.finditer(rf"(?<![\w.>])({names})\s*\(", line):
                    if not re.match(owner, name_of(path)):
                        yield f"{name_of(path)}:{number}: {call.group(1)}"


def float_formats():
    for path in sources("core/*/*.[ch]"):
        if path.parent.name == "base":
            continue
        for number, line in lines_of(path, strings=False):
            for literal in re.findall(r'"(?:\\.|[^"\\])*"', line):
                if FLOAT_FORMAT.search(literal.replace("%%", "")):
                    yield f"{name_of(path)}:{number}: {literal}"


def long_functions():
    for path in sources("core/*/*.c", "tests/unit/*.c", "tests/meridian/*.c"):
        start = None
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                if number - start > FUNCTION_LINES:
                    yield f"{name_of(path)}:{start}: {number - start} lines"
                start = None


def long_files():
    for path in sources("core/*/*.[ch]", "include/*.h", "plugins/**/*.lua"):
        count = path.read_text(encoding="utf-8").count("\n")
        if count > FILE_LINES:
            yield f"{name_of(path)}: {count} lines"


def layout():
    for path in sources("core/*/*.[ch]", "include/*.h", "tests/unit/*.[ch]", "tests/meridian/*.[ch]", "plugins/**/*.lua"):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if len(line) > COLUMNS:
                yield f"{name_of(path)}:{number}: {len(line)} columns"
            if line != line.rstrip() or "\t" in line:
                yield f"{name_of(path)}:{number}: a tab, or blanks at the end"


def anchors(page):
    """What can be linked to on a page: its headings, as they are turned into names of places."""
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-") for heading in headings}


def links():
    for page in sources("README.md", "docs/*.md", "scorecards/*/*.md", "tests/golden/*.md"):
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                file, _, place = target.partition("#")
                to = (page.parent / file).resolve() if file else page
                if "://" in target:
                    continue
                if not to.exists():
                    yield f"{name_of(page)}:{number}: there is no {file}"
                elif place and place not in anchors(to):
                    yield f"{name_of(page)}:{number}: {file or 'this page'} has no heading for #{place}"


def include_guards():
    for path in sources("core/*/*.h", "include/*.h"):
        room = "" if path.parent.name == "include" else f"{path.parent.name}_"
        guard = "RUNG_H" if name_of(path) == "include/rung.h" else f"RUNG_{room}{path.stem}_H".upper()
        if f"#ifndef {guard}\n#define {guard}\n" not in path.read_text(encoding="utf-8"):
            yield f"{name_of(path)}: no include guard {guard}"


RULES = {
    "rooms include only what lies below them": layering,
    "libraries are met in their own room": foreign_headers,
    "no call that the style forbids": calls,
    "no printf of floating point outside core/base": float_formats,
    f"no function over {FUNCTION_LINES} lines": long_functions,
    f"no file over {FILE_LINES} lines": long_files,
    f"no line over {COLUMNS} columns, no tabs, no trailing blanks": layout,
    "include guards are named after the file": include_guards,
    "links between pages lead somewhere": links,
}


def main():
    failed = False
    for rule, check in RULES.items():
        broken = list(check())
        failed = failed or bool(broken)
        print(f"{'not ok' if broken else 'ok'} - {rule}")
        for place in broken[:40]:
            print(f"# {place}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
