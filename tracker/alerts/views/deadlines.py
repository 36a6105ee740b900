"""What is owed in reporting cycles: not submitted, not corrected, not reviewed, not assigned.

Counted in the database, in as many rows as there are departments or cycles, whatever the number
of targets.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.alerts.rules.findings import Subject
from tracker.alerts.rules.owed import Owing, Pending, Unassigned
from tracker.alerts.views.lives import lives
from tracker.models import AssignedValue, Figure, ReportingCycle, Target
from tracker.models.cycle import takes_figures
from tracker.models.target import owes
from tracker.terms import TO_SUBMIT, AlertRule, FigureState, PlanState, TargetKind

# Of the targets of ``asked``: their figure is neither submitted nor approved.
TO_BE_SUBMITTED = Q(begun=False) | Q(in_hand=True)
# Of these: it never was, as ``late`` has it (a correction is not late).
NEVER_SUBMITTED = TO_BE_SUBMITTED & Q(handed_in=False)


def owing(today: date, zones: Collection[int] | None = None) -> list[Owing]:
    """What each department owes in each cycle that takes its figures today.

    Five queries at most.
    """
    rows = list(
        asked(today, zones)
        .values("plan__zone_id", "cycle_id", "department_id")
        .annotate(
            asked=Count("pk"),
            outstanding=Count("pk", filter=TO_BE_SUBMITTED),
            never_submitted=Count("pk", filter=NEVER_SUBMITTED),
        )
        .order_by("cycle_id", "department_id")
    )
    if not rows:
        return []
    cycles = (
        ReportingCycle.objects.select_related("plan")
        .prefetch_related("extensions")
        .in_bulk({row["cycle_id"] for row in rows})
    )
    known = lives([AlertRule.OVERDUE], zones)
    return [
        Owing(
            zone_id=row["plan__zone_id"],
            cycle_id=cycle.pk,
            department_id=row["department_id"],
            year=cycle.year,
            opens_on=cycle.opens_on,
            due_on=cycle.due_for(row["department_id"]),
            closed_on=cycle.closed_for(row["department_id"], today),
            asked=row["asked"],
            outstanding=row["outstanding"],
            never_submitted=row["never_submitted"],
            reminder_days=tuple(cycle.plan.reminder_days),
            life=known.get(_owed(AlertRule.OVERDUE, cycle.pk, row["department_id"])),
        )
        for row in rows
        for cycle in [cycles[row["cycle_id"]]]
    ]


def sent_back(today: date, zones: Collection[int] | None = None) -> list[Pending]:
    """The returned figures of each department and cycle, closed ones included.

    Three queries at most.
    """
    since = Coalesce("figures__returned_at", "figures__entered_at")
    rows = _figures(FigureState.RETURNED, zones)
    return _pending(
        AlertRule.RETURNED,
        rows.values(
            "plan__zone_id", "cycle_id", "department_id", "year", days=F("plan__correction_days")
        ).annotate(count=Count("pk"), since=Min(since)),
        zones,
    )


def unreviewed(today: date, zones: Collection[int] | None = None) -> list[Pending]:
    """The submitted figures of each cycle, closed ones included. Three queries at most."""
    since = Coalesce("figures__submitted_at", "figures__entered_at")
    rows = _figures(FigureState.SUBMITTED, zones)
    return _pending(
        AlertRule.REVIEW_WAITING,
        rows.values("plan__zone_id", "cycle_id", "year", days=F("plan__review_days")).annotate(
            count=Count("pk"), since=Min(since)
        ),
        zones,
    )


def unassigned(today: date, zones: Collection[int] | None = None) -> list[Unassigned]:
    """Delegated targets whose open cycles know no assigned value, a row each.

    Three queries at most.
    """
    given = AssignedValue.objects.filter(target=OuterRef("pk"), year=OuterRef("plan__cycles__year"))
    rows = (
        _taken(today, zones)
        .alias(given=Exists(given))
        .filter(given=False, kind=TargetKind.DELEGATED)
        .values_list("pk", "plan__zone_id", "department_id", "plan__cycles__year")
        .order_by("pk", "plan__cycles__year")
    )
    known = lives([AlertRule.ASSIGNMENT_MISSING], zones) if rows else {}
    return [
        Unassigned(
            zone_id=zone_id,
            target_id=pk,
            department_id=department_id,
            year=year,
            life=known.get((AlertRule.ASSIGNMENT_MISSING, pk, year, None)),
        )
        for pk, zone_id, department_id, year in rows
    ]


def asked(today: date, zones: Collection[int] | None = None) -> QuerySet[Any]:
    """Targets once for each cycle that takes their figures.

    ``at`` is where the figure stands, ``begun`` whether there is one, ``in_hand`` whether its
    officer still has to act, ``handed_in`` whether it has ever been submitted.
    """
    figures = Figure.objects.filter(target=OuterRef("pk"), year=OuterRef("plan__cycles__year"))
    handed_in = figures.filter(Q(vintage__gt=1) | Q(submitted_at__isnull=False))
    return _taken(today, zones).alias(
        at=Subquery(figures.order_by("-vintage").values("state")[:1]),
        begun=Exists(figures),
        in_hand=Exists(figures.filter(state__in=TO_SUBMIT)),
        handed_in=Exists(handed_in),
    )


def _taken(today: date, zones: Collection[int] | None) -> QuerySet[Any]:
    """Targets once for each cycle that takes their figures, whatever they report."""
    rows = Target.objects.filter(
        owes(F("plan__cycles__year")),
        takes_figures(today, cycle="plan__cycles__", department="department"),
        plan__state=PlanState.PUBLISHED,
    )
    if zones is not None:
        rows = rows.filter(plan__zone__in=zones)
    return rows.annotate(cycle_id=F("plan__cycles__id"))


def _figures(state: FigureState, zones: Collection[int] | None) -> QuerySet[Any]:
    """Targets once for each of their figures that stands there, with its cycle."""
    rows = Target.objects.filter(
        owes(F("figures__year")),
        figures__state=state,
        plan__cycles__year=F("figures__year"),
        plan__state=PlanState.PUBLISHED,
    )
    if zones is not None:
        rows = rows.filter(plan__zone__in=zones)
    return rows.annotate(cycle_id=F("plan__cycles__id"), year=F("figures__year"))


def _pending(rule: AlertRule, rows: QuerySet[Any], zones: Collection[int] | None) -> list[Pending]:
    rows = rows.order_by("cycle_id")
    known = lives([rule], zones) if rows else {}
    return [
        Pending(
            zone_id=row["plan__zone_id"],
            cycle_id=row["cycle_id"],
            department_id=row.get("department_id"),
            year=row["year"],
            since=timezone.localdate(row["since"]),
            count=row["count"],
            days=row["days"],
            life=known.get(_owed(rule, row["cycle_id"], row.get("department_id"))),
        )
        for row in rows
    ]


def _owed(rule: AlertRule, cycle_id: int, department_id: int | None) -> Subject:
    return (rule, None, cycle_id, department_id)
