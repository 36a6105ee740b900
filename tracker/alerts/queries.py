"""What is outstanding, and where figures are invented. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from tracker.alerts.views.deadlines import TO_BE_SUBMITTED, asked
from tracker.models import Figure, Target
from tracker.terms import (
    FigureState,
    Quality,
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


def illustrative_zones() -> frozenset[int]:
    """Zones with invented figures, about which every mail says so. One query."""
    rows = Figure.objects.filter(quality=Quality.ILLUSTRATIVE, in_force=True).exclude(
        target__state=TargetState.RETIRED
    )
    return frozenset(rows.values_list("target__plan__zone_id", flat=True).distinct())
