#!/usr/bin/env python3
"""Workbooks as LibreOffice reads them: every sheet holds what the CSV beside it holds, typed, and nothing that runs.

    workbook.py BUILD

Runs programs with --format xlsx, lets LibreOffice turn each sheet back into CSV, and compares cell by cell; and lets it open the CSV of
each style by itself. The colours are those that LibreOffice shows, also of a cell that was edited. Prints TAP.
"""

import csv
import html.parser
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 32767

# Partners whose ids and names try to break out of their cells.
HOSTILE = [
    ("00417", "Zeros & <b>markup</b> </t></is></c> &amp; ]]>"),
    ("=cmd|' /C calc'!A0", "=1+1"),
    ("@sum", '+say "quoted", twice'),
    ("-7", "-2+3"),
    ("'already", "'=quoted"),
    ("مثال", "شركة \u202eabc\u202c مثال"),
    ("日本", "e\u0301 👍🏽 \U0001f600"),
    ("lines", "first line\nsecond line"),
    ("escape", "_x0041_ and _x005F_ and _xZZZZ_"),
    ("1e5", "1e5"),
    ("2026-09-30", "TRUE"),
    ("n" * 300, "W" * 300),
]
# What XML cannot say, and what no cell can hold: these come out changed, and without harm.
CONTROL = ("control", "bell\x07 and escape\x1b[31m")
LONG = ("long", "x" * 40000)


def run(build, program, folder, *options):
    done = subprocess.run([f"{build}/rung", "run", str(program), "-o", str(folder), "-q", *options], cwd=ROOT, capture_output=True, text=True)
    if done.returncode > 1:
        raise SystemExit(f"rung run {program} {options}: status {done.returncode}\n{done.stderr}")


def office(scratch, files, to, *options):
    """Files through LibreOffice; the folder of what comes out."""
    out = Path(tempfile.mkdtemp(dir=scratch))
    command = ["soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", *options, "--convert-to", to, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return out


def convert(scratch, files, to, *options):
    """The same to CSV files, by name."""
    return {path.stem: read(path) for path in office(scratch, files, to, *options).iterdir()}


def read(path, delimiter=","):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file, delimiter=delimiter))


def number(text):
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text) else None


def original(text):
    """Without the apostrophe that CSV puts before what a spreadsheet would run."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


def same(expected, found):
    a, b = number(expected), number(found)
    if a is not None and b is not None and len(re.sub(r"\D", "", expected).lstrip("0")) <= 17:
        return abs(a - b) <= 1e-14 * abs(a)
    return expected == found


def padded(rows):
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def compare(expected, found, meant=original):
    """The first difference, or nothing."""
    expected, found = padded(expected), padded(found)
    if len(expected) != len(found):
        return f"{len(found)} rows instead of {len(expected)}"
    for number_of_row, (a, b) in enumerate(zip(expected, found), 1):
        for column, (x, y) in enumerate(zip(a, b), 1):
            if not same(meant(x), y):
                return f"row {number_of_row}, column {column}: {meant(x)[:80]!r} became {y[:80]!r}"
    return ""


def hostile_program(scratch):
    program = scratch / "program"
    shutil.copytree(ROOT / "scorecards/starter", program)
    with open(program / "tables/partners.csv", "a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([key, name, "yes", "4.1", "gold"] for key, name in [*HOSTILE, CONTROL, LONG])
    with open(program / "tables/deals.csv", "a", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["00417", "2026-07-01", "2026-08-01", "won", "12345678901234.56"])
        rows.writerow(["@sum", "2026-07-01", "2026-08-01", "won", "=1+1"])
    return program


class Book:
    """The parts of a workbook as they are in the file."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        names = re.findall(r'<sheet name="([^"]*)"', self.part("xl/workbook.xml"))
        self.sheets = {name: self.part(f"xl/worksheets/sheet{i}.xml") for i, name in enumerate(names, 1)}

    def part(self, name):
        return self.archive.read(name).decode("utf-8")

    def rules(self, sheet, column):
        """The formulas that colour a column, in their order."""
        blocks = re.findall(rf'<conditionalFormatting sqref="{column}2(?::{column}\d+)?">(.*?)</conditionalFormatting>', self.sheets[sheet])
        return [rule.replace("&quot;", '"') for block in blocks for rule in re.findall("<formula>(.*?)</formula>", block)]

    def cell(self, sheet, place):
        return re.search(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)', self.sheets[sheet], re.S).group()


class Tap:
    def __init__(self):
        self.failed = 0

    def check(self, name, trouble):
        print(f"{'not ok' if trouble else 'ok'} - {name}")
        if trouble:
            self.failed += 1
            print("# " + str(trouble).replace("\n", "\n# "))


def title(table):
    return table.capitalize()


def check_sheets(tap, name, folder, sheets):
    for path in sorted(folder.glob("*.csv")):
        expected = read(path)
        found = sheets.get(f"{name}-{title(path.stem)}")
        if len(expected) < 2:
            tap.check(f"{name}: an empty table, {path.stem}, has no sheet", found is not None and "it has one")
            continue
        meant = (lambda text: cell_text(original(text))) if name == "hostile" else original
        tap.check(f"{name}: sheet {title(path.stem)} holds what {path.name} holds", "no sheet" if found is None else compare(expected, found, meant))


def cell_text(text):
    """What a cell of a workbook can hold of a text."""
    if len(text) > LONGEST:
        text = re.sub("x{32000,}", "(long)", text)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


def shorten(sheets):
    for rows in sheets.values():
        for row in rows:
            row[:] = [re.sub(r"x{32000,} \.\.\. \(cut here: a cell holds no more\)", "(long)", cell) for cell in row]


def check_file(tap, name, path, again):
    book = Book(path)
    tap.check(f"{name}: the same run gives the same bytes", path.read_bytes() != again.read_bytes() and "they differ")
    tap.check(f"{name}: nothing in it runs", [sheet for sheet, xml in book.sheets.items() if "<f>" in xml or "<f " in xml])
    tables = {sheet: xml for sheet, xml in book.sheets.items() if sheet != "Summary"}
    tap.check(f"{name}: headers stay in sight, and every table has a filter",
              [sheet for sheet, xml in tables.items() if 'state="frozen"' not in xml or "<autoFilter" not in xml])
    tap.check(f"{name}: pages have numbers, and the header on each",
              [sheet for sheet, xml in tables.items() if "Page &amp;P of &amp;N" not in xml or f"{sheet}!$1:$1" not in book.part("xl/workbook.xml")])
    tap.check(f"{name}: the summary has its charts", "xl/charts/chart2.xml" not in book.archive.namelist() and "fewer than two")


def check_types(tap, path):
    book = Book(path)
    first = {row[0]: i for i, row in enumerate(read(path.parent / "scorecards.csv"), 1)}
    tap.check("no partner is lost", [key for key, _ in [*HOSTILE, CONTROL, LONG] if key not in map(original, first)])
    row = first["00417"]
    tap.check("an id is text, zeros and all", ">00417<" not in book.cell("Scorecards", f"A{row}") and book.cell("Scorecards", f"A{row}"))
    tap.check("a score is a number", "<v>" not in book.cell("Scorecards", f"E{row}") and book.cell("Scorecards", f"E{row}"))
    amounts = read(path.parent / "margins.csv")
    row, column = next(i for i, cells in enumerate(amounts, 1) if cells[0] == "00417"), amounts[0].index("paid_on")
    cell = book.cell("Margins", f"{chr(ord('A') + column)}{row}")
    tap.check("money of more digits than a spreadsheet keeps is text", "inlineStr" not in cell and cell)


GROUNDS = {
    ("solutions", "elite"): "#08384D", ("solutions", "diamond"): "#237BA1", ("solutions", "platinum"): "#73B8D8",
    ("solutions", "gold"): "#CCE5F1", ("solutions", "untiered"): "#E6F1F7",
    ("membership", "partner"): "#08384D", ("membership", "untiered"): "#237BA1", ("membership", "provider"): "#A5D1E6",
    ("membership", "customer"): "#E6F1F7",
}
TIER_COLUMNS = ("tier", "prior_tier", "earned_tier", "next_tier", "tier_then")


def letters(index):
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def check_rules(tap, name, folder):
    """A rule for each tier in each column of tiers, and no colour that belongs to a cell."""
    book = Book(folder / "results.xlsx")
    scorecards = json.loads((folder / "run.json").read_text())["scorecards"]
    trouble, mixed = [], []
    for sheet in set(book.sheets) - {"Summary"}:
        header = read(folder / f"{sheet.lower()}.csv")[0]
        for i in (i for i, title in enumerate(header) if title in TIER_COLUMNS):
            cell, of = f"{letters(i)}2", f"${letters(header.index('scorecard'))}2"
            expected = [f'EXACT({cell},"{tier}")' if len(scorecards) == 1 else f'AND(EXACT({of},"{scorecard}"),EXACT({cell},"{tier}"))'
                        for scorecard, rules in scorecards.items() for tier in rules["tiers"]]
            if book.rules(sheet, letters(i)) != expected:
                trouble.append(f"{sheet} {header[i]}: {book.rules(sheet, letters(i))}")
        if len(set(re.findall(r'<c r="[A-Z]+(?!1")\d+"(?: s="(\d+)")? t="inlineStr"', book.sheets[sheet]))) > 1:
            mixed.append(sheet)
    tap.check(f"{name}: a rule for each tier colours its column", trouble)
    tap.check(f"{name}: texts have one format, so no cell takes a colour along", mixed)


class Colours(html.parser.HTMLParser):
    """The ground of each cell of each sheet, as LibreOffice shows it: sheets[title][row][column] is (text, colour or None)."""

    def __init__(self, path):
        super().__init__()
        self.sheets, self.inside, self.title = {}, False, ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        if tag == "em":
            self.inside, self.title = True, ""
        elif tag == "tr":
            self.sheets[self.title].append([])
        elif tag == "td":
            self.sheets[self.title][-1].append(["", dict(attributes).get("bgcolor")])

    def handle_endtag(self, tag):
        if tag == "em":
            self.inside = False
            self.sheets[self.title] = []

    def handle_data(self, data):
        if self.inside:
            self.title += data
        elif self.title and self.sheets[self.title] and self.sheets[self.title][-1]:
            self.sheets[self.title][-1][-1][0] += data.strip()


def edit(path, new, sheet, place, text):
    """A copy of the workbook in which somebody typed another text into a cell."""
    book = Book(path)
    number_of_sheet = list(book.sheets).index(sheet) + 1
    cell = book.cell(sheet, place)
    with zipfile.ZipFile(new, "w") as out:
        for item in book.archive.infolist():
            content = book.archive.read(item.filename)
            if item.filename == f"xl/worksheets/sheet{number_of_sheet}.xml":
                content = content.replace(cell.encode(), re.sub("<t>.*?</t>", f"<t>{text}</t>", cell).encode())
            out.writestr(item, content)


def check_colours(tap, build, scratch):
    """Two scorecards that share a tier of another rank, in one sheet; and a cell in which another tier is typed."""
    run(build, ROOT / "scorecards/hubspot", scratch / "colours", "--format", "xlsx", "--only", "scorecards")
    check_rules(tap, "colours", scratch / "colours")
    edit(scratch / "colours/results.xlsx", scratch / "edited.xlsx", "Scorecards", "F2", "elite")
    rows = Colours(next(iter(office(scratch, [scratch / "edited.xlsx"], "html").glob("*.html")))).sheets["Scorecards"]
    header = [text for text, _ in rows[0]]
    seen = {(row[header.index("scorecard")][0], row[header.index(column)][0], row[header.index(column)][1])
            for row in rows[1:] for column in TIER_COLUMNS if column in header and row[header.index(column)][0]}
    grounds = {(scorecard, tier): ground for scorecard, tier, ground in seen}
    tap.check("a tier has one colour wherever it stands, the deepest the highest", grounds != GROUNDS and grounds or len(seen) != len(grounds) and seen)
    scores = [row[4] for row in read(scratch / "colours/scorecards.csv")]
    tap.check("a score shows all of its digits, so none looks as if it had reached what it did not",
              [(a, b[4][0]) for a, b in zip(scores[1:], rows[1:]) if a and float(a) != float(b[4][0].replace(",", ""))])
    tap.check("a cell in which another tier is typed takes that tier's colour", rows[1][5][0] != "elite" and rows[1])


def check_csv(tap, build, scratch, program, name):
    """Ids and names as text, as people are told to import them; all other cells as LibreOffice takes them."""
    styles = {"csv": ("44", "1033", ","), "excel": ("44", "1033", ","), "excel-eu": ("59", "1031", ";")}
    for style, (code, language, delimiter) in styles.items():
        folder = scratch / f"{name}-{style}"
        run(build, program, folder, "--format", style)
        files = sorted(path for path in folder.glob("*.csv") if path.stem != "problems")
        found = convert(scratch, files, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false',
                        f"--infilter=CSV:{code},34,76,1,1/2/2/2,{language},false,false")
        for path in files:
            meant = (lambda text: text.replace(",", ".") if re.fullmatch(r"-?\d+,\d+", text) else text) if style == "excel-eu" else str
            tap.check(f"{name}: LibreOffice opens {path.name} of --format {style}", compare(read(path, delimiter), found[path.stem], meant))


def main():
    build, tap = sys.argv[1], Tap()
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        programs = {"meridian": ROOT / "scorecards/meridian", "csp": ROOT / "scorecards/microsoft-csp-incentives", "hostile": hostile_program(scratch)}
        for name, program in programs.items():
            for folder in (name, f"{name}-again"):
                run(build, program, scratch / folder, "--format", "xlsx")
            shutil.copy(scratch / name / "results.xlsx", scratch / f"{name}.xlsx")
        sheets = convert(scratch, [scratch / f"{name}.xlsx" for name in programs],
                         "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1")
        shorten(sheets)
        for name in programs:
            check_sheets(tap, name, scratch / name, sheets)
            check_file(tap, name, scratch / name / "results.xlsx", scratch / f"{name}-again" / "results.xlsx")
            check_rules(tap, name, scratch / name)
        check_colours(tap, build, scratch)
        check_types(tap, scratch / "hostile" / "results.xlsx")
        check_csv(tap, build, scratch, programs["meridian"], "meridian")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
