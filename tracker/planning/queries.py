"""Plans and reporting cycles as doors ask for them."""

from datetime import date

from django.db.models import Q, QuerySet

from tracker.models import Plan, ReportingCycle, Target
from tracker.terms import TargetState


def cycle_of(target: Target, year: int) -> ReportingCycle | None:
    """The reporting cycle that asks for a target's figure of a year."""
    return ReportingCycle.objects.filter(plan=target.plan_id, year=year).first()


def open_cycles(today: date) -> QuerySet[ReportingCycle]:
    """Cycles in which figures can be entered."""
    return ReportingCycle.objects.filter(opens_on__lte=today, closed_on=None).select_related(
        "plan__zone"
    )


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year.

    Confirmed ones that do not restate another, until their target year is over.
    """
    return plan.targets.filter(
        Q(target_year=None) | Q(target_year__gte=year),
        restates=None,
        state=TargetState.PUBLISHED,
    )
