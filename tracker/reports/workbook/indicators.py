"""The sheet of the official table of indicators (指标完成情况表), with live formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Basis, Line, LineGroup
from tracker.reports.tables.decimals import decimals_of
from tracker.reports.workbook.contents import Contents
from tracker.reports.workbook.formulas import Operands, Term, formulas
from tracker.reports.workbook.looks import PERCENT, Looks, cleaned, digits, height, wide_enough
from tracker.reports.workbook.years import Years, quoted
from tracker.terms import TargetKind

_HEAD = 2
COLUMNS = (
    *("id", "number", "indicator", "scope", "unit", "attribute", "base", "target", "annual"),
    *("expected", "actual", "attainment", "progress", "elapsed", "status", "remark"),
)
_AT = {name: column for column, name in enumerate(COLUMNS)}
_WIDTHS = {
    "id": 14.0, "number": 6.0, "indicator": 28.0, "scope": 14.0, "unit": 10.0, "attribute": 9.0,
    "base": 12.0, "target": 15.0, "annual": 12.0, "expected": 12.0, "actual": 13.0,
    "attainment": 10.0, "progress": 10.0, "elapsed": 10.0, "status": 13.0, "remark": 34.0,
}  # fmt: skip
_CENTRED = frozenset({"number", "unit", "attribute", "status"})
_VALUES = ("base", "target", "annual", "expected", "actual")
_SHARES = ("attainment", "progress", "elapsed")
_NUMBERS = frozenset({*_VALUES, *_SHARES})
# Their figure of the row is made of the figures of several years.
_OF_YEARS = frozenset({TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE})


@dataclass(frozen=True)
class Table:
    """Where the rows of the table of indicators stand, for the formulas of other sheets."""

    sheet: str
    last: int

    def found(self, name: str) -> str:
        """The formula for a column of the row whose id stands in column A of ``{row}``.

        It finds the row by its id, so that neither table minds how the other one is sorted.
        """
        ids, column = self._column("id"), self._column(name)
        return f"=INDEX({column},MATCH($A{{row}},{ids},0))"

    def _column(self, name: str) -> str:
        cells = xl_range_abs(_HEAD + 1, _AT[name], self.last, _AT[name])
        return f"{quoted(self.sheet)}!{cells}"


def write_indicators(sheet: Worksheet, looks: Looks, contents: Contents, years: Years) -> Table:
    """Binding targets first and apart, the others by field of work; ids in a hidden column."""
    words = looks.words
    looks.text(sheet, 0, 1, contents.title, "title")
    lead = f"{words['table_lead']} {words['empty_lead']}"
    sheet.merge_range(1, 1, 1, len(COLUMNS) - 1, lead, looks.format("quiet"))
    heads = {**words, "indicator": contents.name_head}
    looks.heads(sheet, _HEAD, [heads[name] for name in COLUMNS])
    row = _HEAD + 1
    for group in contents.groups:
        _group(sheet, looks, row, group)
        for line in group.lines:
            row += 1
            _line(sheet, looks, row, line, years)
        row += 1
    last = max(row - 1, _HEAD + 1)
    _arrange(sheet, looks, contents.lines, last_row=last)
    return Table(looks.sheet_name("table"), last)


def _group(sheet: Worksheet, looks: Looks, row: int, group: LineGroup) -> None:
    for column in range(len(COLUMNS)):
        sheet.write_blank(row, column, None, looks.format("group"))
    text = f"{group.title}  {group.share}".rstrip()
    looks.text(sheet, row, 1, text, "group")
    sheet.set_row(row, 20)


def _line(sheet: Worksheet, looks: Looks, row: int, line: Line, years: Years) -> None:
    found = formulas(_operands(line, row, years))
    texts = _texts(line, _remark(line, found, looks.words))
    for name, text in texts.items():
        looks.text(sheet, row, _AT[name], text, "centre" if name in _CENTRED else "text")
    for name in _VALUES:
        value: Decimal | None = getattr(line.exact, name)
        if name not in texts:
            shown = digits_of(line, name)
            looks.number(sheet, row, _AT[name], value, shown, found.get(name, ""))
    for name in _SHARES:
        value = getattr(line.exact, name)
        looks.number(sheet, row, _AT[name], value, PERCENT, found.get(name, ""))
    widths = {_AT[name]: _WIDTHS[name] for name in texts}
    sheet.set_row(row, height({_AT[name]: text for name, text in texts.items()}, widths))


def _texts(line: Line, remark: str) -> dict[str, str]:
    """What stands in a row as words: also a target or a figure that is one."""
    texts = {
        "id": line.key,
        "number": line.number,
        "indicator": line.name,
        "scope": line.scope,
        "unit": line.unit,
        "attribute": line.attribute,
        "status": f"{line.judged.mark} {line.judged.text}",
        "remark": remark,
    }
    if line.exact.target is None:
        texts["target"] = line.target
    if line.exact.actual is None:
        texts["actual"] = line.actual
    return texts


def _remark(line: Line, found: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Says which shares are numbers where one would look for a formula."""
    without = [name for name in _SHARES if getattr(line.exact, name) is not None]
    names = [words[name] for name in without if name not in found]
    note = words["as_value"].format(names=words["names"].join(names)) if names else ""
    return cleaned(words["names"].join(text for text in (line.remark, note) if text))


def digits_of(line: Line, name: str) -> str:
    """How a value of a row is shown: with the decimals as typed, a target with its sign."""
    decimals = decimals_of(line, name)
    return target_digits(line.basis, decimals) if name == "target" else digits(decimals)


def target_digits(basis: Basis, decimals: int) -> str:
    """A number format with the sign of the target, in brackets where it is over the period."""
    if basis.over_period:
        return digits(decimals, f"{basis.operator}〔", "〕")
    return digits(decimals, f"{basis.operator} ")


def _operands(line: Line, row: int, years: Years) -> Operands:
    """The cells that formulas of a row may refer to; what is empty is left out."""
    exact, basis = line.exact, line.basis
    figures = {one.year: one.value for one in line.years if one.value is not None}
    cells = {
        name: Term(xl_rowcol_to_cell(row, _AT[name]), float(value))
        for name in ("base", "target")
        if (value := getattr(exact, name)) is not None
    }
    for name in ("base_year", "judged_year", "target_year"):
        if (year := getattr(basis, name)) is not None:
            cells[name] = Term(years.fixed(line, name), float(year))
    if exact.actual is not None and basis.kind not in _OF_YEARS:
        cells["value"] = Term(xl_rowcol_to_cell(row, _AT["actual"]), float(exact.actual))
    elif basis.judged_year in figures:
        there = years.figure(line, basis.judged_year)
        cells["value"] = Term(there, float(figures[basis.judged_year]))
    if "base" not in cells and basis.base_year in figures:
        there = years.figure(line, basis.base_year)
        cells["base"] = Term(there, float(figures[basis.base_year]))
    first = max((basis.base_year or 0) + 1, min(years.columns, default=0))
    rates = tuple(
        float(value) for year, value in figures.items() if first <= year <= (basis.judged_year or 0)
    )
    yearly = years.figures(line, first, basis.judged_year) if rates and basis.judged_year else ""
    return Operands(line, cells, yearly, rates)


def _number_text(line: Line, name: str) -> str:
    """A number as it is printed; a target or a figure in words wraps instead."""
    words = name in ("target", "actual") and getattr(line.exact, name) is None
    return "" if words else getattr(line, name)


def _arrange(sheet: Worksheet, looks: Looks, lines: Sequence[Line], *, last_row: int) -> None:
    hidden = {
        "id": True,
        "scope": not any(line.scope for line in lines),
        "attribute": all(line.attribute == NOT_KNOWN for line in lines),
        "annual": all(line.exact.annual is None for line in lines),
    }
    for name, column in _AT.items():
        shown = {"hidden": hidden.get(name, False)}
        width = _WIDTHS[name]
        if name in _NUMBERS:
            width = wide_enough(width, (_number_text(line, name) for line in lines))
        sheet.set_column(column, column, width, None, shown)
    sheet.set_row(0, 26)
    sheet.set_row(1, 30)
    sheet.set_row(_HEAD, 34)
    sheet.freeze_panes(_HEAD + 1, _AT["indicator"] + 1)
    sheet.autofilter(_HEAD, 0, last_row, len(COLUMNS) - 1)
    sheet.repeat_rows(_HEAD)
    status = (_HEAD + 1, _AT["status"], last_row, _AT["status"])
    looks.colour(sheet, status, dict.fromkeys(line.judged for line in lines))
    looks.paper(sheet, landscape=True)
