"""The old .xls: read like the new format, and refused whatever it does to its reader.

saved/cells.xls was written by LibreOffice 7.4 from a workbook of ``build.book_of`` with the cells
that ``SAID`` lists, row by row.
"""

import random
from datetime import date
from pathlib import Path

import pytest

from tests.entry.sheet import build
from tracker.entry.sheet import old
from tracker.entry.sheet.reading import read
from tracker.errors import SheetRefused

CELLS = Path(__file__).with_name("saved") / "cells.xls"
SAID = {
    4: (12.5, False, ""),
    5: (0.125, True, ""),
    6: (12, False, ""),  # =6*2
    7: ("#DIV/0!", False, "error_value"),
    8: (date(2025, 1, 12), False, ""),
    9: (1, False, "merged"),
    10: (None, False, "merged"),
    11: (True, False, ""),
    12: (7, False, ""),  # a hidden row
    13: ("１，２３４．５", False, ""),
    14: (0, False, ""),
    15: ("—", False, ""),
    16: (None, False, ""),
    17: (0.07, True, ""),
}


def spoilt(seed: int, changes: int = 400) -> bytes:
    """The file with bytes changed beyond its header, the same ones for the same seed."""
    chance, data = random.Random(seed), bytearray(CELLS.read_bytes())  # noqa: S311 - no secret
    for _ in range(changes):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    return bytes(data)


def locked() -> bytes:
    """The second record of the workbook says that everything after it is enciphered."""
    data = bytearray(CELLS.read_bytes())
    after = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 4 + 0x10
    data[after : after + 2] = b"\x2f\x00"
    return bytes(data)


def far_row() -> bytes:
    """The last number stands in row 65 535 instead."""
    data = bytearray(CELLS.read_bytes())
    place = data.rindex(b"\x7e\x02\x0a\x00") + 4
    data[place : place + 2] = b"\xfe\xff"
    return bytes(data)


def named_inside(name: str) -> bytes:
    return CELLS.read_bytes() + name.encode("utf-16-le")


REFUSED = {
    "only the header": (CELLS.read_bytes()[:512], "old_unreadable"),
    "cut off": (CELLS.read_bytes()[:3000], "old_unreadable"),
    "nothing after the header": (CELLS.read_bytes()[:8] + bytes(5000), "old_unreadable"),
    "noise after the header": (CELLS.read_bytes()[:8] + random.Random(1).randbytes(9000), None),  # noqa: S311
    "with a password": (locked(), "locked"),
    "a new workbook with a password": (named_inside("EncryptedPackage"), "locked"),
    "with macros": (named_inside("_VBA_PROJECT_CUR"), "macros"),
    "another document": (CELLS.read_bytes().replace(
        "Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")), "not_a_table"),
    "a row far beyond": (far_row(), "too_many_rows"),
}  # fmt: skip


def test_every_cell_says_what_it_says_in_the_new_format():
    rows = {row.row: row.cells["value"] for row in read(CELLS.read_bytes()).rows}
    assert {n: (cell.value, cell.percent, cell.fault) for n, cell in rows.items()} == SAID


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_with_the_reason(data, code):
    with pytest.raises(SheetRefused) as refused:
        read(data)
    assert refused.value.code == (code or "old_unreadable")


@pytest.mark.parametrize("seed", range(6))
def test_noise_inside_is_read_or_refused_and_nothing_else(seed):
    try:
        assert read(spoilt(seed)).rows
    except SheetRefused as error:
        assert error.code in ("old_unreadable", "no_rows", "too_many_rows")


@pytest.mark.parametrize(
    ("limit", "most"), [("MOST_MEMORY", 8 * 1024 * 1024), ("MOST_SECONDS", 0), ("MOST_OUTPUT", 100)]
)
def test_a_reader_that_dies_is_a_refusal(monkeypatch, limit, most):
    monkeypatch.setattr(old, limit, most)
    with pytest.raises(SheetRefused, match="old_unreadable"):
        read(CELLS.read_bytes())


PAGES = {
    "a web page": b"\xef\xbb\xbf\r\n<HTML><table><tr><td>1</td></tr></table></html>",
    "a table alone": b"<table><tr><td>1</td></tr></table>",
    "an XML table of 2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    "a page with its pictures": b"MIME-Version: 1.0\nContent-Type: multipart/related",
    "a web page in UTF-16": "<html>".encode("utf-16"),
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES)
def test_a_page_with_a_workbooks_name_is_told_as_such(data):
    with pytest.raises(SheetRefused, match="web_page"):
        read(data)


def test_what_is_left_out_at_the_end_of_a_row_is_empty():
    lines = build.csv_of({"value": "1", "note": "甲"}).decode().splitlines()
    (row,) = read("\n".join([*lines[:2], "1,1,v0r0,k,7"]).encode()).rows
    assert (row.cells["note"].value, row.cells["note"].column) == (None, "I")
