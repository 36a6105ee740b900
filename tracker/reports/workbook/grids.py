"""A table on a sheet of its own: heads that stay, filters, numbers as numbers, words in colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Word
from tracker.reports.workbook.looks import Looks, height, wide_enough

_HEAD = 2
# The first row below the heads.
FIRST = _HEAD + 1


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is shown; in its formula ``{row}`` is the row that it stands in."""

    value: Decimal | float | None
    digits: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width, and how its texts stand.

    A hidden one holds register numbers, by which formulas find their row in the table of
    indicators; an optional one is hidden where no row has anything in it.
    """

    head: str
    width: float
    style: str = "text"
    hidden: bool = False
    optional: bool = False


Cell = str | Word | Amount
Row = Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """A table under its title and a line about it; ``empty`` stands there where it has no row."""

    title: str
    lead: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: str = ""


def write_grid(sheet: Worksheet, looks: Looks, grid: Grid) -> int:
    """The table as a sheet that filters and prints on wide paper; answers the row after it."""
    columns = grid.columns
    shown = [place for place in range(len(columns)) if not _is_hidden(grid, place)]
    first = shown[0]
    looks.text(sheet, 0, first, grid.title, "title")
    sheet.set_row(0, 26)
    lead = grid.lead if grid.rows or not grid.empty else grid.empty
    room = sum(columns[place].width for place in shown)
    sheet.merge_range(1, first, 1, len(columns) - 1, "", looks.format("quiet"))
    looks.text(sheet, 1, first, lead, "quiet")
    sheet.set_row(1, height({0: lead}, {0: room}))
    last = write_rows(sheet, looks, _HEAD, columns, grid.rows)
    _arrange(sheet, grid, last, frozen=first + (columns[first].style == "centre") + 1)
    looks.paper(sheet, landscape=True)
    return last + 1


def write_rows(
    sheet: Worksheet, looks: Looks, head: int, columns: Sequence[Column], rows: Iterable[Row]
) -> int:
    """The heads and the rows below them, as high as their texts; answers the last row."""
    looks.heads(sheet, head, [column.head for column in columns])
    heads = {place: column.head for place, column in enumerate(columns)}
    widths = {place: column.width for place, column in enumerate(columns)}
    sheet.set_row(head, max(20, height(heads, widths)))
    row, words = head, dict[int, dict[Word, None]]()
    for cells in rows:
        row += 1
        texts = {}
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if isinstance(cell, Amount):
                formula = cell.formula.replace("{row}", str(row + 1))
                looks.number(sheet, row, place, cell.value, cell.digits, formula)
                continue
            if isinstance(cell, Word):
                words.setdefault(place, {})[cell] = None
                cell = f"{cell.mark} {cell.text}"
            texts[place] = "" if column.hidden else cell
            looks.text(sheet, row, place, cell, column.style)
        sheet.set_row(row, height(texts, widths))
    for place, found in words.items():
        looks.colour(sheet, (head + 1, place, row, place), found)
    return row


def _arrange(sheet: Worksheet, grid: Grid, last: int, *, frozen: int) -> None:
    for place, width in _widths(grid).items():
        sheet.set_column(place, place, width, None, {"hidden": _is_hidden(grid, place)})
    sheet.freeze_panes(FIRST, frozen)
    if last > _HEAD:
        sheet.autofilter(_HEAD, 0, last, len(grid.columns) - 1)
    sheet.repeat_rows(_HEAD)


def _is_hidden(grid: Grid, place: int) -> bool:
    column = grid.columns[place]
    return column.hidden or (column.optional and not any(_says(row[place]) for row in grid.rows))


def _says(cell: Cell) -> bool:
    if isinstance(cell, Amount):
        return cell.value is not None
    return cell not in ("", NOT_KNOWN)


def _widths(grid: Grid) -> Mapping[int, float]:
    """Wide enough for every number."""
    return {
        place: wide_enough(column.width, map(_number_text, (row[place] for row in grid.rows)))
        for place, column in enumerate(grid.columns)
    }


def _number_text(cell: Cell) -> str:
    """About as it is shown: with its decimals, its thousands and its sign."""
    if not isinstance(cell, Amount) or cell.value is None:
        return ""
    decimals = cell.digits.split(";")[0].partition("0.")[2].count("0")
    return f"{cell.value:,.{decimals}f}" + ("  " if '"' in cell.digits else "")
