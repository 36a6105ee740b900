"""Nasty cells: what each says, or why it cannot be taken."""

import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tests.entry.sheet import build
from tracker import notation
from tracker.entry.sheet.cells import Words, same_text, value_of
from tracker.entry.sheet.grid import Cell
from tracker.entry.sheet.reading import read

WORDS = Words({"已完成": True, "done": True, "1": True, "未完成": False}, {"最终核实数": "final"})
FIGURES = [
    (0, Decimal(0)),
    (0.0, Decimal(0)),
    (-0.0, Decimal(0)),
    ("0", Decimal(0)),
    (None, None),
    ("", None),
    ("   ", None),
    ("\u3000", None),
    ("—", None),
    ("——", None),
    ("-", None),
    ("－", None),
    (12, Decimal(12)),
    (12.5, Decimal("12.5")),
    (0.1 + 0.2, Decimal("0.3")),
    (4.35 * 100, Decimal(435)),
    ("1,234.5", Decimal("1234.5")),
    ("1，234.5", Decimal("1234.5")),
    ("1 234.5", Decimal("1234.5")),
    ("１２３４．５", Decimal("1234.5")),
    ("12.50", Decimal("12.50")),
    ("−3.2", Decimal("-3.2")),
    ("－3.2", Decimal("-3.2")),
    ("\u00a012\u00a0", Decimal(12)),
    ("+5", Decimal(5)),
]
REFUSED = [
    ("12.5亿元", "has_words"),
    ("约12", "has_words"),
    ("12.5万", "has_words"),
    ("无", "not_a_number"),
    ("N/A", "not_a_number"),
    ("1,23", "ambiguous"),
    ("1.234.567", "ambiguous"),
    ("(12)", "has_words"),
    ("12.5%", "has_words"),
    (1 / 3, "too_precise"),
    (1e15, "too_large"),
    ("123456789012", "too_large"),
    (True, "not_a_number"),
    (float("inf"), "not_a_number"),
    (date(2025, 1, 12), "date_for_figure"),
    (datetime(2025, 1, 12, 8, 30), "date_for_figure"),  # noqa: DTZ001 - as spreadsheets have it
    (time(12, 30), "date_for_figure"),
]


@pytest.mark.parametrize(("value", "figure"), FIGURES, ids=repr)
def test_a_figure_is_read(value, figure):
    found = value_of(Cell("N", value), "value", percent=False, words=WORDS)
    assert (found, str(found)) == (figure, str(figure))


@pytest.mark.parametrize(("value", "code"), REFUSED, ids=repr)
def test_what_is_no_figure_is_refused(value, code):
    with pytest.raises(notation.Unreadable) as refused:
        value_of(Cell("N", value), "value", percent=False, words=WORDS)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        (Cell("N", 0.125, percent=True), "12.5"),
        (Cell("N", 0.07, percent=True), "7"),
        (Cell("N", 1, percent=True), "100"),
        (Cell("N", -0.032, percent=True), "-3.2"),
        (Cell("N", 0, percent=True), "0"),
        (Cell("N", 12.5), "12.5"),
        (Cell("N", 0.125), "0.125"),
        (Cell("N", "12.5%"), "12.5"),
        (Cell("N", "１２．５％"), "12.5"),
    ],
)
def test_a_percent_cell_says_what_it_shows(cell, figure):
    assert value_of(cell, "value", percent=True, words=WORDS) == Decimal(figure)


def test_a_percent_cell_where_the_unit_is_another_is_refused():
    with pytest.raises(notation.Unreadable, match="percent_for_figure"):
        value_of(Cell("N", 0.125, percent=True), "value", percent=False, words=WORDS)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("done", "已完成", True),
        ("done", " DONE ", True),
        ("done", 1, True),
        ("done", None, None),
        ("quality", "最终核实数", "final"),
        ("quality", "—", None),
        ("note", 2025, "2025"),
        ("note", "=1+1", "=1+1"),
        ("note", "—", "—"),
        ("note", " 甲\r\n乙 ", "甲\n乙"),
        ("steps_done", "３", 3),
        ("steps_total", 4.0, 4),
    ],
)
def test_choices_texts_and_counts_are_read(field, value, said):
    assert value_of(Cell("N", value), field, percent=False, words=WORDS) == said


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("done", "差不多", "not_a_choice"),
        ("quality", "final?", "not_a_choice"),
        ("steps_done", 2.5, "not_whole"),
        ("field_size", -1, "not_whole"),
        ("note", "长" * 2001, "too_long"),
        ("evidence", "长" * 301, "too_long"),
    ],
)
def test_what_is_no_choice_or_count_is_refused(field, value, code):
    with pytest.raises(notation.Unreadable, match=code):
        value_of(Cell("N", value), field, percent=False, words=WORDS)


def test_a_text_is_compared_as_it_comes_back_from_a_file():
    assert same_text("a\x0b\r\nb ") == "a\nb"
    assert same_text("  ") is None


def _read(spoil, value=12.5):
    book = build.book_of({"value": value})
    spoil(book)
    (row,) = [row for row in read(build.saved(book)).rows if row.id == "4"]
    return row.cells["value"]


def test_a_formula_without_a_result_is_told_from_an_empty_cell():
    assert _read(lambda book: None, "=1/3").fault == "formula_without_value"
    assert _read(lambda book: None, None).fault == ""


def test_the_result_that_was_saved_with_a_formula_counts():
    data = build.saved(build.book_of({"value": "=6*2"}))
    sheet = build.member(data, "xl/worksheets/sheet1.xml")
    # openpyxl writes an empty result in another way where lxml is installed.
    cached = re.sub(rb"<f>6\*2</f><v( ?/>|></v>)", b"<f>6*2</f><v>12</v>", sheet)
    (row,) = read(build.zipped({"xl/worksheets/sheet1.xml": cached}, data)).rows
    assert (row.cells["value"].value, row.cells["value"].fault) == (12, "")


def test_an_error_in_a_cell_is_told():
    assert _read(lambda book: None, "#DIV/0!").fault == "error_value"


def test_merged_cells_are_told_wherever_they_reach():
    data = build.book_of({"value": 1}, {"value": 2})
    data.active.merge_cells("E4:E5")
    rows = read(build.saved(data)).rows
    assert [row.cells["value"].fault for row in rows] == ["merged", "merged"]


def test_hidden_rows_and_percent_formats_are_read():
    def spoil(book):
        book.active.row_dimensions[4].hidden = True
        build.cell(book).number_format = "0.00%"

    found = _read(spoil, 0.125)
    assert (found.value, found.percent, found.column) == (0.125, True, "E")
