"""Whether a table says what ``show_progress`` says, row by row and in its order."""

from typing import Any

import pytest

from tests.documents.reading import Row, number
from tracker.notation import percent
from tracker.terms import MARKS, judged

SHARES = ("attainment", "progress", "elapsed")
Item = dict[str, Any]


def rows_agree(rows: list[Row], items: list[Item]) -> None:
    """Printed rows: three shares and the mark as texts, what was expected as a number."""
    said = [(*(percent(item[name]) for name in SHARES), mark_of(item)) for item in items]
    assert [(*row.shares, row.mark) for row in rows] == said
    for row, item in zip(rows, items, strict=True):
        if row.expected is not None:
            _expected_agrees(row.expected, item)


def _expected_agrees(text: str, item: Item) -> None:
    """With as many decimals as are printed; a promised fall is positive to the method."""
    value, printed = item["expected"], number(text)
    assert (value is None) == (printed is None), item["id"]
    if value is not None and printed is not None:
        half = 0.5001 * 10 ** -len(text.partition(".")[2])
        assert abs(printed) == pytest.approx(abs(value), abs=half), item["id"]


def cells_agree(cells: list[Item], words: dict[str, str], items: list[Item]) -> None:
    """The stored values of a sheet, to the last digit that a cell holds."""
    assert [row[words["id"]] for row in cells] == [item["id"] for item in items]
    for row, item in zip(cells, items, strict=True):
        for name in (*SHARES, "expected"):
            value = row[words[name]]
            assert (value is None) == (item[name] is None), (item["id"], name)
            assert abs(value or 0) == pytest.approx(abs(item[name] or 0), rel=1e-15)
        assert row[words["status"]][0] == mark_of(item)


def mark_of(item: Item) -> str:
    """The mark of a target's judgement."""
    return MARKS[judged(item["status"], item["verdict"])]
