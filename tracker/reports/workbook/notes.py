"""The sheets of words: what is not reported, and how the numbers are made."""

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from tracker.reports.datasets import Unreported
from tracker.reports.workbook.looks import Looks, height

_HEAD = 2


def write_unreported(sheet: Worksheet, looks: Looks, unreported: Iterable[Unreported]) -> None:
    """One row a target that its department owes a figure of the year."""
    words = looks.words
    rows = [
        (one.department, gap.name, gap.latest, gap.note) for one in unreported for gap in one.gaps
    ]
    heads = [words[name] for name in ("department", "indicator", "latest", "note")]
    lead = words["unreported_lead"] if rows else words["no_unreported"]
    _table(sheet, looks, (words["unreported"], lead), heads, rows, (26.0, 40.0, 26.0, 44.0))


def write_matrix(sheet: Worksheet, looks: Looks) -> None:
    """Zones by fields of work: on pace of assessable, under the mark of their light."""
    words, contents = looks.words, looks.contents
    rows = [
        (row.zone, *(f"{cell.light.mark} {cell.share}" if cell.light else "" for cell in row.cells))
        for row in contents.matrix
    ]
    widths = (26.0, *(13.0 for _field in contents.fields))
    heads = [words["zone"], *contents.fields]
    _table(sheet, looks, (words["sheet_matrix"], words["matrix_lead"]), heads, rows, widths)


def write_method(sheet: Worksheet, looks: Looks) -> None:
    """The rules that the numbers follow, then the sources of the published ones."""
    words, report = looks.words, looks.contents
    rows = [(rule.name, rule.formula, rule.source) for rule in report.rules]
    heads = [words[name] for name in ("rule", "formula", "source")]
    row = _table(
        sheet, looks, (words["method"], words["formulas_lead"]), heads, rows, (24.0, 86.0, 26.0)
    )
    looks.text(sheet, row + 1, 0, words["sources"], "heading")
    for place, source in enumerate(report.sources, row + 2):
        sheet.merge_range(place, 0, place, 2, "", looks.format("plain"))
        looks.text(sheet, place, 0, source, "plain")


def _table(
    sheet: Worksheet,
    looks: Looks,
    title: tuple[str, str],
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
) -> int:
    """A table of texts under its title and a line about it; answers the row after."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    looks.text(sheet, 0, 0, title[0], "title")
    sheet.set_row(0, 26)
    sheet.merge_range(1, 0, 1, len(widths) - 1, "", looks.format("quiet"))
    looks.text(sheet, 1, 0, title[1], "quiet")
    sheet.set_row(1, height({0: title[1]}, {0: sum(widths)}))
    looks.heads(sheet, _HEAD, heads)
    row = _HEAD
    for texts in rows:
        row += 1
        for column, text in enumerate(texts):
            looks.text(sheet, row, column, text)
        sheet.set_row(row, height(dict(enumerate(texts)), dict(enumerate(widths))))
    sheet.freeze_panes(_HEAD + 1, 0)
    if row > _HEAD:
        sheet.autofilter(_HEAD, 0, row, len(heads) - 1)
    sheet.repeat_rows(_HEAD)
    looks.paper(sheet, landscape=True)
    return row + 1
