#!/usr/bin/env python3
"""What editors are told of the language of plugins, against the sandbox itself.

    language.py BUILD

One "ok" or "not ok" line each: the definitions are LuaCATS, line by line; they declare what a plugin finds when it walks all that it can
reach, and nothing else; luacheck has nothing to say of the plugins that ship and of those in docs/, and refuses bad ones.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """program: Walk
period: 2026-Q3
tables: {partners: {file: partners.csv, key: partner}}
scorecards: {main: {metrics: {walk: {plugin: walk, block: culture, weight: 0}}}}
"""
WALK = 'local names = {{}}\nfor name in pairs({}) do names[#names + 1] = tostring(name) end\nerror("found " .. table.concat(names, " ") .. " end")\n'

TYPE = r"[\w.]+(<[^>]*>)?(\[\])*\??|\"[\w#/ ]+\"|fun\(.*"
ANNOTATIONS = [
    r"---@meta( rung)?", r"---@class [\w.]+", r"---@alias [\w.]+( .+)?", r'---\| "[\w/ ]+"', r"---@generic \w+(, \w+)*",
    rf"---@field (\w+\??|\[string\]) ({TYPE})(\|({TYPE}))*( .*)?", rf"---@param (\w+\??|\.\.\.) ({TYPE})(\|({TYPE}))*", rf"---@return ({TYPE})",
    rf"---@operator \w+(\([\w.]+\))?: [\w.]+", rf"---@type [\w.]+", r"---[^@|].*",
]
CODE = [r"", r"-- .*", r"local \w+ = \{\}", r"\w+ = \{\}", r"[\w.]+ = nil", r"function [\w.:]+\([\w., ]*\) end"]

BAD = {  # a plugin's body and what luacheck says of it
    "the clock": ("return os.time()", "W113"),
    "a library of files": ('return io.open("x")', "W113"),
    "a misspelt function": ("return rond(1.5)", "W113"),
    "a member that is withheld": ('return string.gsub("a", "b", "c")', "W143"),
    "random numbers": ("return math.random()", "W143"),
    "a variable that nobody uses": ("local won = 1\n    return 2", "W211"),
    "a global variable": ("total = 1\n    return total", "W111"),
    "a function taken over": ("round = 1\n    return 1", "W121"),
    "no Lua at all": ("return 1 +", "E011"),
}

failures = 0


def tell(good, name, why=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")
    for line in str(why).splitlines() if not good else []:
        print(f"# {line}")


def topic(rung, name):
    return subprocess.run([rung, "help", name], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


# ---- definitions


def check_form(definitions):
    wrong = [line for line in definitions.splitlines()
             if not any(re.fullmatch(pattern, line) for pattern in (ANNOTATIONS if line.startswith("---") else CODE))]
    tell(not wrong, "every line of the definitions is LuaCATS", "\n".join(wrong))
    declared = set(re.findall(r"---@(?:class|alias) (rung\.\w+)", definitions))
    used = set(re.findall(r"rung\.[A-Z]\w+", definitions))
    tell(declared == used, "every type is declared, and used", declared ^ used)


def check_arguments(definitions):
    """Params are described in the order in which they stand in the function."""
    wrong, params = [], []
    for line in definitions.splitlines():
        if found := re.match(r"---@param (\w+|\.\.\.)", line):
            params.append(found[1])
        elif found := re.match(r"function ([\w.:]+)\(([^)]*)\)", line):
            if [name for name in found[2].split(", ") if name] != params:
                wrong.append(found[1])
            params = []
    tell(not wrong, "params are described in their order", wrong)


def declared_in(definitions, library):
    before = re.escape(library + ".") if library else ""
    return set(re.findall(rf"(?m)^(?:function )?{before}(\w+)(?:\(.*| = (?:nil|\{{\}}))$", definitions))


def found_in(rung, table):
    """What a plugin finds when it walks a table of the sandbox."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "plugins").mkdir()
        (folder / "program.yaml").write_text(PROGRAM, encoding="utf-8")
        (folder / "partners.csv").write_text("partner\nacorn\n", encoding="utf-8")
        (folder / "plugins/walk.lua").write_text(WALK.format(table), encoding="utf-8")
        said = subprocess.run([rung, "check", folder], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8", check=False).stderr
    found = re.search(r"found (.*) end", said)
    return set(found[1].split()) if found else {said}


def check_reach(rung, definitions):
    for library in "", "math", "string", "table":
        declared, found = declared_in(definitions, library), found_in(rung, library or "_ENV")
        tell(declared == found, f"the definitions of {library or 'globals'} are what a plugin finds", declared ^ found)


# ---- luacheck


def luacheck(folder, *files):
    done = subprocess.run(["luacheck", "--config", folder / ".luacheckrc", "--no-cache", "--codes", "--no-color", *files], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def rules_of(page):
    """The whole rules that a page shows."""
    for block in re.findall(r"(?ms)^```lua\n(.*?)^```", page.read_text(encoding="utf-8")):
        if re.search(r"(?m)^return (metric|incentive)", block):
            yield block


def check_luacheck(folder):
    plugins = sorted([*ROOT.glob("plugins/*/*.lua"), *ROOT.glob("scorecards/*/plugins/**/*.lua")])
    status, said = luacheck(folder, *plugins)
    tell(status == 0, f"luacheck has nothing to say of {len(plugins)} plugins", said)
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for number, rule in enumerate(rules_of(page), 1):
            file = folder / "rule.lua"
            file.write_text(rule, encoding="utf-8")
            status, said = luacheck(folder, file)
            tell(status == 0, f"luacheck has nothing to say of rule {number} of {page.name}", said)
    for name, (body, code) in BAD.items():
        file = folder / "bad.lua"
        file.write_text(f"return metric {{\n  value = function()\n    {body}\n  end,\n}}\n", encoding="utf-8")
        status, said = luacheck(folder, file)
        tell(status != 0 and f"({code})" in said, f"luacheck refuses {name}", said)


def main():
    rung = Path(sys.argv[1]).resolve() / "rung"
    definitions = topic(rung, "luacats")
    check_form(definitions)
    check_arguments(definitions)
    check_reach(rung, definitions)
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / ".luacheckrc").write_text(topic(rung, "luacheck"), encoding="utf-8")
        check_luacheck(Path(scratch))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
