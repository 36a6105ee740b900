"""A demonstration: people of every role, illustrative figures, the last year's cycle open."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tracker import access
from tracker.assessment import actions as assessment
from tracker.flow.common import record, require
from tracker.importing import demonstration
from tracker.importing.demonstration import Demonstration
from tracker.models import Person, Plan, Target
from tracker.planning import actions as planning
from tracker.terms import PlanKind

__all__ = ["Demonstration", "load_demonstration"]


def load_demonstration(*, password: str, by: Person) -> Demonstration:
    """Fill the loaded plans with people and invented figures, marked as such; idempotent.

    Raises ``WrongState`` where figures have been reported in earnest.
    """
    require(access.may_run_jobs(by), "load_demonstration")
    with transaction.atomic():
        loaded = demonstration.load(password, at=timezone.now())
        changed = Target.objects.filter(pk__in=loaded.targets).select_related("plan")
        assessment.assess(changed, at=timezone.now())
        for plan in Plan.objects.filter(targets__in=loaded.targets).distinct():
            counts = {"targets": sum(target.plan_id == plan.pk for target in changed)}
            record("load_demonstration", plan, by=by, zone=plan.zone, after=counts)
        for plan in Plan.objects.filter(kind=PlanKind.FIVE_YEAR, cycles=None):
            year = plan.end_year
            dates = {"opens_on": date(year + 1, 1, 1), "due_on": date(year + 1, 3, 31)}
            cycle = planning.open_cycle(plan, year, **dates)
            after = {"year": year} | {name: str(day) for name, day in dates.items()}
            record("open_cycle", cycle, by=by, zone=plan.zone, after=after)
    return loaded
