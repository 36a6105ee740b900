"""Publishes plans, opens, extends, closes and reopens cycles, and all that changes targets."""

from datetime import date, datetime

from django.utils import timezone

from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import CycleExtension, Department, Person, Plan, ReportingCycle
from tracker.planning.comparing import add_series, compare_with, enter_figure
from tracker.planning.confirming import confirm
from tracker.planning.reminding import set_reminders
from tracker.planning.retiring import restore, retire
from tracker.planning.revising import revise, verify_baseline, withdraw
from tracker.planning.steps import set_steps
from tracker.planning.yearly import set_values
from tracker.terms import PlanState

__all__ = [
    "add_series",
    "close_cycle",
    "compare_with",
    "confirm",
    "enter_figure",
    "extend_cycle",
    "open_cycle",
    "publish",
    "reopen_cycle",
    "restore",
    "retire",
    "revise",
    "set_reminders",
    "set_steps",
    "set_values",
    "verify_baseline",
    "withdraw",
]


def publish(plan: Plan, *, at: datetime) -> bool:
    """Make a plan visible and judged. Answers whether it was a draft before."""
    return bool(
        Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).update(
            state=PlanState.PUBLISHED, published_at=at
        )
    )


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


def extend_cycle(
    cycle: ReportingCycle,
    department: Department | None,
    *,
    due_on: date,
    reason: str,
    by: Person,
    at: datetime,
) -> tuple[CycleExtension, date]:
    """Give one department, or the whole zone, longer; answers with what held before, too.

    What was given before is replaced. After the closing only single departments are given
    longer. Raises ``WrongState`` for a closed cycle as a whole, ``Incomplete`` for a date that is
    over or not later than the cycle's own, a department of another zone, or no reason.
    """
    current = _held(cycle)
    before = current.due_for(department.pk if department else None)
    if department is None and current.closed_on is not None:
        raise WrongState("cycle_closed_for_all", year=cycle.year, closed_on=current.closed_on)
    if department is not None and department.zone_id != current.plan.zone_id:
        raise Incomplete(FieldProblem("department", str(department), "not_a_choice"))
    if due_on <= current.due_on:
        raise Incomplete(FieldProblem("due_on", due_on, "not_later"))
    if due_on < timezone.localdate(at):
        raise Incomplete(FieldProblem("due_on", due_on, "over"))
    facts = {"due_on": due_on, "reason": _said(reason), "extended_by": by, "extended_at": at}
    given, _created = CycleExtension.objects.update_or_create(
        cycle=current, department=department, defaults=facts
    )
    return given, before


def close_cycle(cycle: ReportingCycle, *, on: date) -> ReportingCycle:
    """End the entry of a year's figures. Raises ``WrongState`` when it was closed before."""
    if not ReportingCycle.objects.filter(pk=cycle.pk, closed_on=None).update(closed_on=on):
        raise WrongState(expected="open", actual="closed")
    cycle.refresh_from_db()
    return cycle


def reopen_cycle(cycle: ReportingCycle, *, reason: str) -> date:
    """Let figures be entered again; answers with the day of the closing.

    Raises ``WrongState`` when it is not closed, ``Incomplete`` without a reason.
    """
    _said(reason)
    closed_on = _held(cycle).closed_on
    if closed_on is None:
        raise WrongState(expected="closed", actual="open")
    ReportingCycle.objects.filter(pk=cycle.pk).update(closed_on=None)
    cycle.refresh_from_db()
    return closed_on


def _held(cycle: ReportingCycle) -> ReportingCycle:
    """The row as it is now; figures are saved before or after what changes, never meanwhile."""
    rows = ReportingCycle.objects.select_related("plan__zone")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=cycle.pk)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Incomplete(FieldProblem("why", reason, "reason_missing"))
    return reason.strip()
