"""The targets whose latest judgement is off track, for whoever is to act on them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tracker.attainment.figures import Answer
from tracker.models import Assessment, Figure
from tracker.terms import (
    NOT_ASSESSED,
    OFF_TRACK,
    Attribute,
    PlanState,
    Status,
    TargetState,
    Verdict,
    judged,
)


@dataclass(frozen=True)
class Latest:
    """The latest judgement of one target that rests on an approved figure of its own year.

    ``value`` is that figure with the decimals as typed, None for a milestone.
    """

    target_id: int
    zone_id: int
    department_id: int | None
    attribute: Attribute | None
    year: int
    word: Status | Verdict
    answer: Answer
    value: Decimal | None


def latest_off_track(year: int) -> list[Latest]:
    """Targets of plans that last to ``year`` or longer whose latest judgement is off track.

    A year that was not reported yet hides nothing: the one before it still speaks. One query.
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
            target__plan__end_year__gte=year,
        )
        .select_related("target__plan")
        .annotate(
            value=Subquery(_in_force().values("value")[:1]),
            typed=Subquery(_in_force().values("decimals")[:1]),
        )
        .order_by("target_id")
    )
    return [
        Latest(
            target_id=row.target_id,
            zone_id=row.target.plan.zone_id,
            department_id=row.target.department_id,
            attribute=Attribute(row.target.attribute) if row.target.attribute else None,
            year=row.year,
            word=judged(row.status, row.verdict),
            answer=row.judgement,
            value=_as_typed(row.value, row.typed),
        )
        for row in rows
    ]


def _as_typed(value: Decimal | None, decimals: int) -> Decimal | None:
    """The database pads figures to its scale; never at the cost of a digit that counts."""
    if value is None:
        return None
    typed = round(value, decimals)
    return typed if typed == value else value.normalize()


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
