"""From the bytes of an upload to grids of cells; what is no honest table is refused.

Pure. The type is told by the content, never by the name. Of a workbook, sizes are checked before
anything is unpacked; formulas are read by the value that was computed when the file was saved.
"""

import csv
import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, NoReturn

import openpyxl
from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import get_column_letter, range_boundaries

from tracker.entry.sheet.grid import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    Grid,
)
from tracker.entry.sheet.harmless import is_harmless
from tracker.entry.sheet.old import old_workbook
from tracker.errors import SheetRefused

MOST_UNPACKED = 64 * 1024 * 1024
MOST_MEMBERS = 500

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# How web pages, pages with their pictures in one file, and XML tables begin.
_PAGES = (b"<!doctype", b"<html", b"<head", b"<meta", b"<table", b"<?xml", b"mime-version:")
_SPACE = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class _Marks:
    """What openpyxl's fast reader leaves out of a sheet."""

    formulas: set[str] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def inside_merged(self, row: int, column: int) -> bool:
        return any(
            left <= column <= right and top <= row <= bottom
            for left, top, right, bottom in self.merged
        )


def grids(data: bytes) -> list[Grid]:
    """The sheets of an .xlsx, .xls or .csv file. Raises ``SheetRefused``."""
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_big", size=len(data), most=MOST_BYTES)
    if not data.strip():
        raise SheetRefused("empty_file")
    if data.startswith(_OLE):
        return old_workbook(data)
    if data.startswith(b"PK"):
        return _workbook(data)
    if _is_page(data):
        raise SheetRefused("web_page")
    return [_table(data)]


def _is_page(data: bytes) -> bool:
    """Whether it is a page or an XML table, which Excel and WPS save under a workbook's name."""
    return data[:400].replace(b"\x00", b"").lstrip(_SPACE).lower().startswith(_PAGES)


def _workbook(data: bytes) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
            _check_parts(archive)
            marks = _marks_by_sheet(archive)
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            return [
                Grid(sheet.title, tuple(_rows(sheet, marks.get(sheet.title, _Marks()))))
                for sheet in book.worksheets
            ]
        finally:
            book.close()
    except SheetRefused:
        raise
    except Exception as error:
        # Libraries fail in dozens of ways on damaged files; all of them mean the same here.
        raise SheetRefused("unreadable") from error


def _check_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(item.file_size for item in members) > MOST_UNPACKED:
        raise SheetRefused("bomb")
    names = {item.filename.lower() for item in members}
    if len(names) < len(members) or any(item.flag_bits & 1 for item in members):
        raise SheetRefused("unreadable")
    types = archive.read("[Content_Types].xml").lower()
    if any("vbaproject" in name for name in names) or b"macroenabled" in types:
        raise SheetRefused("macros")


def _check_parts(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        with archive.open(member) as part:
            if not is_harmless(part):
                raise SheetRefused("unreadable")


def _marks_by_sheet(archive: zipfile.ZipFile) -> dict[str, _Marks]:
    """By the title of each sheet; its relations say which member holds it."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = list(fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"))
    if len(sheets) > MOST_SHEETS:
        raise SheetRefused("bomb")
    found = {}
    for sheet in sheets:
        target = relations[sheet.get(_RELATION)]
        member = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        with archive.open(member) as stream:
            found[sheet.get("name", "")] = _marks(stream, sheet.get("name", ""))
    return found


def _marks(stream: Any, name: str) -> _Marks:
    marks = _Marks()
    for _event, element in iterparse(stream):
        if element.tag == f"{_MAIN}c":
            if element.find(f"{_MAIN}f") is not None:
                marks.formulas.add(element.get("r", ""))
            if len(element):
                _check_place(element.get("r", "A1"), name)
        elif element.tag == f"{_MAIN}mergeCell":
            marks.merged.append(range_boundaries(element.get("ref", "")))
            if len(marks.merged) > MOST_MERGED:
                raise SheetRefused("bomb")
        elif element.tag == f"{_MAIN}row":
            element.clear()
    return marks


def _check_place(place: str, sheet: str) -> None:
    """A figure beyond what is read would be lost without a word."""
    letters = place.rstrip("0123456789")
    row = int(place[len(letters) :] or 1)
    if row > MOST_ROWS or len(letters) > 2:
        raise SheetRefused("too_many_rows", sheet=sheet, cell=place, most=MOST_ROWS)


def _rows(sheet: Any, marks: _Marks) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, 1):
        cells = tuple(_cell(cell, number, column, marks) for column, cell in enumerate(row, 1))
        if any(cell.value is not None or cell.fault for cell in cells):
            yield number, cells


def _cell(found: Any, row: int, column: int, marks: _Marks) -> Cell:
    letter = get_column_letter(column)
    fault = ""
    if found.value is None:
        if f"{letter}{row}" in marks.formulas:
            fault = "formula_without_value"
    elif found.data_type == "e":
        fault = "error_value"
    if marks.merged and marks.inside_merged(row, column):
        fault = "merged"
    percent = found.value is not None and "%" in (found.number_format or "")
    value = found.value
    if isinstance(value, datetime) and value == datetime.combine(value, time.min):
        value = value.date()
    return Cell(letter, value, percent, fault)


def _table(data: bytes) -> Grid:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if "#id" in line), "")
    delimiter = max(",\t;", key=first.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetRefused("unreadable") from error
    if len(records) > MOST_ROWS:
        raise SheetRefused("too_many_rows", sheet="csv", cell=len(records), most=MOST_ROWS)
    return Grid("csv", tuple(_records(records)))


def _records(records: Iterable[list[str]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, record in enumerate(records, 1):
        cells = tuple(
            Cell(get_column_letter(column), text or None)
            for column, text in enumerate(record[:MOST_COLUMNS], 1)
        )
        if any(cell.value is not None for cell in cells):
            yield number, cells


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, else GB18030; nothing else is guessed."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _refuse_binary() if "\x00" in text else text
    return _refuse_binary()


def _refuse_binary() -> NoReturn:
    raise SheetRefused("not_a_table")
