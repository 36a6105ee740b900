"""The sheet of yearly figures: what each target is judged on, year by year, and how settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.attainment.numbers import places
from tracker.reports.datasets import Line, YearFigure
from tracker.reports.workbook.contents import Contents
from tracker.reports.workbook.looks import YEAR, Looks, digits, height, wide_enough

_HEAD = 2
_FIRST = _HEAD + 1
_FIXED = ("id", "number", "indicator", "scope", "unit", "base_year", "judged_year", "target_year")
_WIDTHS = {0: 14.0, 1: 6.0, 2: 30.0, 3: 14.0, 4: 10.0, 5: 8.0, 6: 8.0, 7: 8.0}


@dataclass(frozen=True)
class Years:
    """Where the yearly figures stand, for the formulas of other sheets."""

    sheet: str
    rows: Mapping[str, int]
    columns: Mapping[int, int]

    def fixed(self, line: Line, name: str) -> str:
        """The cell of a year that belongs to a row: ``base_year``, ``judged_year`` …"""
        return self._there(xl_rowcol_to_cell(self.rows[line.key], _FIXED.index(name)))

    def figure(self, line: Line, year: int) -> str:
        """The cell of a row's figure of a year."""
        return self._there(xl_rowcol_to_cell(self.rows[line.key], self.columns[year]))

    def figures(self, line: Line, first: int, last: int) -> str:
        """The cells of a row's figures of the years from one to another."""
        row = self.rows[line.key]
        return self._there(xl_range(row, self.columns[first], row, self.columns[last]))

    def _there(self, address: str) -> str:
        return f"{quoted(self.sheet)}!{address}"


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands in a formula."""
    return "'" + sheet.replace("'", "''") + "'"


def write_years(sheet: Worksheet, looks: Looks, contents: Contents) -> Years:
    """One row a target in the order of the table of indicators; an empty cell is not reported."""
    words, lines = looks.words, contents.lines
    known = {figure.year for line in lines for figure in line.years}
    years = range(min(known), max(known) + 1) if known else range(0)
    columns = {year: len(_FIXED) + place for place, year in enumerate(years)}
    looks.text(sheet, 0, 1, looks.sheet_name("years"), "title")
    sheet.merge_range(1, 1, 1, 7, words["years_lead"], looks.format("quiet"))
    qualities = [words["quality_of"].format(year=year) for year in years]
    fixed = {**words, "indicator": contents.name_head}
    heads = [*(fixed[name] for name in _FIXED), *map(str, years), *qualities]
    looks.heads(sheet, _HEAD, heads)
    for row, line in enumerate(lines, _FIRST):
        _line(sheet, looks, row, line, columns)
    _arrange(sheet, looks, lines, columns, last_row=_FIRST + max(len(lines), 1) - 1)
    rows = {line.key: row for row, line in enumerate(lines, _FIRST)}
    return Years(looks.sheet_name("years"), rows, columns)


def _line(sheet: Worksheet, looks: Looks, row: int, line: Line, columns: Mapping[int, int]) -> None:
    texts = {0: line.key, 1: line.number, 2: line.name, 3: line.scope, 4: line.unit}
    for column, text in texts.items():
        looks.text(sheet, row, column, text, "centre" if column in (1, 4) else "text")
    for column, name in enumerate(_FIXED[5:], 5):
        looks.number(sheet, row, column, getattr(line.basis, name), YEAR)
    figures = {figure.year: figure for figure in line.years}
    for year, column in columns.items():
        figure = figures.get(year)
        _figure(sheet, looks, row, column, figure)
        quality = figure.quality_name if figure else ""
        looks.text(sheet, row, column + len(columns), quality, "centre")
    sheet.set_row(row, height(texts, _WIDTHS))


def _figure(
    sheet: Worksheet, looks: Looks, row: int, column: int, figure: YearFigure | None
) -> None:
    if figure is None or figure.value is None:
        looks.text(sheet, row, column, figure.text if figure else "", "centre")
    else:
        looks.number(sheet, row, column, figure.value, digits(places(figure.value)))


def _arrange(
    sheet: Worksheet,
    looks: Looks,
    lines: Sequence[Line],
    columns: Mapping[int, int],
    *,
    last_row: int,
) -> None:
    last_column = len(_FIXED) + 2 * len(columns) - 1
    texts = (one.text for line in lines for one in line.years if one.value is not None)
    widest = wide_enough(12.0, texts)
    for column in range(last_column + 1):
        is_figure = len(_FIXED) <= column < len(_FIXED) + len(columns)
        width = widest if is_figure else _WIDTHS.get(column, 12.0)
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
    sheet.set_row(0, 26)
    sheet.set_row(1, 30)
    sheet.set_row(_HEAD, 34)
    sheet.freeze_panes(_FIRST, 3)
    sheet.autofilter(_HEAD, 0, last_row, last_column)
    sheet.repeat_rows(_HEAD)
    looks.paper(sheet, landscape=True)
