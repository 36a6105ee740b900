"""From the bytes of an upload to its rows, each with the place where it stands.

Pure. Columns are found by the hidden row of keys, so that moved, added and hidden columns and rows
do no harm; what a row says is understood later, by who knows its target.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from tracker.entry.sheet.cells import shown
from tracker.entry.sheet.files import grids
from tracker.entry.sheet.grid import Cell, Grid
from tracker.entry.sheet.layout import FORMAT, HIDDEN, META_SHEET, key
from tracker.errors import SheetRefused

_NEEDED = {key(name) for name in HIDDEN}


@dataclass(frozen=True)
class SheetRow:
    """One row of an upload; ``cells`` by the name of their column."""

    sheet: str
    row: int
    cycle: str
    id: str
    version: str
    check: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Upload:
    """A whole file. ``meta`` is what its very hidden sheet says, empty for a .csv."""

    rows: tuple[SheetRow, ...]
    meta: Mapping[str, str]


def read(data: bytes) -> Upload:
    """The rows of a sheet that was made here. Raises ``SheetRefused``."""
    found = grids(data)
    meta = {
        shown(cells[0]): shown(cells[1])
        for grid in found
        if grid.name == META_SHEET
        for _number, cells in grid.rows
        if len(cells) > 1
    }
    if meta and meta.get("format") != str(FORMAT):
        raise SheetRefused("other_format")
    rows = tuple(row for grid in found for row in _rows(grid))
    if not rows:
        raise SheetRefused("no_rows")
    return Upload(rows, meta)


def _rows(grid: Grid) -> Iterator[SheetRow]:
    """The rows below the keys; a sheet without keys is somebody's own and is left alone."""
    columns: dict[str, int] = {}
    for number, cells in grid.rows:
        if columns:
            yield from _row(grid, number, cells, columns)
        else:
            columns = _columns(grid.name, cells)


def _columns(sheet: str, cells: Iterable[Cell]) -> dict[str, int]:
    """Where each column stands, empty unless these cells are the row of keys."""
    names = [shown(cell) for cell in cells]
    if not _NEEDED.issubset(names):
        return {}
    keys = [name for name in names if name.startswith("#")]
    for name in keys:
        if keys.count(name) > 1:
            raise SheetRefused("column_twice", sheet=sheet, column=name.removeprefix("#"))
    return {name.removeprefix("#"): names.index(name) for name in keys}


def _row(
    grid: Grid, number: int, cells: tuple[Cell, ...], columns: Mapping[str, int]
) -> Iterator[SheetRow]:
    # Programs leave out what is empty at the end of a row; it is empty, not absent.
    named = {
        name: cells[place] if place < len(cells) else Cell(get_column_letter(place + 1))
        for name, place in columns.items()
    }
    cycle, pk, version, check = (shown(named[name]) if name in named else "" for name in HIDDEN)
    if cycle or pk or version or check or _is_written(named):
        yield SheetRow(grid.name, number, cycle, pk, version, check, named)


def _is_written(named: Mapping[str, Cell]) -> bool:
    """Whether a row without an identity holds a figure all the same; headings do not."""
    cell = named.get("value")
    return cell is not None and shown(cell).lstrip("-+−－＋(（ ")[:1].isdigit()
