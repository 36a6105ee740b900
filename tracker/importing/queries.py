"""What doors may know of this stage: shipped files, refusals in words, what was found in plans."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from tracker.importing.shipped import registers
from tracker.importing.wording import describe
from tracker.models import Plan, PlanFinding
from tracker.terms import Severity

__all__ = ["describe", "findings", "registers"]

_WORST_FIRST = [
    When(severity=severity, then=Value(place)) for place, severity in enumerate(Severity)
]


def findings(plan: Plan) -> QuerySet[PlanFinding]:
    """What the checks found in a plan, the gravest first, then in the order of the plan.

    Each has a ``sentence`` with its figures; target and related one come with it, in one query.
    """
    rank = Case(*_WORST_FIRST, output_field=IntegerField())
    rows = plan.findings.select_related("target", "related")
    return rows.order_by(rank, "target__position", "code", "id")
