"""What is outstanding, what was judged, which alerts are open. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, Value, When

from tracker.alerts.views.deadlines import TO_BE_SUBMITTED, asked
from tracker.models import Alert, Figure, Target, Zone
from tracker.terms import (
    AlertState,
    FigureState,
    Quality,
    Severity,
    TargetState,
)


@dataclass(frozen=True)
class Outstanding:
    """One figure that a cycle waits for; ``state`` is None where it was not begun.

    ``came_back`` where it was submitted once, and so is not late any more.
    """

    target: Target
    cycle_id: int
    state: FigureState | None
    came_back: bool = False


def outstanding(today: date, cycle_ids: Collection[int]) -> list[Outstanding]:
    """The figures that these cycles wait for, in the order of the plans. One query."""
    targets = (
        asked(today)
        .filter(TO_BE_SUBMITTED, cycle_id__in=cycle_ids)
        .annotate(stands_at=F("at"), came_back=F("handed_in"))
        .select_related("scope")
        .order_by("cycle_id", "position", "id")
    )
    return [
        Outstanding(
            row,
            row.cycle_id,
            FigureState(row.stands_at) if row.stands_at else None,
            row.came_back,
        )
        for row in targets
    ]


def alerted_targets() -> dict[int | None, Target]:
    """The targets that open alerts are about, with their revisions. Two queries."""
    rows = Target.objects.filter(alerts__state=AlertState.OPEN).select_related("scope").distinct()
    rows = rows.prefetch_related("revisions")
    return {target.pk: target for target in rows}


def illustrative_zones() -> frozenset[int]:
    """Zones with invented figures, about which every mail says so. One query."""
    rows = Figure.objects.filter(quality=Quality.ILLUSTRATIVE, in_force=True).exclude(
        target__state=TargetState.RETIRED
    )
    return frozenset(rows.values_list("target__plan__zone_id", flat=True).distinct())


def open_alerts(zones: Iterable[Zone]) -> QuerySet[Alert]:
    """Open alerts of these zones, the gravest first, then zone by zone in plan order."""
    gravest = Case(
        *(When(severity=severity, then=Value(place)) for place, severity in enumerate(Severity))
    )
    return (
        Alert.objects.filter(state=AlertState.OPEN, zone__in=list(zones))
        .exclude(target__state=TargetState.RETIRED)
        .select_related("zone", "target__indicator", "target__scope", "cycle__plan", "department")
        .order_by(gravest, "zone__position", "zone__code", "target__position", "id")
    )
