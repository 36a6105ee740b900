"""What is outstanding, what was judged, which alerts are open. Reads only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from tracker.alerts.rules.findings import Judged, Owing
from tracker.models import Alert, Assessment, Figure, Target, Zone
from tracker.models.target import owes
from tracker.standing import reporting_year
from tracker.terms import (
    NOT_ASSESSED,
    OFF_TRACK,
    TO_SUBMIT,
    AlertState,
    Attribute,
    FigureState,
    PlanState,
    Quality,
    Severity,
    TargetState,
    judged,
)

# The quantities of a judgement that alerts and their mails show.
QUANTITIES = ("expected", "progress", "elapsed", "pace", "attainment", "gap", "margin")


@dataclass(frozen=True)
class Outstanding:
    """One figure that a cycle waits for; ``state`` is None where it was not begun."""

    target: Target
    cycle_id: int
    state: FigureState | None


def owing(today: date) -> list[Owing]:
    """What each department owes in each cycle that takes figures today. One query.

    Counted in the database: as many rows as departments, whatever the number of targets.
    """
    rows = (
        _asked(today)
        .values("plan__zone_id", "cycle_id", "department_id")
        .annotate(
            year=F("plan__cycles__year"),
            opens_on=F("plan__cycles__opens_on"),
            due_on=F("plan__cycles__due_on"),
            closed_on=F("plan__cycles__closed_on"),
            asked=Count("pk"),
            outstanding=Count("pk", filter=_TO_SUBMIT),
        )
        .order_by("cycle_id", "department_id")
    )
    return [Owing(zone_id=row.pop("plan__zone_id"), **row) for row in rows]


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
    """Targets once for each open cycle that asks for them; ``at`` is where the figure stands."""
    latest = Figure.objects.filter(target=OuterRef("pk"), year=OuterRef("plan__cycles__year"))
    return (
        Target.objects.filter(
            owes(F("plan__cycles__year")),
            plan__cycles__opens_on__lte=today,
            plan__cycles__closed_on=None,
            plan__state=PlanState.PUBLISHED,
        )
        .annotate(cycle_id=F("plan__cycles__id"))
        .alias(at=Subquery(latest.order_by("-vintage").values("state")[:1]))
    )


def off_path(today: date) -> list[Judged]:
    """Targets whose latest judgement is off track.

    The latest is that of the last year with an approved figure: a year that was not reported
    yet hides nothing. Plans that ended before the last year need nobody any more. One query.
    """
    newer = _assessed().filter(target=OuterRef("target"), year__gt=OuterRef("year"))
    rows = (
        _assessed()
        .filter(
            Q(status__in=OFF_TRACK) | Q(verdict__in=OFF_TRACK),
            ~Exists(newer),
            target__state=TargetState.PUBLISHED,
            target__restates=None,
            target__plan__state=PlanState.PUBLISHED,
            target__plan__end_year__gte=reporting_year(today.year),
        )
        .annotate(value=Subquery(_in_force().values("value")[:1]))
        .values(
            "target_id", "year", "status", "verdict", "answer", "value",
            "target__attribute", "target__department_id", "target__plan__zone_id",
        )
        .order_by("target_id")
    )  # fmt: skip
    return [_judged(row) for row in rows]


def _assessed() -> QuerySet[Assessment]:
    """Judgements, unless grey, of years that a figure was approved for."""
    return Assessment.objects.filter(
        # Each row has one of the two, and "not in" is not true of a null.
        Q(status__isnull=False) & ~Q(status__in=NOT_ASSESSED)
        | Q(verdict__isnull=False) & ~Q(verdict__in=NOT_ASSESSED),
        Exists(_in_force()),
        is_latest=True,
    )


def _in_force() -> QuerySet[Figure]:
    """The figure in force of a judgement's own target and year."""
    return Figure.objects.filter(target=OuterRef("target"), year=OuterRef("year"), in_force=True)


def _judged(row: Mapping[str, Any]) -> Judged:
    attribute, value = row["target__attribute"], row["value"]
    figures = {name: row["answer"].get(name) for name in QUANTITIES}
    return Judged(
        zone_id=row["target__plan__zone_id"],
        department_id=row["target__department_id"],
        target_id=row["target_id"],
        year=row["year"],
        word=judged(row["status"], row["verdict"]),
        attribute=Attribute(attribute) if attribute else None,
        figures={"value": None if value is None else str(value), **figures},
    )


def alerted_targets() -> dict[int | None, Target]:
    """The targets that open alerts are about. One query."""
    rows = Target.objects.filter(alerts__state=AlertState.OPEN).select_related("scope").distinct()
    return {target.pk: target for target in rows}


def illustrative_zones() -> frozenset[int]:
    """Zones with invented figures, about which every mail says so. One query."""
    rows = Figure.objects.filter(quality=Quality.ILLUSTRATIVE, in_force=True)
    return frozenset(rows.values_list("target__plan__zone_id", flat=True).distinct())


def open_alerts(zones: QuerySet[Zone]) -> QuerySet[Alert]:
    """Open alerts of these zones, the gravest first, then zone by zone in plan order."""
    gravest = Case(
        *(When(severity=severity, then=Value(place)) for place, severity in enumerate(Severity))
    )
    return (
        Alert.objects.filter(state=AlertState.OPEN, zone__in=zones)
        .select_related("zone", "target__indicator", "target__scope", "cycle__plan", "department")
        .order_by(gravest, "zone__position", "zone__code", "target__position", "id")
    )
