#!/usr/bin/env python3
"""Prints docs/plugins.md: a catalogue of the plugins below plugins/, by building block, from the plugin files themselves.

    plugin_list.py > docs/plugins.md

It knows the plain shape that these files have: a description in lines that begin with ---, then a manifest with the block, the unit
and one param a line. A file of another shape is an error, not a plugin without params.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = {
    "people_organization": "People and organization",
    "tools_technology": "Tools and technology",
    "processes": "Processes",
    "governance": "Governance",
    "metrics_motivators": "Metrics and motivators",
    "culture": "Culture",
}
TYPES = {
    "integer": "whole number",
    "yesno": "yes/no",
    "table": "table",
    "column": "column of `{of}`",
    "filter": "conditions on `{of}`",
    "attribute": "partner column",
    "metric": "metric",
    "method": "method of `{of}`",
    "list": "list of {item}s",
    "map": "name: {item}",
    "dated": "{item}, also by date",
}
PARAM = re.compile(r"\s+(\w+)\s*=\s*\{ (.*) \},")
FIELD = re.compile(r'(\w+) = ("[^"]*"|\{[^{}]*\}|[^\s,{}"]+)(?:, |$)')
INTRODUCTION = """\
# The plugins that come with Rung

A plugin measures one thing (a metric) or awards one thing (an incentive). Name it in `program.yaml`, and give it the params that it
asks for: [program.yaml](program-format.md) says where, the examples below show how. What a value is worth is not the plugin's business
but that of `points`, `weight` and `margin` in your program.

The plugins stand under the building block that they are usually about. That is a habit, not a rule: the program says which block a
metric belongs to. When no plugin fits, [write one](plugin-guide.md).

| a param of type | takes |
| --- | --- |
| table | the name of a table in `program.yaml`: `deals` |
| column of `table` | the name of a column of that table: `amount` |
| conditions on `table` | which rows: `{stage: won, amount: {min: 1000}, closed_on: period}`; see [filters](plugin-guide.md#params) |
| partner column | the name of a column of the partner table: `region` |
| metric | the name of another metric of the scorecard |
| window | days, counted from the period: `period`, `period - 1y`, `trailing 12m`; see [windows](program-guide.md#windows) |
| rate | `2%` or `0.02` |
| money, number, whole number | `1234.50`, `0.75`, `3` |
| bands | from a value on, so much: `{0: 0%, 100000: 1%}`; or a list with edges: see [bands](plugin-guide.md#bands) |
| bands of money | amounts per unit instead of rates: `{0: 1, 100: 2.50}` |
| method of `bands` | `marginal`, `retroactive`, `rolling`, `total` or `interpolated`: see [bands](plugin-guide.md#bands) |
| list of texts | `[code_of_conduct, anti_bribery]` |
| name: rate, name: money, ... | `{silver: 2%, gold: 4%}` |
| name: window | `{old_exam: ..2026-06-30, new_exam: 2026-01-01..}` |
| rate, also by date | `2%`, or what was in force on which days: `[{until: 2026-06-30, value: 2%}, {from: 2026-07-01, value: 3%}]` |
"""
ENDING = """
## This page

is made from the plugins, and a test sees to it that it is up to date:

```console
$ python3 tests/tools/plugin_list.py | diff - docs/plugins.md
```"""


def fail(path, what):
    sys.exit(f"plugin_list.py: {path.relative_to(ROOT)}: {what}")


def lua_value(text):
    """A text without its quotes, a list of texts, or a number or word as it is written."""
    if text.startswith("{"):
        return re.findall(r'"([^"]*)"', text)
    return text.strip('"')


def param_of(path, line):
    found = PARAM.fullmatch(line)
    if not found or FIELD.sub("", found[2]):
        fail(path, f"this param is not understood: {line.strip()}")
    return found[1], {key: lua_value(value) for key, value in FIELD.findall(found[2])}


def params_of(path, lines):
    if "  params = {" not in lines:
        return []
    first = lines.index("  params = {") + 1
    return [param_of(path, line) for line in lines[first:lines.index("  },", first)]]


def key_of(path, lines, key):
    """A text of the manifest itself, not of a param."""
    found = [line for line in lines if re.match(rf'  {key}\s*= "', line)]
    if len(found) != 1:
        fail(path, f"{key} is not there once")
    return found[0].split('"')[1]


def read(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    about = []
    for line in lines:
        if not line.startswith("---"):
            break
        about.append(line[4:])
    if not about:
        fail(path, "it has no description")
    return {
        "name": f"{path.parent.name}/{path.stem}",
        "about": about,
        "block": key_of(path, lines, "block"),
        "unit": key_of(path, lines, "unit") if path.parent.name == "metrics" else None,
        "params": params_of(path, lines),
    }


def type_of(param):
    if "one_of" in param:
        return "one of " + ", ".join(param["one_of"])
    item = TYPES.get(param.get("item"), param.get("item"))
    if param["type"] == "bands" and item:
        return f"bands of {item}"
    text = TYPES.get(param["type"], param["type"]).format(item=item, of=param.get("of"))
    if "min" in param:
        text += ", above 0" if param["min"] == "1e-9" else f", {param['min']} or more"
    return text


def default_of(param):
    if param.get("optional"):
        return "none"
    if "default" not in param:
        return "**required**"
    default = param["default"]
    if default == []:
        return "all rows" if param["type"] == "filter" else "none"
    if param["type"] == "rate":
        return {"0": "0%", "1": "100%"}.get(default, default)
    return {"true": "yes", "false": "no"}.get(default, default)


def put_params(plugin):
    print("\n| param | type | default | meaning |\n| --- | --- | --- | --- |")
    for name, param in plugin["params"]:
        print(f"| {name} | {type_of(param)} | {default_of(param)} | {param['help']} |")


def put_plugin(plugin):
    print(f"\n### {plugin['name']}\n\n**{plugin['about'][0]}**")
    print("\n".join(plugin["about"][1:]))
    if plugin["unit"]:
        print(f"\nUnit: {plugin['unit']}.")
    if plugin["params"]:
        put_params(plugin)


def put_index(groups):
    for block, plugins in groups.items():
        print(f"\n**[{BLOCKS[block]}](#{BLOCKS[block].lower().replace(' ', '-')})**\n")
        for plugin in plugins:
            print(f"- [{plugin['name']}](#{plugin['name'].replace('/', '')}): {plugin['about'][0]}")


def main():
    plugins = [read(path) for kind in ("metrics", "incentives") for path in sorted((ROOT / "plugins" / kind).glob("*.lua"))]
    groups = {block: [plugin for plugin in plugins if plugin["block"] == block] for block in BLOCKS}
    print(INTRODUCTION, end="")
    put_index(groups)
    for block, members in groups.items():
        print(f"\n## {BLOCKS[block]}")
        for plugin in members:
            put_plugin(plugin)
    print(ENDING)


if __name__ == "__main__":
    main()
