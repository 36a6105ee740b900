"""The sheets of an .xls file, read by a process that may die of it.

Pure as far as the product goes: bytes in, grids out. The old format is read by a library that a
crafted file can keep busy or fill with memory, so it runs apart (``old_reader``) under limits on
memory, time and output; whatever ends it early is a refusal with the way out.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from tracker.entry.sheet.grid import (
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    Grid,
)
from tracker.errors import SheetRefused

READER = Path(__file__).with_name("old_reader.py")

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 20
MOST_OUTPUT = 16 * 1024 * 1024

# Names inside the container: a workbook with a password in the new format, and macros.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def old_workbook(data: bytes) -> list[Grid]:
    """The sheets of an .xls file. Raises ``SheetRefused``."""
    if _LOCKED in data:
        raise SheetRefused("locked")
    if _MACROS in data:
        raise SheetRefused("macros")
    answer = _answer(data)
    if "refused" in answer:
        raise SheetRefused(answer["refused"], **answer.get("data", {}))
    return [_grid(sheet) for sheet in answer["sheets"]]


def _answer(data: bytes) -> dict[str, Any]:
    """What the reader says; it is given no environment, and so knows no secret of the product."""
    limits = {
        "memory": MOST_MEMORY,
        "seconds": MOST_SECONDS,
        "output": MOST_OUTPUT,
        "rows": MOST_ROWS,
        "columns": MOST_COLUMNS,
        "sheets": MOST_SHEETS,
        "merged": MOST_MERGED,
    }
    with tempfile.TemporaryFile() as output:
        try:
            subprocess.run(
                [sys.executable, "-I", str(READER), json.dumps(limits)],
                input=data,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=MOST_SECONDS,
                check=True,
            )
            output.seek(0)
            answer: dict[str, Any] = json.load(output)
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            raise SheetRefused("old_unreadable") from error
    return answer


def _grid(sheet: dict[str, Any]) -> Grid:
    merged = [tuple(area) for area in sheet["merged"]]
    return Grid(sheet["name"], tuple(_rows(sheet["rows"], merged)))


def _rows(
    rows: Sequence[Any], merged: Sequence[tuple[int, ...]]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, found in rows:
        # A merged cell is told wherever it reaches, also where nothing is written.
        areas = [(left, right) for top, end, left, right in merged if top < number <= end]
        cells = {column: _cell(column, *rest) for column, *rest in found}
        inside = {column for left, right in areas for column in range(left + 1, right + 1)}
        last = min(MOST_COLUMNS, max(cells.keys() | inside))
        yield (
            number,
            tuple(
                _merged(cell) if column in inside else cell
                for column in range(1, last + 1)
                for cell in [cells.get(column) or Cell(get_column_letter(column))]
            ),
        )


def _merged(cell: Cell) -> Cell:
    return Cell(cell.column, cell.value, cell.percent, "merged")


def _cell(column: int, kind: str, value: Any, percent: bool) -> Cell:
    letter = get_column_letter(column)
    if kind == "date":
        return Cell(letter, _date(value))
    return Cell(letter, value, percent, "error_value" if kind == "error" else "")


def _date(text: str) -> Any:
    """A date without a time of day is a date; what no calendar has is told as a text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.date() if found.time() == time.min else found
