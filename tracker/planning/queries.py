"""Plans and reporting cycles as doors ask for them."""

from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from tracker.models import AnnualTarget, AssignedValue, Plan, ReportingCycle, Target
from tracker.models.cycle import takes_figures
from tracker.models.target import owes
from tracker.terms import PlanState, TargetKind


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

    ``asked_year``; ``takes``: whether its department can enter figures today; ``year_value``: the
    year's annual target, or the assigned value of a delegated one.
    """
    year, of = (
        "plan__cycles__year",
        {"target": OuterRef("pk"), "year": OuterRef("plan__cycles__year")},
    )
    annual, assigned = (
        Subquery(model.objects.filter(**of).values("value")[:1])
        for model in (AnnualTarget, AssignedValue)
    )
    takes = takes_figures(today, cycle="plan__cycles__", department="department")
    return (
        Target.objects.filter(owes(F(year)), plan__cycles=cycle, plan__state=PlanState.PUBLISHED)
        .annotate(
            asked_year=F(year),
            takes=Case(When(takes, then=True), default=False),
            year_value=Case(When(kind=TargetKind.DELEGATED, then=assigned), default=annual),
        )
        .select_related("plan__zone", "indicator", "scope", "department")
    )


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year."""
    return plan.targets.filter(owes(year))
