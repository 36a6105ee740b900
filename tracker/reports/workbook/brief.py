"""The brief as one printed sheet: its numbers as a small table to calculate with."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from tracker.reports.datasets import Behind, Brief
from tracker.reports.workbook.charts import shares_chart
from tracker.reports.workbook.grids import Amount, Cell, Column, Row, write_rows
from tracker.reports.workbook.indicators import digits_of
from tracker.reports.workbook.looks import PERCENT, Looks, digits, height
from tracker.reports.workbook.own import share_of

_WIDTHS = (26.0, 13.0, 10.0, 14.0, 13.0, 11.0, 11.0, 11.0, 38.0, 38.0)
# Where the chart stands, and its width in dots: as wide as the last two columns.
_LEFT, _CHART = 8, 540
_WHOLE = digits(0)


def write_brief(sheet: Worksheet, looks: Looks, report: Brief) -> None:
    """Title, facts and finding; numbers and fields of work beside their chart; what is behind."""
    words = looks.words
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row = _opening(sheet, looks, report)
    top = row + 1
    _title(sheet, looks, top, words["in_numbers"])
    row = write_rows(sheet, looks, top + 1, _columns(looks, _NUMBERS), _numbers(report))
    _title(sheet, looks, row + 2, words["by_field"])
    first = row + 4
    fields = _fields(report)
    row = write_rows(sheet, looks, row + 3, _columns(looks, _FIELDS), fields)
    if fields:
        chart = shares_chart(looks, looks.sheet_name("brief"), (first, row), (0, 5), _CHART)
        sheet.insert_chart(top, _LEFT, chart, {"description": "; ".join(_alt(report))})
    _title(sheet, looks, row + 2, words["behind_brief"])
    behind = [_behind(one) for one in report.behind]
    row = write_rows(sheet, looks, row + 3, _columns(looks, _BEHIND), behind)
    row = _paragraph(sheet, looks, row + 1, report.more, "plain") if report.more else row + 1
    _paragraph(sheet, looks, row, words["empty_lead"], "quiet")
    looks.paper(sheet, landscape=True, pages=1)


# Heads of the columns of each table, all over the same columns of the sheet.
_NUMBERS = ("quantity", "part", "whole", "share_short")
_FIELDS = ("field", "light_short", "total", "assessable", "on_pace", "share")
_BEHIND = (
    *("indicator", "status", "unit", "target", "actual", "attainment", "progress", "elapsed"),
    *("facts", "promised_short"),
)
_CENTRED = frozenset({"status", "unit", "light_short"})
_SHARES = ("attainment", "progress", "elapsed")


def _columns(looks: Looks, names: Sequence[str]) -> list[Column]:
    return [
        Column(looks.words[name], width, "centre" if name in _CENTRED else "text")
        for name, width in zip(names, _WIDTHS, strict=False)
    ]


def _opening(sheet: Worksheet, looks: Looks, report: Brief) -> int:
    """What the brief is and what it finds; answers the row after."""
    cover, light = report.cover, report.light
    looks.text(sheet, 0, 0, f"{cover.zone} · {cover.title}", "title")
    sheet.set_row(0, 28)
    row = 1
    if cover.stamp:
        looks.text(sheet, row, 0, cover.stamp, "stamp")
        row += 1
    facts = looks.words["names"].join(
        f"{name}{looks.words['colon']}{value}"
        for name, value in cover.facts_with(looks.words["doc_number"])
    )
    row = _paragraph(sheet, looks, row, facts, "quiet")
    finding = f"{light.mark} {light.text}{looks.words['colon']}{report.light_reason}"
    for text in (finding, *report.summary):
        row = _paragraph(sheet, looks, row, text, "plain")
    return row


def _paragraph(sheet: Worksheet, looks: Looks, row: int, text: str, style: str) -> int:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", looks.format(style))
    looks.text(sheet, row, 0, text, style)
    sheet.set_row(row, height({0: text}, {0: sum(_WIDTHS)}))
    return row + 1


def _title(sheet: Worksheet, looks: Looks, row: int, text: str) -> None:
    looks.text(sheet, row, 0, text, "heading")
    sheet.set_row(row, 22)


def _numbers(report: Brief) -> list[Row]:
    return [
        (
            *(one.name, Amount(one.part, _WHOLE), Amount(one.whole, _WHOLE)),
            share_of(one.part, one.whole, "B{row}/C{row}"),
        )
        for one in report.numbers
    ]


def _fields(report: Brief) -> list[Row]:
    rows: list[Row] = []
    for one in report.fields_of_work:
        if sums := one.sums:
            counts = (sums.total, sums.assessable, sums.on_pace)
            share = share_of(sums.on_pace, sums.assessable, "E{row}/D{row}")
            rows.append((one.name, one.light, *(Amount(each, _WHOLE) for each in counts), share))
    return rows


def _alt(report: Brief) -> list[str]:
    return [f"{one.name} {one.share}" for one in report.fields_of_work]


def _behind(one: Behind) -> Row:
    """A target or a figure that is a word stays one; what is not known is empty."""
    row = one.row
    if row is None:
        return (one.title, one.judged, *[""] * 6, one.fact, one.promise)
    values: list[Cell] = []
    for name in ("target", "actual"):
        exact = getattr(row.exact, name)
        values.append(getattr(row, name) if exact is None else Amount(exact, digits_of(row, name)))
    shares = [Amount(getattr(row.exact, name), PERCENT) for name in _SHARES]
    return (one.title, one.judged, row.unit, *values, *shares, one.fact, one.promise)
