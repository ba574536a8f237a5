"""The fenced blocks of README.md and docs/*.md, for the tests that try them."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Block(NamedTuple):
    path: Path
    line: int
    language: str
    above: str
    text: str

    def __str__(self):
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def blocks_of(path):
    """The fenced blocks of a page, each with the text between the block before and itself."""
    found, above, inside = [], [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.fullmatch(r"```(\w*)", line)
        if fence and inside is None:
            language, inside = fence[1], []
        elif fence:
            found.append(Block(path, number - len(inside), language, "\n".join(above), "\n".join(inside) + "\n"))
            above, inside = [], None
        else:
            (above if inside is None else inside).append(line)
    return found


def pages(names):
    """The pages that are named, or all of them."""
    return [Path(name).resolve() for name in names] or [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
