"""Nasty files: read all the same, or refused with the reason."""

import io
import time
import zipfile

import openpyxl
import pytest

from tests.entry.sheet import build
from tracker.entry.sheet import files
from tracker.entry.sheet.layout import META_SHEET
from tracker.entry.sheet.reading import read
from tracker.errors import SheetRefused

ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>"""


def good() -> bytes:
    return build.saved(build.book_of({"value": 12.5, "note": "甲"}))


def bomb() -> bytes:
    return build.zipped({"xl/media/image1.bin": bytes(files.MOST_UNPACKED + 1)}, good())


def macros() -> bytes:
    return build.zipped({"xl/vbaProject.bin": b"x"}, good())


def macro_type() -> bytes:
    types = build.member(good(), "[Content_Types].xml")
    changed = types.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    return build.zipped({"[Content_Types].xml": changed}, good())


def far_cell() -> bytes:
    book = build.book_of({"value": 1})
    book.active["XFD1048576"] = 1
    return build.saved(book)


def twice() -> bytes:
    book = build.book_of({"value": 1})
    book.active.cell(3, 20, "#value")
    return build.saved(book)


def version_two() -> bytes:
    book = build.book_of({"value": 1})
    meta = book.create_sheet(META_SHEET)
    meta.append(["format", "2"])
    return build.saved(book)


def no_keys() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "地区生产总值"
    return build.saved(book)


def broken_member() -> bytes:
    return build.zipped({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}, good())


REFUSED = {
    "empty": (b"", "empty_file"),
    "only spaces": (b" \r\n ", "empty_file"),
    "too many bytes": (b"PK" + bytes(files.MOST_BYTES), "too_big"),
    "an empty .xls": (files._OLE + bytes(600), "old_unreadable"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_a_table"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "no_rows"),
    "UTF-16": ("#id\t#value".encode("utf-16"), "not_a_table"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    "cut off": (good()[:900], "unreadable"),
    "a ZIP of something else": (build.zipped({"a.txt": b"a"}), "unreadable"),
    "a broken sheet": (broken_member(), "unreadable"),
    "entities": (build.zipped({"xl/workbook.xml": ENTITIES}, good()), "unreadable"),
    "many members": (build.zipped({f"x/{n}": b"" for n in range(600)}, good()), "bomb"),
    "a bomb": (bomb(), "bomb"),
    "macros": (macros(), "macros"),
    "a macro type without macros": (macro_type(), "macros"),
    "a cell at the far end": (far_cell(), "too_many_rows"),
    "a column twice": (twice(), "column_twice"),
    "another version's sheet": (version_two(), "other_format"),
    "somebody's own workbook": (no_keys(), "no_rows"),
    "somebody's own table": ("指标,数值\n地区生产总值,500\n".encode(), "no_rows"),
    "a headline without rows": (build.saved(build.book_of()), "no_rows"),
    "too many lines": (build.csv_of(*[{}] * 12_001), "too_many_rows"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_with_the_reason(data, code):
    with pytest.raises(SheetRefused) as refused:
        read(data)
    assert refused.value.code == code


ENCODED = {
    "UTF-8": {"encoding": "utf-8"},
    "UTF-8 with its mark": {"encoding": "utf-8-sig"},
    "GB18030": {"encoding": "gb18030"},
    "tabs": {"delimiter": "\t"},
    "semicolons": {"delimiter": ";"},
}


@pytest.mark.parametrize("how", ENCODED.values(), ids=ENCODED)
def test_a_csv_is_read(how):
    (row,) = read(build.csv_of({"value": "1,234.5", "note": "含㐂字"}, **how)).rows
    assert (row.sheet, row.row, row.cells["value"].column) == ("csv", 3, "E")
    assert (row.cells["value"].value, row.cells["note"].value) == ("1,234.5", "含㐂字")


def test_moved_and_added_columns_and_rows_do_no_harm():
    book = build.book_of({"value": 7})
    book.active.insert_cols(1, 3)
    book.active.insert_rows(1, 5)
    book.create_sheet("草稿")["A1"] = 99
    (row,) = read(build.saved(book)).rows
    assert (row.row, row.cells["value"].column, row.cells["value"].value) == (9, "H", 7)


def test_a_row_added_by_hand_is_not_overlooked():
    book = build.book_of({"value": 7})
    book.active.cell(6, 5, 8)
    assert [row.id for row in read(build.saved(book)).rows] == ["4", ""]


def test_ten_thousand_rows_take_seconds():
    data = build.saved(build.book_of(*({"value": n / 10, "note": "备注"} for n in range(10_000))))
    began = time.perf_counter()
    rows = read(data).rows
    assert len(rows) == 10_000
    assert time.perf_counter() - began < 15


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(bomb())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/media/image1.bin").file_size
    lying = bytes(data).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(SheetRefused) as refused:
        read(lying)
    assert refused.value.code == "unreadable"
