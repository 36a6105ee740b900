"""Plans and reporting cycles as doors ask for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from tracker.models import (
    AnnualTarget,
    AssignedValue,
    CycleExtension,
    Department,
    Figure,
    MilestoneStep,
    Plan,
    ReportingCycle,
    Target,
)
from tracker.models.cycle import takes_figures
from tracker.models.target import owes
from tracker.terms import TO_SUBMIT, FigureState, PlanState, TargetKind


@dataclass(frozen=True)
class Progress:
    """How far one department is in a cycle; ``department`` is None for nobody's targets.

    ``asked`` is the sum of ``owed`` (not yet submitted, or returned), ``submitted`` and
    ``approved``; ``late`` counts those first submitted after the date that held then.
    """

    department: Department | None
    asked: int
    owed: int
    submitted: int
    approved: int
    late: int
    due_on: date
    extension: CycleExtension | None


def cycle_of(target: Target, year: int) -> ReportingCycle | None:
    """The reporting cycle that asks for a target's figure of a year. Two queries."""
    rows = ReportingCycle.objects.filter(plan=target.plan_id, year=year)
    return rows.prefetch_related("extensions").first()


def open_cycles(today: date) -> QuerySet[ReportingCycle]:
    """Cycles in which somebody can enter figures, with who was given longer. Two queries.

    ``takes`` and ``due_for`` of a cycle tell for each department.
    """
    return (
        ReportingCycle.objects.filter(takes_figures(today))
        .select_related("plan__zone")
        .prefetch_related("extensions")
    )


def asked_in(cycle: int, today: date) -> QuerySet[Any]:
    """The targets that a cycle asks for, each with what holds for it in the cycle.

    ``cycle_id``; ``asked_year``; ``takes``: whether its department can enter figures today;
    ``is_approved``: whether a figure of the year is in force; ``year_value``: the year's annual
    target, or the assigned value of a delegated one.
    """
    return _asked(Q(plan__cycles=cycle), today)


def asked_now(zones: Iterable[int], today: date) -> QuerySet[Any]:
    """As ``asked_in``, what all cycles of these zones still ask for today.

    That is every open cycle, and what a reviewer sent back in a closed one.
    """
    sent_back = Figure.objects.filter(
        target=OuterRef("pk"), year=OuterRef("plan__cycles__year"), state=FigureState.RETURNED
    )
    return _asked(Q(plan__zone__in=zones) & (_takes(today) | Q(Exists(sent_back))), today)


def _takes(today: date) -> Q:
    return takes_figures(today, cycle="plan__cycles__", department="department")


def _asked(which: Q, today: date) -> QuerySet[Any]:
    """Targets once for each cycle that asks for them; ``which`` names that cycle."""
    year = "plan__cycles__year"
    annual, assigned = (
        Subquery(model.objects.filter(target=OuterRef("pk"), year=OuterRef(year)).values("value"))
        for model in (AnnualTarget, AssignedValue)
    )
    return (
        Target.objects.filter(which, owes(F(year)), plan__state=PlanState.PUBLISHED)
        .annotate(
            cycle_id=F("plan__cycles"),
            asked_year=F(year),
            is_approved=Exists(
                Figure.objects.filter(target=OuterRef("pk"), year=OuterRef(year), in_force=True)
            ),
            has_steps=Exists(MilestoneStep.objects.filter(target=OuterRef("pk"))),
            takes=Case(When(_takes(today), then=True), default=False),
            year_value=Case(When(kind=TargetKind.DELEGATED, then=assigned), default=annual),
        )
        .select_related("plan__zone", "indicator", "scope", "department")
    )


def cycles(numbers: Iterable[int]) -> QuerySet[ReportingCycle]:
    """Cycles by their numbers, with plan, zone and who was given longer. Two queries."""
    found = ReportingCycle.objects.filter(pk__in=numbers, plan__state=PlanState.PUBLISHED)
    return found.select_related("plan__zone").prefetch_related("extensions")


def asked_for(plan: Plan, year: int) -> QuerySet[Target]:
    """The targets of a plan that owe a figure for a year."""
    return plan.targets.filter(owes(year))


def cycle_progress(cycle: ReportingCycle) -> list[Progress]:
    """How far every department is that owes something in a cycle, nobody's last. Three queries.

    ``cycle`` comes with its extensions, as ``extended`` reads them.
    """
    figures = Figure.objects.filter(target=OuterRef("pk"), year=cycle.year)
    rows = (
        asked_for(cycle.plan, cycle.year)
        .alias(
            at=Subquery(figures.order_by("-vintage").values("state")[:1]),
            was_late=Exists(figures.filter(late=True)),
        )
        .order_by()
        .values("department_id")
        .annotate(
            asked=Count("pk"),
            owed=Count("pk", filter=Q(at=None) | Q(at__in=TO_SUBMIT)),
            submitted=Count("pk", filter=Q(at=FigureState.SUBMITTED)),
            approved=Count("pk", filter=Q(at=FigureState.APPROVED)),
            late=Count("pk", filter=Q(was_late=True)),
        )
    )
    counts: dict[int | None, Any] = {row["department_id"]: row for row in rows}
    departments: Iterable[Department] = Department.objects.filter(pk__in=[*filter(None, counts)])
    places = [*departments, *([None] if None in counts else [])]
    return [_progress(cycle, department, counts) for department in places]


def _progress(cycle: ReportingCycle, department: Department | None, counts: Any) -> Progress:
    number = department.pk if department else None
    names = ("asked", "owed", "submitted", "approved", "late")
    return Progress(
        department=department,
        due_on=cycle.due_for(number),
        extension=cycle.extension_for(number),
        **{name: counts[number][name] for name in names},
    )


def extended(plan_zone: int) -> QuerySet[ReportingCycle]:
    """The cycles of a zone, each with who was given longer, by whom and why. Two queries."""
    given = CycleExtension.objects.select_related("department", "extended_by")
    return (
        ReportingCycle.objects.filter(plan__zone=plan_zone, plan__state=PlanState.PUBLISHED)
        .select_related("plan__zone")
        .prefetch_related(Prefetch("extensions", given))
    )
