"""Saves and submits yearly figures."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from tracker.entry.checks import impossible, missing, report_fields
from tracker.entry.ticking import with_ticks
from tracker.errors import FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Figure, Person, ReportingCycle, Target
from tracker.terms import MOVES, TO_SUBMIT, FigureState, Measure, TargetKind, TargetState

COMMON_FIELDS = ("quality", "note", "evidence", "revision_reason")


class Saved(NamedTuple):
    """A stored vintage, and the year's latest vintage as it stood before."""

    figure: Figure
    before: Figure | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that hold something else than before; of a vintage begun now, all of them."""
        figure, before = self
        names = (*written_fields(TargetKind(figure.target.kind)), "decimals", "typists")
        if before is None or before.vintage != figure.vintage:
            return names
        return tuple(name for name in names if getattr(figure, name) != getattr(before, name))


class Known(NamedTuple):
    """What a report is checked against, read after its cycle was held.

    ``vintages`` are those of the target's year, the oldest first; ``steps`` the numbers of a
    milestone's named steps.
    """

    cycle: ReportingCycle
    vintages: Sequence[Figure]
    steps: Collection[int]


def save(
    target: Target,
    year: int,
    report: Mapping[str, Any],
    *,
    version: int | None,
    by: Person,
    at: datetime,
) -> Saved:
    """Store what was typed as the open vintage of a target's year; nothing is judged yet.

    What stands there already is not stored again. Raises what ``filled`` does. Many reports of
    one cycle are stored by ``entry.sheet.storing``.
    """
    cycle = _hold_cycle_of(target, year)
    vintages = list(target.figures.filter(year=year).order_by("vintage"))
    milestone = target.kind == TargetKind.MILESTONE
    steps = set(target.steps.values_list("pk", flat=True)) if milestone else ()
    known = Known(cycle, vintages, steps)
    saved = filled(target, report, known, version=version, by=by, at=at)
    figure, before = saved
    if not saved.changed:
        return saved
    return Saved(insert(figure) if figure.pk is None else _overwrite(figure), before)


def filled(
    target: Target,
    report: Mapping[str, Any],
    known: Known,
    *,
    version: int | None,
    by: Person,
    at: datetime,
) -> Saved:
    """The open vintage of a target's year with what was typed, every check made, not stored yet.

    ``report`` holds fields of ``report_fields`` and of ``COMMON_FIELDS``, and for milestones with
    named steps ``ticked``, the numbers of those that are done; what it leaves out stays.
    ``version`` is the version that the form showed, None when it showed no open figure.
    Raises ``WrongState`` (no open cycle; already submitted), ``Stale``, ``Incomplete``. No query.
    """
    cycle, vintages, steps = known
    kind = TargetKind(target.kind)
    problems = impossible(kind, Measure(target.relative_kind), report)
    if problems:
        raise Incomplete(*problems)
    before = copy(vintages[-1]) if vintages else None
    figure = _open_vintage(vintages, cycle.year, version)
    _check_open(cycle, target, figure, timezone.localdate(at))
    if figure is None:
        vintage = before.vintage + 1 if before else 1
        figure = Figure(target=target, year=cycle.year, vintage=vintage)
    if kind is TargetKind.MILESTONE:
        report = with_ticks(steps, figure, report)
    for name in written_fields(kind):
        if name in report:
            setattr(figure, name, report[name])
    figure.decimals = _decimals(figure.value) if "value" in report else figure.decimals
    saved = Saved(figure, before)
    if saved.changed:
        figure.entered_by, figure.entered_at = by, at
        figure.typists = sorted({*figure.typists, by.pk})
    return saved


def written_fields(kind: TargetKind) -> tuple[str, ...]:
    """The fields of a figure that a report of this kind of target is written into."""
    return (*report_fields(kind), *COMMON_FIELDS, "ticked")


def submit(figure: Figure, *, version: int, by: Person, at: datetime) -> Figure:
    """Hand a draft or returned figure to its reviewer.

    Raises ``WrongState`` when it stands elsewhere, ``Stale`` when it was changed since it was
    shown, ``Incomplete`` when what the kind asks for is missing.
    """
    current = Figure.objects.select_related("target").get(pk=figure.pk)
    _check_version(current, version)
    if FigureState.SUBMITTED not in MOVES[FigureState(current.state)]:
        raise WrongState(expected=FigureState.DRAFT, actual=current.state)
    cycle, today = _hold_cycle_of(current.target, current.year), timezone.localdate(at)
    _check_open(cycle, current.target, current, today)
    levels_count = current.target.base_level is not None
    problems = missing(TargetKind(current.target.kind), vars(current), levels_count=levels_count)
    if current.vintage > 1 and not (current.revision_reason or "").strip():
        problems.append(FieldProblem("revision_reason", current.revision_reason, "reason_missing"))
    if problems:
        raise Incomplete(*problems)
    # A target may have been retired while this waited for its cycle.
    touched = Figure.objects.filter(
        pk=current.pk,
        state=current.state,
        version=version,
        target__state=TargetState.PUBLISHED,
    ).update(
        state=FigureState.SUBMITTED,
        submitted_by=by,
        submitted_at=at,
        late=_is_late(current, cycle, today),
        version=F("version") + 1,
    )
    if not touched:
        raise Stale(change=Figure.objects.get(pk=current.pk).last_change)
    current.refresh_from_db()
    return current


def hold_cycle(plan: int, year: int) -> ReportingCycle:
    """The cycle of a plan (its number) and a year, held until the transaction ends.

    Whoever closes or extends it meanwhile waits, or was first and is obeyed. So does whoever else
    enters a figure of it. Raises ``WrongState`` where there is none.
    """
    held = ReportingCycle.objects.select_for_update(no_key=True)
    cycle = held.filter(plan=plan, year=year).first()
    if cycle is None:
        raise WrongState("cycle_not_open", year=year)
    return cycle


def check_reported(target: Target) -> None:
    """Raises ``WrongState`` for a target that no figures are entered for."""
    if target.restates_id is not None or target.state != TargetState.PUBLISHED:
        raise WrongState("target_not_reported", expected=TargetState.PUBLISHED, actual=target.state)


def _hold_cycle_of(target: Target, year: int) -> ReportingCycle:
    check_reported(target)
    return hold_cycle(target.plan_id, year)


def check_open(figure: Figure, *, today: date) -> None:
    """Raises ``WrongState`` where nothing can be entered into a figure today.

    Holds the cycle until the transaction ends.
    """
    cycle = _hold_cycle_of(figure.target, figure.year)
    _check_open(cycle, figure.target, figure, today)


def _check_open(cycle: ReportingCycle, target: Target, figure: Figure | None, today: date) -> None:
    """Raises ``WrongState`` where the department can enter nothing today.

    What a reviewer sent back is still owed after the closing; everything else ends with it.
    """
    if cycle.opens_on > today:
        raise WrongState("cycle_not_open", year=cycle.year)
    if figure is not None and figure.state == FigureState.RETURNED:
        return
    if closed_on := cycle.closed_for(target.department_id, today):
        raise WrongState("cycle_closed", year=cycle.year, closed_on=closed_on)


def _is_late(figure: Figure, cycle: ReportingCycle, today: date) -> bool:
    """Told once, when a year's first vintage is first submitted; a correction is not late."""
    if figure.vintage > 1 or figure.submitted_at is not None:
        return figure.late
    return today > cycle.due_for(figure.target.department_id)


def _open_vintage(known: Sequence[Figure], year: int, version: int | None) -> Figure | None:
    figure = next((each for each in known if each.state != FigureState.APPROVED), None)
    if figure is None:
        if version is not None:
            raise WrongState("already_approved", year=year)
        return None
    if figure.state not in TO_SUBMIT:
        raise WrongState("already_submitted", actual=figure.state)
    _check_version(figure, version)
    return figure


def _check_version(figure: Figure, version: int | None) -> None:
    if figure.version != version:
        raise Stale(change=figure.last_change)


def insert(figure: Figure) -> Figure:
    """Store a vintage that was just begun.

    Two people may begin the same year's figure at once: the constraint lets one through,
    the other is told ``Stale``.
    """
    try:
        with transaction.atomic():
            figure.save(force_insert=True)
    except IntegrityError:
        rival = figure.target.figures.filter(year=figure.year).order_by("vintage").last()
        raise Stale(change=rival.last_change if rival else None) from None
    return figure


def _overwrite(figure: Figure) -> Figure:
    """Write all fields under the guard of the version that was read."""
    values = {
        field.name: getattr(figure, field.name)
        for field in figure._meta.concrete_fields
        if not field.primary_key and field.name != "version"
    }
    touched = Figure.objects.filter(
        pk=figure.pk, version=figure.version, state__in=TO_SUBMIT
    ).update(**values, version=F("version") + 1)
    if not touched:
        raise Stale(change=Figure.objects.get(pk=figure.pk).last_change)
    figure.version += 1
    return figure


def _decimals(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
