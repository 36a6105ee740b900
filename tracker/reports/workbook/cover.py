"""The first sheet: what the workbook is, how settled its figures are, and where the zone stands."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from tracker.reports.datasets import Count
from tracker.reports.workbook.looks import ACCENT, PERCENT, Looks, digits, height

_WIDTHS = (26.0, 16.0, 16.0, 16.0, 16.0)
_COUNTED = ("total", "assessable", "on_pace", "share")
# Of the chart, in dots.
_WIDTH, _ABOVE, _BAR, _BELOW = 655, 48, 28, 40
# A row without anything in it.
_ROW = 20


def write_cover(sheet: Worksheet, looks: Looks) -> None:
    """Facts, finding, counts by attribute and by field of work, and the shares as a chart."""
    contents, cover, words = looks.contents, looks.contents.cover, looks.words
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
    for name, value in cover.facts:
        row = _fact(sheet, looks, row, name, value)
    if light := contents.light:
        row = _fact(sheet, looks, row, words["light"], f"{light.mark} {light.text}")
    row = _paragraphs(sheet, looks, row + 1, contents.finding)
    if contents.counts:
        row = _counts(sheet, looks, row + 1, words["group"], contents.counts)
    first, bars = row + 2, contents.bars
    row = _counts(sheet, looks, row + 1, contents.bars_head, bars)
    if contents.alt:
        row = _chart(sheet, looks, first, len(bars), row + 1)
    _paragraphs(sheet, looks, row + 1, (words["empty_lead"], words["formulas_lead"]), "quiet")
    looks.paper(sheet, landscape=False)


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


def _chart(sheet: Worksheet, looks: Looks, first: int, count: int, row: int) -> int:
    """The shares as bars, the first one on top, with its number beside each; answers the row
    below."""
    name, last = looks.sheet_name("cover"), first + count - 1
    chart = looks.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": looks.words["share"],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, 4, last, 4],
            "fill": {"color": ACCENT},
            "data_labels": {"value": True, "num_format": "0%"},
            "gap": 60,
        }
    )
    chart.set_title({"name": looks.words["share"], "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}})
    chart.set_x_axis(
        {
            "min": 0,
            "max": 1,
            "num_format": "0%",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#D9DDE2"}},
        }
    )
    height = _ABOVE + _BAR * count + _BELOW
    inner = {"x": 0.17, "y": _ABOVE / height, "width": 0.74, "height": _BAR * count / height}
    chart.set_plotarea({"layout": inner})
    chart.set_size({"width": _WIDTH, "height": height})
    sheet.insert_chart(row, 0, chart, {"description": looks.contents.alt})
    return row + -(-height // _ROW) + 1
