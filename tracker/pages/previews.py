"""A dry run as a table that people read: one line a cell, its place as spreadsheets name it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tracker import notation
from tracker.entry.sheet.comparing import CellChange, Finding, Outcome
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.keeping import MOST_LISTED, targets_in, unpacked_preview
from tracker.entry.sheet.wording import head
from tracker.models import SheetUpload, Target
from tracker.models.asking import DONE
from tracker.models.explaining import (
    explain_problem,
    explain_row,
    explain_since_download,
)
from tracker.models.wording import label
from tracker.pages.foreseen import Foreseen, foreseen
from tracker.pages.warned import Warned
from tracker.terms import Quality

NOTHING: Mapping[int, Foreseen] = MappingProxyType({})


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
    meaning: Foreseen | None = None


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


def listed(upload: SheetUpload) -> Listed:
    """What the page shows of an upload's preview, in the current language. Three queries."""
    plain, year = upload.preview or {}, upload.cycle.year
    shown = Target.objects.select_related("plan", "indicator", "scope")
    targets = shown.in_bulk(targets_in(plain))
    kept = unpacked_preview(plain, targets)
    rows, counts = kept.findings, kept.counts
    changed = [found for found in rows if found.outcome is Outcome.CHANGED]
    odd = [found for found in changed if found.warnings]
    sure = [found for found in changed if not found.warnings]
    ahead = foreseen(upload, targets, (f.line.target.pk for f in changed if f.line))
    refused, stale = (
        _group([found for found in rows if found.outcome is outcome], counts[outcome], year)
        for outcome in (Outcome.REFUSED, Outcome.STALE)
    )
    return Listed(
        refused=refused,
        stale=stale,
        odd=_group(odd, counts["odd"], year, ahead),
        plain=_group(sure, counts[Outcome.CHANGED] - counts["odd"], year, ahead),
        unchanged=counts[Outcome.UNCHANGED],
        absent=counts["absent"],
    )


def _group(
    findings: list[Finding], count: int, year: int, ahead: Mapping[int, Foreseen] = NOTHING
) -> Group:
    lines = [line for found in findings for line in _lines(found, year, ahead)]
    return Group(count, tuple(lines[:MOST_LISTED]), max(len(lines), count) > MOST_LISTED)


def _lines(found: Finding, year: int, ahead: Mapping[int, Foreseen]) -> list[Shown]:
    reason = _reason(found)
    if not found.cells:
        return [Shown(found.sheet, str(found.row), found.line, reasons=reason)]
    lines = [_cell(found, cell, reason, year) for cell in found.cells]
    # What looks odd, and what it would mean, is told once a row, beside its first cell.
    meaning = ahead.get(found.line.target.pk) if found.line else None
    return [replace(lines[0], odd=_odd(found), meaning=meaning), *lines[1:]]


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
