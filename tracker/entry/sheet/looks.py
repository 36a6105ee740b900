"""How a sheet looks: a page of a yearbook with yellow cells where something is asked."""

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.entry.checks import COUNTS
from tracker.entry.sheet.layout import FIGURES, FIRST_ROW, HEAD_ROW, HIDDEN, KEY_ROW

# On every office's Windows, and near enough to what other systems put in its place.
_FACE = "Microsoft YaHei"
TITLE = Font(name=_FACE, bold=True, size=14, color="1C1F23")
QUIET = Font(name=_FACE, size=10, color="5B636D")
PLAIN = Font(name=_FACE, size=11, color="1C1F23")
_BOLD = Font(name=_FACE, size=11, bold=True, color="1C1F23")

_ENTRY = PatternFill("solid", fgColor="FFF8DC")
_LOCKED = PatternFill("solid", fgColor="F6F7F5")
_NOT_ASKED = PatternFill("lightUp", fgColor="D9DDE2", bgColor="FFFFFF")
_RULE = Side(style="thin", color="D9DDE2")
_LINES = Border(top=_RULE, bottom=_RULE, left=_RULE, right=_RULE)
_WRAPPED = frozenset({"name", "scope", "asked", "unit", "state", "note", "evidence"})
_NUMERIC = frozenset({"last", "expected", "annual", *FIGURES, *COUNTS})

_WIDTHS = {
    "number": 16, "name": 30, "scope": 13, "asked": 24, "unit": 9, "last": 12, "expected": 12,
    "annual": 13, "state": 11, "value": 14, "parent_value": 13, "level": 13, "field_size": 10,
    "done": 10, "steps_done": 9, "steps_total": 9, "quality": 14, "note": 26, "evidence": 26,
}  # fmt: skip
# Points of one line, and of what is left above and below all lines.
_LINE, _AIR, _MOST_HEIGHT = 15, 5, 200


def put(cell: Cell, value: Any) -> Cell:
    """Text is text whatever it begins with; figures go in as figures."""
    if isinstance(value, Decimal):
        value = float(value) if value % 1 else int(value)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    else:
        cell.value = value
    return cell


def as_head(cell: Cell, is_entered: bool) -> None:
    """A head; those above cells to fill in are in their colour."""
    cell.font, cell.border = _BOLD, _LINES
    cell.fill = _ENTRY if is_entered else _LOCKED
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def as_known(cell: Cell, field: str, decimals: int) -> None:
    """What stands beside the entry, with the decimals it is printed with."""
    cell.font, cell.border = PLAIN, _LINES
    cell.alignment = _alignment(field)
    if field in _NUMERIC:
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")


def as_entry(cell: Cell, field: str, *, is_open: bool) -> None:
    """A cell to fill in; shown as typed, since a format could hide digits."""
    cell.font, cell.border = PLAIN, _LINES
    cell.fill = _ENTRY if is_open else _LOCKED
    cell.alignment = _alignment(field)
    cell.number_format = "General" if field in _NUMERIC else "@"


def as_not_asked(cell: Cell) -> None:
    """A cell that this kind of target has nothing for."""
    cell.fill, cell.border = _NOT_ASKED, _LINES


def fit(sheet: Worksheet, row: int, texts: Mapping[str, Any]) -> None:
    """Height for the longest of a row's texts: programs do not make room for what they open."""
    lines = [
        -(-_width(line) // (_WIDTHS.get(field, 8) - 1))
        for field, text in texts.items()
        if field in _WRAPPED and text
        for line in [str(text).replace("\n", " " * 20)]
    ]
    height = max([1, *lines]) * _LINE + _AIR
    sheet.row_dimensions[row].height = min(height, _MOST_HEIGHT)


def _width(text: str) -> int:
    """In the width of a digit; a Chinese sign is two of them wide."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def arrange(sheet: Worksheet, columns: Sequence[str], *, last_row: int) -> None:
    """Widths, what is hidden, what stays in sight, protection and paper."""
    letters = {field: get_column_letter(place) for place, field in enumerate(columns, 1)}
    for field, letter in letters.items():
        dimension = sheet.column_dimensions[letter]
        dimension.hidden = field in HIDDEN
        dimension.width = _WIDTHS.get(field, 8)
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[HEAD_ROW].height = 66
    sheet.freeze_panes = f"{letters['scope']}{FIRST_ROW}"
    sheet.sheet_view.zoomScale = 100
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = False
    last_column = letters[columns[-1]]
    sheet.auto_filter.ref = f"{letters['number']}{HEAD_ROW}:{last_column}{last_row}"
    sheet.print_area = f"{letters['number']}1:{last_column}{last_row}"
    _paper(sheet)


def _paper(sheet: Worksheet) -> None:
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def _alignment(field: str) -> Alignment:
    if field in _NUMERIC:
        return Alignment(horizontal="right", vertical="center")
    return Alignment(vertical="center", wrap_text=field in _WRAPPED)
