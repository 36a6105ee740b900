"""What an upload would change: every row against what stands here now. Nothing is stored."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker import notation
from tracker.entry.checks import QUALITIES, impossible
from tracker.entry.sheet.cells import Words, same_text, shown, value_of
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.grid import Cell
from tracker.entry.sheet.layout import DESCRIBED, ENTERED
from tracker.entry.sheet.reading import SheetRow, Upload
from tracker.entry.sheet.wording import is_signed, words
from tracker.entry.ticking import COUNTED
from tracker.entry.warnings import EntryWarning
from tracker.errors import Change, FieldProblem, SheetRefused
from tracker.models import Figure, ReportingCycle
from tracker.terms import TO_SUBMIT, FigureState, Quality

# What the signature of a file's very hidden sheet covers.
META = ("format", "cycle", "made_at", "rows")
# Why a field that is known without being entered is not taken from a sheet.
LOCKED = {
    "parent_value": "given_by_series",
    **dict.fromkeys(COUNTED, "follows_from_ticks"),
}
_NO_WORDS = Words({}, {})


class Outcome(StrEnum):
    """What becomes of one row of an upload."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    STALE = "stale"


@dataclass(frozen=True)
class CellChange:
    """One cell: ``old`` is what stands here, ``new`` what the sheet says, both typed values.

    Where ``problem`` is set, ``new`` is the text as its author sees it.
    """

    column: str
    field: str
    old: Any
    new: Any
    problem: FieldProblem | None = None


@dataclass(frozen=True)
class Finding:
    """One row and what becomes of it; ``line`` is None where its target is not known.

    ``reason`` is a code for the row as a whole, ``change`` who changed the figure since the
    download. ``report`` holds all that the row says, for ``flow.save_figure``; ``warnings`` what
    looks odd about it.
    """

    outcome: Outcome
    sheet: str
    row: int
    line: Line | None = None
    cells: tuple[CellChange, ...] = ()
    reason: str = ""
    change: Change | None = None
    report: Mapping[str, Any] | None = None
    warnings: tuple[EntryWarning, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """What an upload would do; ``absent`` counts the person's targets that the file leaves out."""

    cycle: ReportingCycle
    findings: tuple[Finding, ...]
    absent: int

    def of(self, outcome: Outcome) -> list[Finding]:
        """The rows of one outcome, in the order of the file."""
        return [finding for finding in self.findings if finding.outcome is outcome]


def compare(upload: Upload, cycle: ReportingCycle, lines: Iterable[Line]) -> DryRun:
    """Every row of an upload against ``lines``, the person's own targets of the cycle.

    Raises ``SheetRefused`` for another cycle's file and for one whose identity was edited.
    """
    _check_cycle(upload, cycle)
    own = {str(line.target.pk): line for line in lines}
    counts = Counter(row.id for row in upload.rows)
    known = words()
    findings = [_finding(row, cycle, own, counts, known) for row in upload.rows]
    absent = sum(1 for key, line in own.items() if line.takes and key not in counts)
    return DryRun(cycle, tuple(findings), absent)


def _check_cycle(upload: Upload, cycle: ReportingCycle) -> None:
    meta = upload.meta
    if meta and not is_signed(meta.get("check", ""), *(meta.get(name, "") for name in META)):
        raise SheetRefused("edited_identity")
    named = Counter(row.cycle for row in upload.rows if row.cycle)
    others = {name: number for name, number in named.items() if name != str(cycle.pk)}
    if (meta and meta.get("cycle") != str(cycle.pk)) or (others and len(others) == len(named)):
        raise SheetRefused("other_cycle", cycle=str(cycle))


def _finding(
    row: SheetRow,
    cycle: ReportingCycle,
    own: Mapping[str, Line],
    counts: Mapping[str, int],
    known: Words,
) -> Finding:
    line = own.get(row.id)
    refused = Finding(Outcome.REFUSED, row.sheet, row.row, line)
    if not row.id:
        return replace(refused, reason="without_identity")
    if not is_signed(row.check, cycle.pk, row.id, row.version):
        return replace(refused, line=None, reason="edited_identity")
    if line is None:
        return replace(refused, reason="not_yours")
    if counts[row.id] > 1:
        return replace(refused, reason="row_twice")
    return _compared(row, line, known)


def _compared(row: SheetRow, line: Line, known: Words) -> Finding:
    """A row whose identity holds; its cells decide."""
    found = Finding(Outcome.UNCHANGED, row.sheet, row.row, line)
    cells, report = _cells(row, line, known)
    if not cells or _begins_nothing(line, cells):
        return found
    found = replace(found, cells=tuple(cells), report=report)
    if row.version != line.stamp:
        change = line.figure.last_change if line.figure else None
        return replace(found, outcome=Outcome.STALE, change=change)
    if not line.is_open:
        return replace(found, outcome=Outcome.REFUSED, reason=_closed(line))
    if any(cell.problem for cell in cells):
        return replace(found, outcome=Outcome.REFUSED)
    return replace(found, outcome=Outcome.CHANGED)


def _closed(line: Line) -> str:
    if line.figure is None or line.figure.state in TO_SUBMIT:
        return "cycle_closed"
    submitted = line.figure.state == FigureState.SUBMITTED
    return "already_submitted" if submitted else "approved_on_page"


def _begins_nothing(line: Line, cells: Iterable[CellChange]) -> bool:
    """Whether only a quality was chosen for a figure that is not reported."""
    return line.figure is None and all(
        cell.field == "quality" and cell.problem is None for cell in cells
    )


def _cells(row: SheetRow, line: Line, known: Words) -> tuple[list[CellChange], dict[str, Any]]:
    """The cells that differ or cannot be taken, and all that the row says."""
    changes: list[CellChange] = []
    report: dict[str, Any] = {}
    locked = line.locked
    for field in (*ENTERED, *DESCRIBED):
        cell = row.cells.get(field)
        if cell is None:
            continue
        if field in locked:
            changes += _unlocked(cell, field, locked[field], percent=line.in_percent(field))
            continue
        old = _stored(line.figure, field)
        if field not in line.fields:
            if shown(cell):
                problem = FieldProblem(field, shown(cell), "not_asked_for")
                changes.append(CellChange(cell.column, field, None, shown(cell), problem))
            continue
        try:
            new = value_of(cell, field, percent=line.in_percent(field), words=known)
        except notation.Unreadable as error:
            problem = FieldProblem(field, shown(cell), error.code)
            changes.append(CellChange(cell.column, field, old, shown(cell), problem))
            continue
        if field == "quality" and new is None:
            continue
        report[field] = old if new == old else new
        if new != old:
            changes.append(CellChange(cell.column, field, old, new))
    return _checked(row, line, changes, report), report


def _unlocked(cell: Cell, field: str, known: Any, *, percent: bool) -> list[CellChange]:
    """Refuses what a locked cell says otherwise than it was given out; empty is no statement."""
    try:
        new = value_of(cell, field, percent=percent, words=_NO_WORDS)
    except notation.Unreadable:
        new = shown(cell)
    if new is None or new == known:
        return []
    problem = FieldProblem(field, shown(cell), LOCKED[field])
    return [CellChange(cell.column, field, known, shown(cell), problem)]


def _checked(
    row: SheetRow, line: Line, changes: list[CellChange], report: Mapping[str, Any]
) -> list[CellChange]:
    """The same with what no figure of this kind can be, where the row is changed at all."""
    if not changes:
        return changes
    problems = {each.field: each for each in impossible(line.kind, line.measure, report)}
    checked = [
        replace(change, problem=change.problem or problems.pop(change.field, None))
        for change in changes
    ]
    checked += [
        CellChange(row.cells[name].column, name, report[name], report[name], problem)
        for name, problem in problems.items()
    ]
    return checked


def _stored(figure: Figure | None, field: str) -> Any:
    """What stands here, as a sheet can say it: with the decimals as typed."""
    if figure is None:
        return Quality.PRELIMINARY.value if field == "quality" else None
    value = getattr(figure, field)
    if isinstance(value, Decimal):
        typed = round(value, figure.decimals) if field == "value" else value
        return typed if typed == value else value.normalize()
    if field == "quality":
        return value if value in QUALITIES else None
    return same_text(value) if field in DESCRIBED else value
