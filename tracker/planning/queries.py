"""Plans and reporting cycles as doors ask for them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from tracker.models import AnnualTarget, AssignedValue, Figure, Plan, ReportingCycle, Target
from tracker.models.cycle import takes_figures
from tracker.models.target import owes
from tracker.terms import FigureState, PlanState, TargetKind


def cycle_of(target: Target, year: int) -> ReportingCycle | None:
    """The reporting cycle that asks for a target's figure of a year. Two queries."""
    rows = ReportingCycle.objects.filter(plan=target.plan_id, year=year)
    return rows.prefetch_related("extensions").first()


def open_cycles(today: date) -> QuerySet[ReportingCycle]:
    """Cycles in which somebody can enter figures, with who was given longer. Two queries.

    ``takes`` and ``due_for`` of a cycle tell for each department.
    """
    return (
        ReportingCycle.objects.filter(takes_figures(today))
        .select_related("plan__zone")
        .prefetch_related("extensions")
    )


def asked_in(cycle: int, today: date) -> QuerySet[Any]:
    """The targets that a cycle asks for, each with what holds for it in the cycle.

    ``cycle_id``; ``asked_year``; ``takes``: whether its department can enter figures today;
    ``year_value``: the year's annual target, or the assigned value of a delegated one.
    """
    return _asked(Q(plan__cycles=cycle), today)


def asked_now(zones: Iterable[int], today: date) -> QuerySet[Any]:
    """As ``asked_in``, what all cycles of these zones still ask for today.

    That is every open cycle, and what a reviewer sent back in a closed one.
    """
    sent_back = Figure.objects.filter(
        target=OuterRef("pk"), year=OuterRef("plan__cycles__year"), state=FigureState.RETURNED
    )
    return _asked(Q(plan__zone__in=zones) & (_takes(today) | Q(Exists(sent_back))), today)


def _takes(today: date) -> Q:
    return takes_figures(today, cycle="plan__cycles__", department="department")


def _asked(which: Q, today: date) -> QuerySet[Any]:
    """Targets once for each cycle that asks for them; ``which`` names that cycle."""
    year = "plan__cycles__year"
    annual, assigned = (
        Subquery(model.objects.filter(target=OuterRef("pk"), year=OuterRef(year)).values("value"))
        for model in (AnnualTarget, AssignedValue)
    )
    return (
        Target.objects.filter(which, owes(F(year)), plan__state=PlanState.PUBLISHED)
        .annotate(
            cycle_id=F("plan__cycles"),
            asked_year=F(year),
            takes=Case(When(_takes(today), then=True), default=False),
            year_value=Case(When(kind=TargetKind.DELEGATED, then=assigned), default=annual),
        )
        .select_related("plan__zone", "indicator", "scope", "department")
    )


def cycles(numbers: Iterable[int]) -> QuerySet[ReportingCycle]:
    """Cycles by their numbers, with plan, zone and who was given longer. Two queries."""
    found = ReportingCycle.objects.filter(pk__in=numbers, plan__state=PlanState.PUBLISHED)
    return found.select_related("plan__zone").prefetch_related("extensions")


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year."""
    return plan.targets.filter(owes(year))
