"""Reads one .xls file in a process of its own, and says what stands in it as JSON.

A program, never imported: ``python -I old_reader.py LIMITS < file > answer``. It knows the standard
library and xlrd, nothing of the product: no settings, no secrets, no database. Whatever a crafted
file does to it, it does here, within the limits that this process sets itself first.
"""

import io
import json
import sys
from contextlib import suppress
from typing import Any

# xlrd's words for what the product has codes for.
REASONS = {
    "encrypted": "locked",
    "can't find workbook": "not_a_table",
}


def main(limits: dict[str, int]) -> None:
    """Answer with ``{"sheets": …}``, or with ``{"refused": code, …}``."""
    _confine(limits)
    import xlrd

    try:
        answer = _sheets(xlrd, sys.stdin.buffer.read(), limits)
    except xlrd.XLRDError as error:
        told = str(error).lower()
        code = next((code for words, code in REASONS.items() if words in told), "old_unreadable")
        answer = {"refused": code}
    json.dump(answer, sys.stdout)


def _confine(limits: dict[str, int]) -> None:
    """What this process may take; the one that started it watches the clock."""
    import resource

    for name, most in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", limits["output"]),
        ("RLIMIT_CORE", 0),
    ):
        # macOS does not know the first; time and output hold there all the same.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _sheets(xlrd: Any, data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    book = xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    if book.nsheets > limits["sheets"]:
        return {"refused": "bomb"}
    found = []
    for place in range(book.nsheets):
        sheet = book.sheet_by_index(place)
        if len(sheet.merged_cells) > limits["merged"]:
            return {"refused": "bomb"}
        rows = []
        for number in range(sheet.nrows):
            cells = [
                cell
                for column in range(sheet.row_len(number))
                if (cell := _cell(xlrd, book, sheet, number, column)) is not None
            ]
            if not cells:
                continue
            if number >= limits["rows"]:
                where = {"sheet": sheet.name, "cell": number + 1, "most": limits["rows"]}
                return {"refused": "too_many_rows", "data": where}
            rows.append([number + 1, [cell for cell in cells if cell[0] <= limits["columns"]]])
        found.append({"name": sheet.name, "rows": rows, "merged": sheet.merged_cells})
        book.unload_sheet(place)
    return {"sheets": found}


def _cell(xlrd: Any, book: Any, sheet: Any, row: int, column: int) -> list[Any] | None:
    """``[column from 1, kind, value, is a percentage]``, None for a cell without content."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return None
    if kind == xlrd.XL_CELL_ERROR:
        return [column + 1, "error", xlrd.error_text_from_code.get(value, "#?"), False]
    if kind == xlrd.XL_CELL_BOOLEAN:
        return [column + 1, "bool", bool(value), False]
    if kind == xlrd.XL_CELL_DATE:
        return [column + 1, "date", _date(xlrd, value, book.datemode), False]
    if kind == xlrd.XL_CELL_NUMBER:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        pattern = book.format_map[style.format_key].format_str
        return [column + 1, "number", value, "%" in pattern]
    return [column + 1, "text", value, False]


def _date(xlrd: Any, value: float, mode: int) -> str:
    """A date as its author sees it; one that no calendar has stays the number that it is."""
    try:
        found = xlrd.xldate_as_datetime(value, mode)
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return str(value)
    return str(found.isoformat(" "))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
