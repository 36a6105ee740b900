"""What waits for a reviewer, and what changed because something approved was revised."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tracker.models import Figure, JudgementChange, Plan, Zone
from tracker.terms import FigureState, TargetState

_WITH_TARGET = (
    *("target__plan__zone", "target__indicator", "target__scope", "target__department"),
    *("submitted_by", "entered_by"),
)


def inbox(zones: QuerySet[Zone]) -> QuerySet[Figure]:
    """Submitted figures of these zones, the longest waiting first."""
    return in_zones(zones).filter(state=FigureState.SUBMITTED).order_by("submitted_at", "pk")


def in_zones(zones: QuerySet[Zone], pks: Iterable[int] | None = None) -> QuerySet[Figure]:
    """Figures of these zones, wherever they stand; of ``pks`` alone where given."""
    rows = Figure.objects.filter(target__plan__zone__in=zones)
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    return rows.select_related(*_WITH_TARGET)


def changed_judgements(plan: Plan) -> QuerySet[JudgementChange]:
    """The judgements of a plan that a revision changed, the newest first, with why."""
    rows = JudgementChange.objects.filter(target__plan=plan).exclude(
        target__state=TargetState.RETIRED
    )
    return rows.select_related(
        "target__scope", "target__plan", "before", "after", "figure", "replaced", "revision",
        "changed_by",
    )  # fmt: skip
