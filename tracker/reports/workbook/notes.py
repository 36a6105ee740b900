"""The sheets of words: what is not reported, zones by fields of work, where figures come
from, how the numbers are made."""

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from tracker.reports.datasets import Source, Unreported
from tracker.reports.workbook.contents import Contents
from tracker.reports.workbook.grids import FIRST, Amount, Column, Grid, Row, write_grid
from tracker.reports.workbook.looks import Looks, digits


def write_unreported(sheet: Worksheet, looks: Looks, unreported: Iterable[Unreported]) -> None:
    """One row a target that its department owes a figure of the year."""
    words = looks.words
    rows: list[Row] = [
        (one.department, gap.name, gap.latest, gap.note) for one in unreported for gap in one.gaps
    ]
    widths = {"department": 26.0, "indicator": 40.0, "latest": 26.0, "note": 44.0}
    columns = [Column(words[name], width) for name, width in widths.items()]
    leads = (words["unreported_lead"], words["no_unreported"])
    write_grid(sheet, looks, Grid(words["unreported"], leads[0], columns, rows, leads[1]))


def write_matrix(sheet: Worksheet, looks: Looks, contents: Contents) -> None:
    """Zones by fields of work: on pace of assessable, under the mark and colour of their light."""
    words = looks.words
    rows: list[Row] = [
        (row.zone, *(f"{cell.light.mark} {cell.share}" if cell.light else "" for cell in row.cells))
        for row in contents.matrix
    ]
    columns = [Column(words["zone"], 26.0)]
    columns += [Column(field, 13.0, "centre") for field in contents.fields]
    lead = f"{words['matrix_lead']} {contents.matrix_key}".rstrip()
    last = write_grid(sheet, looks, Grid(words["sheet_matrix"], lead, columns, rows)) - 1
    lights = {cell.light: None for row in contents.matrix for cell in row.cells if cell.light}
    looks.colour_marks(sheet, (FIRST, 1, max(last, FIRST), len(columns) - 1), lights)


def write_sources(sheet: Worksheet, looks: Looks, sources: Iterable[Source]) -> None:
    """One row a department: what it reported of the year, how settled it is, what it rests on."""
    words = looks.words
    widths = {
        "department": 34.0,
        "asked": 10.0,
        "approved": 10.0,
        "qualities": 36.0,
        "replacing": 10.0,
        "latest_approval": 20.0,
        "evidence": 60.0,
    }
    columns = [
        Column(words[name], width, optional=name == "evidence") for name, width in widths.items()
    ]
    whole, join = digits(0), words["names"].join
    rows: list[Row] = [
        (
            *(one.department, Amount(one.asked, whole), Amount(one.approved, whole)),
            *(one.qualities, Amount(one.revised, whole), one.latest, join(one.evidence)),
        )
        for one in sources
    ]
    grid = Grid(words["data_sources"], words["data_sources_lead"], columns, rows)
    write_grid(sheet, looks, grid)


def write_method(sheet: Worksheet, looks: Looks, contents: Contents) -> None:
    """The rules that the numbers follow, then the sources of the published ones."""
    words = looks.words
    rows: list[Row] = [(rule.name, rule.formula, rule.source) for rule in contents.rules]
    widths = {"rule": 24.0, "formula": 86.0, "source": 26.0}
    columns = [Column(words[name], width) for name, width in widths.items()]
    grid = Grid(words["method"], words["formulas_lead"], columns, rows)
    row = write_grid(sheet, looks, grid)
    looks.text(sheet, row + 1, 0, words["sources"], "heading")
    for place, source in enumerate(contents.sources, row + 2):
        sheet.merge_range(place, 0, place, 2, "", looks.format("plain"))
        looks.text(sheet, place, 0, source, "plain")
