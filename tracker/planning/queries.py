"""Plans and reporting cycles as doors ask for them."""

from datetime import date

from django.db.models import QuerySet

from tracker.models import Plan, ReportingCycle, Target
from tracker.models.target import owes


def cycle_of(target: Target, year: int) -> ReportingCycle | None:
    """The reporting cycle that asks for a target's figure of a year."""
    return ReportingCycle.objects.filter(plan=target.plan_id, year=year).first()


def open_cycles(today: date) -> QuerySet[ReportingCycle]:
    """Cycles in which figures can be entered."""
    return ReportingCycle.objects.filter(opens_on__lte=today, closed_on=None).select_related(
        "plan__zone"
    )


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year."""
    return plan.targets.filter(owes(year))
