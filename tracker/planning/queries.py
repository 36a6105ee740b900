"""Plans and reporting cycles as doors ask for them."""

from datetime import date

from django.db.models import QuerySet

from tracker.models import Plan, ReportingCycle, Target
from tracker.models.cycle import takes_figures
from tracker.models.target import owes


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


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year."""
    return plan.targets.filter(owes(year))
