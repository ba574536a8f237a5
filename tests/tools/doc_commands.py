#!/usr/bin/env python3
"""Runs the commands that README.md and docs/*.md show, and compares what they print.

    doc_commands.py BUILD [FILE ...]

In a fenced block marked console, a line that starts with "$ " is a command (continued by "> " lines after a backslash),
and the lines up to the next command are what a terminal then shows, standard output and error together. A line "..." stands for any
lines. Blocks marked sh are not run. The commands of one file run one after the other in a scratch copy of the tree, with the
programs of BUILD on the PATH; "$?" is the status of the command before.

What a reader is told to write is written between the commands: a block below a text that ends with `FOLDER/FILE`: is that file, one below a
text that ends with `FOLDER/FILE`, below `LINE`: is put into it behind that line.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from doc_blocks import ROOT, blocks_of, pages

COPIED = ["Makefile", "README.md", "LICENSE", "core", "docs", "include", "plugins", "scorecards", "tests"]
WRITTEN = re.compile(r"`(\w+/[\w./]+)`(?::|, below `([^`\n]+)`:?)\s*$")


def commands_of(block):
    """(line number, command, expected lines) of every command in a block."""
    found = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if line.startswith("$ "):
            found.append((number, line[2:], []))
        elif found:
            place, command, expected = found[-1]
            if command.endswith("\\") and line.startswith("> "):
                found[-1] = (place, command + "\n" + line[2:], expected)
            else:
                expected.append(line.rstrip())
    return found


def write(block, folder):
    """Does what the text above a block says: write it as a file, or put it into one."""
    said = WRITTEN.search(block.above)
    if not said:
        return
    path, text = folder / said[1], block.text
    if said[2]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        behind = next(i for i, line in enumerate(lines, 1) if line.strip().startswith(said[2]))
        text = "".join([*lines[:behind], text, *lines[behind:]])
    path.write_text(text, encoding="utf-8")


def matches(expected, printed):
    """Whether the printed lines are the expected ones, "..." standing for any."""
    while expected and not expected[-1]:  # a blank line before the next command
        expected = expected[:-1]
    pattern = "".join("(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def run(command, status, folder, environment):
    return subprocess.run(["bash", "-c", f"(exit {status}); {command}"], cwd=folder, env=environment, encoding="utf-8", errors="replace",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)


def check(path, folder, environment):
    """Runs one file's commands; the number that failed."""
    failed, status = 0, 0
    for block in blocks_of(path):
        if block.language != "console":
            write(block, folder)
            continue
        for number, command, expected in commands_of(block):
            done = run(command, status, folder, environment)
            status = done.returncode
            name = f"{path.relative_to(ROOT)}:{number}: {command.splitlines()[0]}"
            printed = done.stdout.splitlines()
            if matches(expected, printed) and 0 <= status < 126:
                print(f"ok - {name}")
                continue
            failed += 1
            print(f"not ok - {name}\n# it ends with status {status} and prints:")
            print("".join(f"#   {line}\n" for line in printed[:80]), end="")
    return failed


def copy_tree(build, folder):
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, symlinks=True)
        elif source.exists():
            shutil.copy2(source, folder / name)
    (folder / "build").symlink_to(build)


def main():
    build = Path(sys.argv[1]).resolve()
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    environment["PATH"] = f"{build}:{environment['PATH']}"
    failed = 0
    for path in pages(sys.argv[2:]):
        with tempfile.TemporaryDirectory() as folder:
            copy_tree(build, Path(folder))
            failed += check(path, Path(folder), environment)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
