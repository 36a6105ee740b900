"""A dry run as a table that people read: one line a cell, its place as spreadsheets name it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tracker import notation
from tracker.entry.sheet.comparing import CellChange, DryRun, Finding, Outcome
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.wording import head
from tracker.errors import Refused
from tracker.models.asking import DONE
from tracker.models.explaining import (
    explain,
    explain_problem,
    explain_row,
    explain_since_download,
)
from tracker.models.wording import label
from tracker.pages.warned import Warned
from tracker.terms import Quality

# A page of more lines is read by nobody; the counts above say how many there are.
MOST_LINES = 500


@dataclass(frozen=True)
class Shown:
    """One line; ``cell`` is as B7, or the row's number alone where the whole row is meant."""

    sheet: str
    cell: str
    line: Line | None
    field: str = ""
    old: str = ""
    new: str = ""
    reasons: tuple[str, ...] = ()
    odd: Warned | None = None


@dataclass(frozen=True)
class Group:
    """The rows of one outcome; ``rows`` counts all, ``lines`` are those that are listed."""

    rows: int
    lines: tuple[Shown, ...]
    cut: bool


@dataclass(frozen=True)
class Listed:
    """A dry run as the page shows it; ``odd`` are changed rows with warnings, ``plain`` without."""

    refused: Group
    stale: Group
    odd: Group
    plain: Group
    unchanged: int
    absent: int

    @property
    def changed(self) -> int:
        """How many rows a confirmation stores."""
        return self.odd.rows + self.plain.rows

    @property
    def bad(self) -> int:
        """How many rows stand in the way of storing all."""
        return self.refused.rows + self.stale.rows


def listed(run: DryRun) -> Listed:
    """What the page shows of a dry run, in the current language."""
    year = run.cycle.year
    refused, stale = (_group(run.of(outcome), year) for outcome in (Outcome.REFUSED, Outcome.STALE))
    changed = run.of(Outcome.CHANGED)
    odd = _group([found for found in changed if found.warnings], year)
    plain = _group([found for found in changed if not found.warnings], year)
    return Listed(refused, stale, odd, plain, len(run.of(Outcome.UNCHANGED)), run.absent)


def left_rows(left: Iterable[tuple[KeptRow, Refused]]) -> list[Shown]:
    """What a confirmation could not store any more, and why."""
    return [
        Shown(row.sheet, str(row.row), None, reasons=tuple(explain(error))) for row, error in left
    ]


def _group(findings: list[Finding], year: int) -> Group:
    lines = [line for found in findings[:MOST_LINES] for line in _lines(found, year)]
    return Group(len(findings), tuple(lines[:MOST_LINES]), len(lines) > MOST_LINES)


def _lines(found: Finding, year: int) -> list[Shown]:
    reason = _reason(found)
    if not found.cells:
        return [Shown(found.sheet, str(found.row), found.line, reasons=reason)]
    lines = [_cell(found, cell, reason, year) for cell in found.cells]
    # What looks odd is told once a row, beside its first cell.
    return [replace(lines[0], odd=_odd(found)), *lines[1:]]


def _odd(found: Finding) -> Warned | None:
    note = (found.report or {}).get("note")
    return Warned(found.warnings, bool(note)) if found.warnings else None


def _reason(found: Finding) -> tuple[str, ...]:
    if found.outcome is Outcome.STALE:
        return (explain_since_download(found.change),)
    return (explain_row(found.reason),) if found.reason else ()


def _cell(found: Finding, cell: CellChange, reason: tuple[str, ...], year: int) -> Shown:
    problem = (explain_problem(cell.problem),) if cell.problem else ()
    return Shown(
        sheet=found.sheet,
        cell=f"{cell.column}{found.row}",
        line=found.line,
        field=head(cell.field, year),
        old=_written(cell.field, cell.old),
        new=str(cell.new) if cell.problem else _written(cell.field, cell.new),
        reasons=(*problem, *reason),
    )


def _written(field: str, value: Any) -> str:
    """A stored or a typed value as pages write it."""
    if value is None:
        return notation.NOT_KNOWN
    if isinstance(value, bool):
        return str(DONE[value])
    if isinstance(value, Decimal):
        return notation.number(value, max(0, -int(value.as_tuple().exponent)))
    return str(label(Quality(value))) if field == "quality" else str(value)
