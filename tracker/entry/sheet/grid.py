"""What every kind of file becomes: grids of cells, within limits that a sheet keeps easily."""

from dataclasses import dataclass
from datetime import date, time

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 12_000
MOST_COLUMNS = 40
MOST_SHEETS = 60
MOST_MERGED = 1_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was found: its value, and what a plain value would not tell.

    ``fault`` is the code of a reason why the value cannot be relied on, empty where it can.
    """

    column: str
    value: str | int | float | bool | date | time | None = None
    percent: bool = False
    fault: str = ""


@dataclass(frozen=True)
class Grid:
    """One sheet: its rows with their numbers as spreadsheet programs count them, empty ones left
    out."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
