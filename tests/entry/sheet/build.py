"""Sheets as people send them: made here, filled in, and sometimes spoilt."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tracker.entry.sheet.layout import HIDDEN, KEY_ROW, key

FIELDS = ("value", "field_size", "done", "quality", "note")


def edited(data: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook after ``change`` was done to it, saved again."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def columns(sheet: Worksheet) -> dict[str, int]:
    """Where each column of a sheet stands, by its key."""
    return {cell.value.removeprefix("#"): cell.column for cell in sheet[KEY_ROW] if cell.value}


def filled(data: bytes, entries: dict[tuple[str, str], Any]) -> bytes:
    """A downloaded sheet with values put in by (target's id, field)."""

    wanted: dict[str, dict[str, Any]] = {}
    for (target, field), value in entries.items():
        wanted.setdefault(target, {})[field] = value

    def fill(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            places = columns(sheet)
            for row in sheet.iter_rows(min_row=KEY_ROW + 1) if "id" in places else ():
                pk = str(row[places["id"] - 1].value)
                for field, value in wanted.get(pk, {}).items():
                    row[places[field] - 1].value = value

    return edited(data, fill)


def book_of(*rows: dict[str, Any]) -> openpyxl.Workbook:
    """A workbook with a row of keys and these rows, the hidden columns filled with anything."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "经济发展部"
    names = (*HIDDEN, *FIELDS)
    for column, name in enumerate(names, 1):
        sheet.cell(KEY_ROW, column, key(name))
    for number, row in enumerate(rows, KEY_ROW + 1):
        values = {"cycle": 1, "id": number, "version": "v0r0", "check": "k", **row}
        for column, name in enumerate(names, 1):
            sheet.cell(number, column, values.get(name))
    return book


def cell(book: openpyxl.Workbook, field: str = "value") -> Any:
    """The cell of the first row for a field."""
    return book.active.cell(KEY_ROW + 1, (*HIDDEN, *FIELDS).index(field) + 1)


def csv_of(*rows: dict[str, str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The same as text, with a line of title before it."""
    names = (*HIDDEN, *FIELDS)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["济南高新区"])
    writer.writerow([key(name) for name in names])
    for number, row in enumerate(rows, 1):
        values = {"cycle": "1", "id": str(number), "version": "v0r0", "check": "k", **row}
        writer.writerow([values.get(name, "") for name in names])
    return text.getvalue().encode(encoding)


def zipped(members: dict[str, bytes], base: bytes | None = None) -> bytes:
    """A ZIP archive, with the members of another one before these."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if base is not None:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for item in old.infolist():
                    if item.filename not in members:
                        archive.writestr(item.filename, old.read(item))
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
