"""Stores the rows of a sheet together, each under the checks and the guard of a single save."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, prefetch_related_objects

from tracker.entry.actions import (
    Known,
    Saved,
    check_reported,
    filled,
    hold_cycle,
    insert,
)
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.layout import NOT_BEGUN, stamp
from tracker.errors import NotAllowed, Refused, Stale
from tracker.models import Figure, MilestoneStep, Person, ReportingCycle, Target
from tracker.terms import TO_SUBMIT, FigureState, TargetKind

# Keeps the lists of numbers in a query within what every database takes.
CHUNK = 1000
# Each row of such an update is looked up among all of them.
UPDATED_AT_ONCE = 200


def store(
    cycle: ReportingCycle,
    targets: Mapping[int, Target],
    rows: Sequence[KeptRow],
    *,
    by: Person,
    at: datetime,
) -> list[Saved | Refused]:
    """Store rows as drafts: for each, in their order, what was stored or why it was not.

    ``targets`` by number are those of the cycle that ``by`` enters. Every row is compared with
    what is stored now: a vintage begun since the download counts as a change too. A handful of
    statements for every thousand rows, in the caller's transaction; the cycle is held once.
    """
    held = hold_cycle(cycle.plan_id, cycle.year)
    prefetch_related_objects([held], "extensions")
    outcomes: list[Saved | Refused] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = _known(held, [targets[row.target] for row in chunk if row.target in targets])
        checked = _checked(chunk, known, targets, by, at)
        late = _write([outcome for outcome in checked if isinstance(outcome, Saved)])
        outcomes += [
            late.get(outcome.figure.target_id, outcome) if isinstance(outcome, Saved) else outcome
            for outcome in checked
        ]
    return outcomes


def _known(cycle: ReportingCycle, targets: Sequence[Target]) -> dict[int, Known]:
    """What the rows of these targets are checked against. Two queries."""
    people = ("entered_by", "submitted_by", "returned_by", "approved_by")
    numbered = {target.pk: target for target in targets}
    vintages, steps = defaultdict(list), defaultdict(set)
    figures = Figure.objects.filter(target__in=list(numbered), year=cycle.year)
    for figure in figures.select_related(*people).order_by("vintage"):
        figure.target = numbered[figure.target_id]
        vintages[figure.target_id].append(figure)
    milestones = [target.pk for target in targets if target.kind == TargetKind.MILESTONE]
    named = MilestoneStep.objects.filter(target__in=milestones)
    for target_id, step in named.values_list("target_id", "pk"):
        steps[target_id].add(step)
    return {pk: Known(cycle, vintages[pk], steps[pk]) for pk in numbered}


def _checked(
    rows: Sequence[KeptRow],
    known: Mapping[int, Known],
    targets: Mapping[int, Target],
    by: Person,
    at: datetime,
) -> list[Saved | Refused]:
    """Each row as it would be stored, or why it cannot be."""
    outcomes: list[Saved | Refused] = []
    taken: dict[int, Figure] = {}
    for row in rows:
        try:
            if row.target in taken:
                raise Stale(change=taken[row.target].last_change)
            saved = _row(row, targets.get(row.target), known, by, at)
        except Refused as error:
            outcomes.append(error)
        else:
            taken[row.target] = saved.figure
            outcomes.append(saved)
    return outcomes


def _row(
    row: KeptRow, target: Target | None, known: Mapping[int, Known], by: Person, at: datetime
) -> Saved:
    if target is None:
        raise NotAllowed(verb="save_figure")
    check_reported(target)
    vintages = known[target.pk].vintages
    latest = vintages[-1] if vintages else None
    current = stamp(latest.vintage, latest.version) if latest else NOT_BEGUN
    if current != row.version:
        raise Stale(change=latest.last_change if latest else None)
    is_open = latest is not None and latest.state != FigureState.APPROVED
    version = latest.version if latest is not None and is_open else None
    return filled(target, row.report, known[target.pk], version=version, by=by, at=at)


def _write(saved: Sequence[Saved]) -> dict[int, Stale]:
    """Store what passed every check; by target, what somebody else was faster with."""
    begun = [pair.figure for pair in saved if pair.figure.pk is None]
    open_before = [pair for pair in saved if pair.figure.pk is not None and pair.changed]
    return _insert(begun) | _overwrite(open_before)


def _insert(figures: Sequence[Figure]) -> dict[int, Stale]:
    try:
        with transaction.atomic():
            Figure.objects.bulk_create(figures)
    except IntegrityError:
        # One was begun elsewhere since it was looked at, as by reopening: only one by one is told
        # which, and the others stand.
        return _insert_singly(figures)
    return {}


def _insert_singly(figures: Sequence[Figure]) -> dict[int, Stale]:
    refused: dict[int, Stale] = {}
    for figure in figures:
        figure.pk = None
        try:
            insert(figure)
        except Stale as error:
            refused[figure.target_id] = error
    return refused


def _overwrite(saved: Sequence[Saved]) -> dict[int, Stale]:
    """Write what is another than before, of the figures that still are as they were read."""
    by_version: dict[int, list[Saved]] = defaultdict(list)
    for pair in saved:
        by_version[pair.figure.version].append(pair)
    refused: dict[int, Stale] = {}
    ours: list[Saved] = []
    for version, pairs in by_version.items():
        claimed = _claim([figure for figure, _before in pairs], version)
        ours += [pair for pair in pairs if pair.figure.pk in claimed]
        lost = {pair.figure.pk for pair in pairs} - claimed
        for now in Figure.objects.filter(pk__in=lost) if lost else ():
            refused[now.target_id] = Stale(change=now.last_change)
    _write_changes(ours)
    return refused


def _claim(figures: Sequence[Figure], version: int) -> set[int]:
    """The numbers of those that still have this version: held from now on, and one further.

    The version is what every change of a figure moves: what has it is as it was read.
    """
    numbers = [figure.pk for figure in figures]
    still = Figure.objects.filter(pk__in=numbers, version=version, state__in=TO_SUBMIT)
    held = still.select_for_update(no_key=True).order_by("pk")
    claimed = set(held.values_list("pk", flat=True))
    same = {"entered_by": figures[0].entered_by, "entered_at": figures[0].entered_at}
    Figure.objects.filter(pk__in=claimed).update(**same, version=F("version") + 1)
    for figure in figures:
        figure.version += figure.pk in claimed
    return claimed


def _write_changes(saved: Sequence[Saved]) -> None:
    """Write what any of these changed; in the others it stands as it was read, and is held."""
    names = sorted({name for pair in saved for name in pair.changed})
    if names:
        figures = [pair.figure for pair in saved]
        Figure.objects.bulk_update(figures, names, batch_size=UPDATED_AT_ONCE)
