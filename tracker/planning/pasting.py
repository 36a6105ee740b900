"""Reads a block of values by year as it is pasted from a spreadsheet, and writes one to be copied.

A line a target, a column a year, tabs between. The first column is the register's number (or the
name, where only one target has it); the head names the years, so that columns may be left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tracker import notation
from tracker.errors import FieldProblem
from tracker.models import Target
from tracker.planning.yearly import Stored

_YEAR = re.compile(r"(\d{4})\s*年?")
# What stands for "no value" in tables.
_EMPTY = frozenset({"", "—", "——", "-", "–"})


@dataclass(frozen=True)
class Cell:
    """One value that would change; None is no value."""

    line: int
    target: Target
    year: int
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Refusal:
    """One line or cell that cannot be taken, with what stood there."""

    line: int
    label: str
    year: int | None
    problem: FieldProblem


@dataclass
class Block:
    """What a pasted text says: ``values`` of all cells that were read, and what differs."""

    values: dict[int, dict[int, Decimal | None]] = field(default_factory=dict)
    changed: list[Cell] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unchanged: int = 0

    def targets(self, rows: Iterable[Target]) -> list[Target]:
        """Those of ``rows`` that the block speaks of."""
        return [row for row in rows if row.pk in self.values]


def as_text(targets: Iterable[Target], years: Sequence[int], values: Mapping[int, Mapping]) -> str:
    """The block to be copied: the head, then a line a target with the values that are known."""
    lines = [["", "", "", *map(str, years)]]
    for target in targets:
        known = values.get(target.pk, {})
        cells = [_written(known.get(year)) for year in years]
        lines.append([target.register_id, target.name, target.unit, *cells])
    return "\n".join("\t".join(line) for line in lines)


def read_block(text: str, targets: Sequence[Target], years: Sequence[int], stored: Stored) -> Block:
    """What the text says against what is stored; a blank cell takes its value away."""
    block = Block()
    by_number = {target.register_id: target for target in targets}
    columns = dict(enumerate(years, start=-len(years)))
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        if heads := _heads(cells):
            columns = heads
            continue
        target = by_number.get(cells[0]) or _named(cells[0], targets)
        if target is None:
            problem = FieldProblem("target", cells[0], "unknown_target")
            block.refused.append(Refusal(number, cells[0], None, problem))
        elif target.pk in block.values:
            problem = FieldProblem("target", cells[0], "twice")
            block.refused.append(Refusal(number, str(target), None, problem))
        else:
            _read_line(block, number, target, _by_year(cells, columns), stored)
    return block


def _heads(cells: Sequence[str]) -> dict[int, int]:
    """The columns that name a year, where no cell before them names a target."""
    found = {index: _YEAR.fullmatch(cell) for index, cell in enumerate(cells)}
    years = {index: int(match[1]) for index, match in found.items() if match}
    others = [cell for index, cell in enumerate(cells) if cell and index not in years]
    has_digits = any(character.isdigit() for cell in others for character in cell)
    return years if years and not has_digits else {}


def _named(text: str, targets: Sequence[Target]) -> Target | None:
    matching = [target for target in targets if text and text in (target.name, target.name_en)]
    return matching[0] if len(matching) == 1 else None


def _by_year(cells: Sequence[str], columns: Mapping[int, int]) -> dict[int, str]:
    """The cell of each year; columns counted from the end where no head named them."""
    size = len(cells)
    places = {year: index if index >= 0 else size + index for index, year in columns.items()}
    return {year: cells[place] for year, place in places.items() if 0 < place < size}


def _read_line(
    block: Block, number: int, target: Target, cells: Mapping[int, str], stored: Stored
) -> None:
    years = block.values.setdefault(target.pk, {})
    for year, cell in cells.items():
        try:
            after = None if cell in _EMPTY else notation.typed(cell)
        except notation.Unreadable as error:
            problem = FieldProblem("value", cell, error.code)
            block.refused.append(Refusal(number, str(target), year, problem))
            continue
        years[year] = after
        row = stored[target.pk].get(year)
        before = None if row is None else row.value
        if before == after:
            block.unchanged += 1
        else:
            block.changed.append(Cell(number, target, year, before, after))


def _written(value: Decimal | None) -> str:
    return "" if value is None else notation.number(value, separator="").replace("−", "-")
