"""Publishes plans, confirms targets, opens and closes reporting cycles."""

from datetime import date, datetime

from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Plan, ReportingCycle, Target
from tracker.models.promise import fault_of
from tracker.terms import PlanState, TargetState


def publish(plan: Plan, *, at: datetime) -> bool:
    """Make a plan visible and judged. Answers whether it was a draft before."""
    return bool(
        Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).update(
            state=PlanState.PUBLISHED, published_at=at
        )
    )


def confirm(target: Target) -> Target:
    """Let a target be judged as it stands.

    Raises ``WrongState`` when it was confirmed before, ``Incomplete`` when it lacks what its
    kind is judged by.
    """
    if fault := fault_of(target):
        raise Incomplete(FieldProblem(str(fault.trail[-1]), None, "required"))
    changed = Target.objects.filter(pk=target.pk, state=TargetState.TO_BE_CONFIRMED).update(
        state=TargetState.PUBLISHED
    )
    if not changed:
        raise WrongState(expected=TargetState.TO_BE_CONFIRMED)
    target.refresh_from_db()
    return target


def open_cycle(plan: Plan, year: int, *, opens_on: date, due_on: date) -> ReportingCycle:
    """Ask a published plan for one year's figures.

    Raises ``WrongState`` for a draft plan, ``Incomplete`` for a year outside the plan, dates out
    of order, or a cycle that exists.
    """
    if plan.state != PlanState.PUBLISHED:
        raise WrongState(expected=PlanState.PUBLISHED, actual=plan.state)
    if not plan.start_year <= year <= plan.end_year:
        raise Incomplete(FieldProblem("year", year, "outside_plan"))
    if due_on < opens_on:
        raise Incomplete(FieldProblem("due_on", due_on, "before_opening"))
    cycle, created = ReportingCycle.objects.get_or_create(
        plan=plan, year=year, defaults={"opens_on": opens_on, "due_on": due_on}
    )
    if not created:
        raise Incomplete(FieldProblem("year", year, "cycle_exists"))
    return cycle


def close_cycle(cycle: ReportingCycle, *, on: date) -> ReportingCycle:
    """End the entry of a year's figures. Raises ``WrongState`` when it was closed before."""
    if not ReportingCycle.objects.filter(pk=cycle.pk, closed_on=None).update(closed_on=on):
        raise WrongState(expected="open", actual="closed")
    cycle.refresh_from_db()
    return cycle
