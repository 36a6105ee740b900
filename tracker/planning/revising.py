"""Revises targets, verifies baselines, and withdraws what was revised by mistake."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from tracker.errors import Change, FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Person, Target, TargetRevision
from tracker.models.promise import promise_in
from tracker.planning.faults import value_problem
from tracker.terms import TargetKind, TargetState

# Kinds with a value of their own; others promise a range, a relation, or that something is done.
REVISABLE = frozenset(
    {
        TargetKind.LEVEL,
        TargetKind.GROWTH,
        TargetKind.CUMULATIVE_SUM,
        TargetKind.CUMULATIVE_CHANGE,
        TargetKind.INCREMENT,
        TargetKind.EACH_YEAR,
        TargetKind.MAINTAIN,
        TargetKind.RANK,
    }
)


def last_year_of(target: Target) -> int:
    """The last year that a target (with its plan) is judged as of."""
    end = target.plan.end_year
    return end if target.target_year is None else min(end, target.target_year)


def value_in_force(target: Target, year: int) -> Decimal | None:
    """The target value, or the yearly growth, by which ``year`` is judged."""
    promised = promise_in(target, year)
    is_growth = promised.kind is TargetKind.GROWTH
    return promised.growth_percent if is_growth else promised.target_value


def revise(
    target: Target,
    *,
    value: Decimal | None,
    effective_year: int | None,
    effective_on: date | None,
    document: str,
    reason: str,
    by: Person,
) -> TargetRevision:
    """Store a new value beside the printed one, in force from a year of the plan on.

    Raises ``WrongState`` for a target that is not in force, restates another or has no value of
    its own; ``Incomplete`` for what is missing, outside the plan, the same, or impossible.
    """
    current = Target.objects.select_related("plan").get(pk=target.pk)
    _require_revisable(current)
    given = {"value": value, "effective_year": effective_year, "effective_on": effective_on}
    texts = {"document": document.strip(), "reason": reason.strip()}
    problems = _missing({**given, **texts})
    if effective_year is not None:
        problems += _year_problems(current, effective_year)
    if value is not None:
        problems += _value_problems(current, value, effective_year)
    if problems:
        raise Incomplete(*problems)
    try:
        with transaction.atomic():
            return TargetRevision.objects.create(target=current, **given, **texts, revised_by=by)
    except IntegrityError:
        raise Incomplete(_taken(effective_year)) from None


def withdraw(revision: TargetRevision, *, reason: str, by: Person, at: datetime) -> TargetRevision:
    """Take a mistaken revision out of force; the row stays. A reason is required."""
    if not reason.strip():
        raise Incomplete(FieldProblem("reason", reason, "reason_missing"))
    require_not_retired(revision.target)
    touched = TargetRevision.objects.filter(pk=revision.pk, withdrawn_at=None).update(
        withdrawn_by=by, withdrawn_at=at, withdrawal_reason=reason.strip()
    )
    if not touched:
        raise WrongState("revision_withdrawn")
    revision.refresh_from_db()
    return revision


def verify_baseline(
    target: Target,
    value: Decimal | None,
    *,
    was: Decimal | None,
    document: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Target:
    """Keep the baseline as finally verified; the printed one stays. No value takes it back.

    ``was`` is the verified baseline that the form showed: raises ``Stale`` where somebody else
    was faster, ``Incomplete`` for what is missing, the same, or impossible.
    """
    current = Target.objects.select_related("plan", "verified_base_by").get(pk=target.pk)
    require_not_retired(current)
    texts = {"document": document.strip(), "reason": reason.strip()}
    problems = _missing({"base_year": current.base_year, **texts})
    if value == current.verified_base_value:
        problems.append(FieldProblem("value", value, "required" if value is None else "same"))
    elif value is not None and current.kind == TargetKind.RANK:
        problem = value_problem(current, "value", value)
        problems += [problem] if problem else []
    if problems:
        raise Incomplete(*problems)
    touched = Target.objects.filter(pk=current.pk, verified_base_value=was).update(
        verified_base_value=value,
        verified_base_document=texts["document"],
        verified_base_reason=texts["reason"],
        verified_base_by=by,
        verified_base_at=at,
    )
    if not touched:
        raise Stale(change=_verified(current))
    current.refresh_from_db()
    return current


def require_not_retired(target: Target) -> None:
    """Raises ``WrongState``: what a retired target promised stays as it was."""
    if target.state == TargetState.RETIRED:
        raise WrongState("target_retired")


def _require_revisable(target: Target) -> None:
    if target.restates_id is not None:
        raise WrongState("restates_another")
    require_not_retired(target)
    if target.state != TargetState.PUBLISHED:
        raise WrongState("target_unconfirmed")
    if target.kind not in REVISABLE:
        raise WrongState("kind_without_value")


def _missing(given: dict[str, object]) -> list[FieldProblem]:
    codes = {"value": "required", "reason": "reason_missing"}
    return [
        FieldProblem(name, None, codes.get(name, "empty"))
        for name, value in given.items()
        if value is None or value == ""
    ]


def _year_problems(target: Target, year: int) -> list[FieldProblem]:
    if not target.plan.start_year <= year <= last_year_of(target):
        return [FieldProblem("effective_year", year, "outside_plan")]
    if target.revisions.filter(effective_year=year, withdrawn_at=None).exists():
        return [_taken(year)]
    return []


def _taken(year: int | None) -> FieldProblem:
    return FieldProblem("effective_year", year, "revised_already")


def _value_problems(target: Target, value: Decimal, year: int | None) -> list[FieldProblem]:
    if year is not None and value == value_in_force(target, year):
        return [FieldProblem("value", value, "same")]
    problem = value_problem(target, "value", value)
    return [problem] if problem else []


def _verified(target: Target) -> Change | None:
    if target.verified_base_at is None:
        return None
    return Change(str(target.verified_base_by), target.verified_base_at)
