"""The first sheet: what the workbook is, how settled its figures are, and where the zone stands."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from tracker.reports.datasets import Count
from tracker.reports.workbook.charts import chart_height, shares_chart
from tracker.reports.workbook.contents import Contents
from tracker.reports.workbook.looks import PERCENT, Looks, digits, height

_WIDTHS = (26.0, 16.0, 16.0, 16.0, 16.0)
_COUNTED = ("total", "assessable", "on_pace", "share")
# A row without anything in it.
_ROW = 20


def write_cover(sheet: Worksheet, looks: Looks, contents: Contents) -> None:
    """Facts, finding, counts by attribute and by field of work, and the shares as a chart."""
    cover, words = contents.cover, looks.words
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    looks.text(sheet, 0, 0, cover.title, "title")
    sheet.set_row(0, 30)
    looks.text(sheet, 1, 0, cover.zone, "heading")
    sheet.set_row(1, 22)
    row = 2
    if cover.stamp:
        looks.text(sheet, row, 0, cover.stamp, "stamp")
        row += 1
    for name, value in cover.facts_with(words["doc_number"]):
        row = _fact(sheet, looks, row, name, value)
    if light := contents.light:
        row = _fact(sheet, looks, row, words["light"], f"{light.mark} {light.text}")
    row = _paragraphs(sheet, looks, row + 1, contents.finding)
    if contents.counts:
        row = _counts(sheet, looks, row + 1, words["group"], contents.counts)
    first, bars = row + 2, contents.bars
    row = _counts(sheet, looks, row + 1, contents.bars_head, bars)
    if contents.alt:
        row = _chart(sheet, looks, contents.alt, (first, len(bars)), row + 1)
    _paragraphs(sheet, looks, row + 1, (words["empty_lead"], words["formulas_lead"]), "quiet")
    looks.paper(sheet, landscape=False, pages=1)


def _fact(sheet: Worksheet, looks: Looks, row: int, name: str, value: str) -> int:
    looks.text(sheet, row, 0, name, "label")
    _across(sheet, looks, row, 1, value, "plain")
    return row + 1


def _paragraphs(
    sheet: Worksheet, looks: Looks, row: int, texts: Sequence[str], style: str = "plain"
) -> int:
    for text in filter(None, texts):
        _across(sheet, looks, row, 0, text, style)
        row += 1
    return row


def _across(sheet: Worksheet, looks: Looks, row: int, column: int, text: str, style: str) -> None:
    """A text over all columns from one on, as high as it is long."""
    sheet.merge_range(row, column, row, len(_WIDTHS) - 1, "", looks.format(style))
    looks.text(sheet, row, column, text, style)
    sheet.set_row(row, height({0: text}, {0: sum(_WIDTHS[column:])}))


def _counts(sheet: Worksheet, looks: Looks, row: int, title: str, counts: Sequence[Count]) -> int:
    """A table of counts; the share is a formula of the two counts before it."""
    looks.heads(sheet, row, [title, *(looks.words[name] for name in _COUNTED)])
    for count in counts:
        row += 1
        sums = count.sums
        looks.text(sheet, row, 0, count.name)
        for column, number in enumerate((sums.total, sums.assessable, sums.on_pace), 1):
            looks.number(sheet, row, column, number, digits(0))
        style = looks.format("number", PERCENT)
        if sums.assessable:
            share, formula = sums.on_pace / sums.assessable, f"=D{row + 1}/C{row + 1}"
            sheet.write_formula(row, 4, formula, style, share)
        else:
            sheet.write_blank(row, 4, None, style)
    return row + 1


def _chart(sheet: Worksheet, looks: Looks, alt: str, bars: tuple[int, int], row: int) -> int:
    """The shares below their table, from the first on so many; answers the row below."""
    first, count = bars
    rows = (first, first + count - 1)
    chart = shares_chart(looks, looks.sheet_name("cover"), rows, (0, 4))
    sheet.insert_chart(row, 0, chart, {"description": alt})
    return row + -(-chart_height(count) // _ROW) + 1
