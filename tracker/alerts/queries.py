"""What is outstanding, what was judged, which alerts are open. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from tracker.alerts.rules.findings import Owing
from tracker.models import Alert, Figure, ReportingCycle, Target, Zone
from tracker.models.cycle import takes_figures
from tracker.models.target import owes
from tracker.terms import (
    TO_SUBMIT,
    AlertState,
    FigureState,
    PlanState,
    Quality,
    Severity,
    TargetState,
)


@dataclass(frozen=True)
class Outstanding:
    """One figure that a cycle waits for; ``state`` is None where it was not begun."""

    target: Target
    cycle_id: int
    state: FigureState | None


def owing(today: date) -> list[Owing]:
    """What each department owes in each cycle that takes its figures today. Three queries.

    Counted in the database: as many rows as departments, whatever the number of targets.
    """
    rows = list(
        _asked(today)
        .values("plan__zone_id", "cycle_id", "department_id")
        .annotate(asked=Count("pk"), outstanding=Count("pk", filter=_TO_SUBMIT))
        .order_by("cycle_id", "department_id")
    )
    cycles = ReportingCycle.objects.prefetch_related("extensions").in_bulk(
        {row["cycle_id"] for row in rows}
    )
    return [_owing(row, cycles[row["cycle_id"]], today) for row in rows]


def _owing(row: dict[str, Any], cycle: ReportingCycle, today: date) -> Owing:
    department_id = row["department_id"]
    return Owing(
        zone_id=row["plan__zone_id"],
        cycle_id=cycle.pk,
        department_id=department_id,
        year=cycle.year,
        opens_on=cycle.opens_on,
        due_on=cycle.due_for(department_id),
        closed_on=cycle.closed_for(department_id, today),
        asked=row["asked"],
        outstanding=row["outstanding"],
    )


def outstanding(today: date, cycle_ids: Collection[int]) -> list[Outstanding]:
    """The figures that these cycles wait for, in the order of the plans. One query."""
    targets = (
        _asked(today)
        .filter(_TO_SUBMIT, cycle_id__in=cycle_ids)
        .annotate(stands_at=F("at"))
        .select_related("scope")
        .order_by("cycle_id", "position", "id")
    )
    return [
        Outstanding(row, row.cycle_id, FigureState(row.stands_at) if row.stands_at else None)
        for row in targets
    ]


_TO_SUBMIT = Q(at=None) | Q(at__in=TO_SUBMIT)


def _asked(today: date) -> QuerySet[Any]:
    """Targets once for each cycle that takes their figures; ``at`` is where the figure stands."""
    latest = Figure.objects.filter(target=OuterRef("pk"), year=OuterRef("plan__cycles__year"))
    return (
        Target.objects.filter(
            owes(F("plan__cycles__year")),
            takes_figures(today, cycle="plan__cycles__", department="department"),
            plan__state=PlanState.PUBLISHED,
        )
        .annotate(cycle_id=F("plan__cycles__id"))
        .alias(at=Subquery(latest.order_by("-vintage").values("state")[:1]))
    )


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
