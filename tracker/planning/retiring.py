"""Retires targets that a plan gave up, and brings them back."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Figure, Person, ReportingCycle, Target, TargetRetirement
from tracker.terms import FigureState, TargetState


def retire(
    target: Target, *, document: str, reason: str, by: Person, at: datetime
) -> list[TargetRetirement]:
    """Retire a target, and with it the entries of its plan that restate it; one row for each.

    Raises ``WrongState`` for an entry that restates another, for one that is retired already, and
    while a figure waits for review; ``Incomplete`` without document or reason.
    """
    texts = {"document": document.strip(), "reason": reason.strip()}
    _require(texts)
    # Whoever submits a figure holds its cycle: they wait here, or were first and are seen.
    list(ReportingCycle.objects.select_for_update(no_key=True).filter(plan=target.plan_id))
    leaving = _held(target).exclude(state=TargetState.RETIRED)
    current = next((row for row in leaving if row.pk == target.pk), None)
    if current is None:
        raise WrongState("target_retired")
    if current.restates_id is not None:
        raise WrongState("restates_another")
    waiting = Figure.objects.filter(target=current, state=FigureState.SUBMITTED)
    if years := sorted(waiting.values_list("year", flat=True)):
        raise WrongState("figure_waits", years="、".join(map(str, years)))
    rows = [
        TargetRetirement(target=row, state_before=row.state, **texts, retired_by=by, retired_at=at)
        for row in leaving
    ]
    Target.objects.filter(pk__in=[row.pk for row in leaving]).update(state=TargetState.RETIRED)
    return TargetRetirement.objects.bulk_create(rows)


def restore(target: Target, *, reason: str, by: Person, at: datetime) -> list[Target]:
    """Bring a target back as it stood, and the entries that left with it. A reason is required.

    One that was retired without saying what it was before is to be confirmed. Raises
    ``WrongState`` where it is not retired (any more).
    """
    _require({"reason": reason.strip()})
    gone = [row for row in _held(target) if row.state == TargetState.RETIRED]
    if target.pk not in {row.pk for row in gone}:
        raise WrongState("target_not_retired")
    open_rows = TargetRetirement.objects.filter(target__in=gone, restored_at=None)
    known = dict(open_rows.values_list("target", "state_before"))
    back = [row for row in gone if row.pk == target.pk or row.pk in known]
    for row in back:
        row.state = known.get(row.pk, TargetState.TO_BE_CONFIRMED.value)
        Target.objects.filter(pk=row.pk).update(state=row.state)
    open_rows.update(restored_by=by, restored_at=at, restoring_reason=reason.strip())
    return back


def _require(texts: dict[str, str]) -> None:
    codes = {"reason": "reason_missing"}
    problems = [
        FieldProblem(name, text, codes.get(name, "empty"))
        for name, text in texts.items()
        if not text
    ]
    if problems:
        raise Incomplete(*problems)


def _held(target: Target) -> QuerySet[Target]:
    """The target and what restates it in its plan, held until the transaction ends."""
    family = Q(pk=target.pk) | Q(restates=target.pk, plan=target.plan_id)
    rows = Target.objects.filter(family).select_related("plan__zone").order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)
