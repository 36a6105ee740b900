"""A cycle's sheet is handed out, an upload is looked at, and its good rows are stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from tracker import access, trail
from tracker.assessment.cases import records
from tracker.attainment.expectation import expected_in
from tracker.entry.actions import Saved
from tracker.entry.queries import sheet_lines
from tracker.entry.sheet.comparing import DryRun, compare
from tracker.entry.sheet.facts import Facts
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.oddities import with_warnings
from tracker.entry.sheet.reading import read
from tracker.entry.sheet.storing import store
from tracker.entry.sheet.writing import workbook
from tracker.errors import Refused, SheetRefused, WrongState
from tracker.flow.common import record, require, saved_entry, step_names
from tracker.models import Figure, Person, ReportingCycle, Target, TrailEntry
from tracker.planning.queries import asked_for
from tracker.terms import FigureState


@dataclass(frozen=True)
class Taken:
    """What a confirmation stored, and the rows that could not be stored any more, with why."""

    saved: tuple[Figure, ...]
    left: tuple[tuple[KeptRow, Refused], ...]


def require_sheet(cycle: ReportingCycle, *, by: Person) -> None:
    """Raises what ``check_sheet`` would raise before it looks at any file."""
    _own_targets(cycle, by, "check_sheet")


def make_sheet(cycle: ReportingCycle, *, by: Person) -> bytes:
    """The .xlsx of what a person can enter in a cycle today; changes nothing.

    Raises ``NotAllowed`` for whoever reports nothing in it, ``WrongState`` where it takes nothing.
    """
    targets = _own_targets(cycle, by, "make_sheet")
    expected = {
        record.target.pk: record.target.as_reported(
            expected_in(record.case(cycle.year), cycle.year)
        )
        for record in records(targets)
    }
    lines = sheet_lines(cycle, targets, expected)
    return workbook(Facts(cycle, tuple(lines), timezone.now()))


def check_sheet(cycle: ReportingCycle, data: bytes, *, by: Person) -> DryRun:
    """What an upload would change, and what looks odd about it; stores nothing.

    Raises ``NotAllowed``, ``WrongState``, and ``SheetRefused`` for a file as a whole.
    """
    taken = _asked_of(cycle, by, "check_sheet")
    # An upload is not compared with what is expected of the figures.
    lines = sheet_lines(cycle, list(taken), {})
    asked = (replace(line, takes=taken[line.target]) for line in lines)
    return with_warnings(compare(read(data), cycle, list(asked)))


def take_sheet(
    cycle: ReportingCycle, rows: Sequence[KeptRow], *, by: Person, all_or_nothing: bool
) -> Taken:
    """Store the good rows of a dry run as drafts, all in one transaction.

    Every row is looked at again: what changed since the download is left alone and told, or, with
    ``all_or_nothing``, stops everything with ``SheetRefused``.
    """
    targets = {target.pk: target for target in _own_targets(cycle, by, "take_sheet")}
    with transaction.atomic():
        outcomes = store(cycle, targets, rows, by=by, at=timezone.now())
        pairs = list(zip(rows, outcomes, strict=True))
        left = [(row, outcome) for row, outcome in pairs if isinstance(outcome, Refused)]
        if left and all_or_nothing:
            row, error = left[0]
            raise SheetRefused("row", sheet=row.sheet, row=row.row, cause=error) from error
        saved = [outcome for outcome in outcomes if isinstance(outcome, Saved)]
        trail.write(_entries(saved, by))
        if saved:
            facts = {"saved": len(saved), "left": len(left), "all_or_nothing": all_or_nothing}
            record("take_sheet", cycle, by=by, zone=cycle.plan.zone, after=facts)
    return Taken(tuple(figure for figure, _before in saved), tuple(left))


def _entries(saved: Sequence[Saved], by: Person) -> Iterator[TrailEntry]:
    """The trace that each row would have left on the page."""
    written = [pair for pair in saved if pair.changed]
    steps = step_names(figure for pair in written for figure in pair if figure is not None)
    return (saved_entry(figure, before, by=by, steps=steps) for figure, before in written)


def _own_targets(cycle: ReportingCycle, by: Person, verb: str) -> list[Target]:
    """What this person can enter in a cycle today; whoever can enter nothing is refused."""
    return [target for target, takes in _asked_of(cycle, by, verb).items() if takes]


def _asked_of(cycle: ReportingCycle, by: Person, verb: str) -> dict[Target, bool]:
    """What a cycle asks of this person, each with whether it can be entered today.

    After the closing that is only what a reviewer sent back.
    """
    targets = asked_for(cycle.plan, cycle.year).select_related(
        "plan__zone", "indicator", "scope", "department"
    )
    own = [target for target in targets if access.may_enter(by, target)]
    require(bool(own), verb)
    prefetch_related_objects([cycle], "extensions")
    today = timezone.localdate()
    if cycle.opens_on > today:
        raise WrongState("cycle_not_open", year=cycle.year)
    closed = {t.pk for t in own if cycle.closed_for(t.department_id, today) is not None}
    if closed:
        sent_back = Figure.objects.filter(
            target__in=closed, year=cycle.year, state=FigureState.RETURNED
        )
        closed -= set(sent_back.values_list("target_id", flat=True))
    if len(closed) == len(own):
        raise WrongState("cycle_closed", year=cycle.year, closed_on=cycle.closed_on)
    return {target: target.pk not in closed for target in own}
