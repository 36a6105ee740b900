"""Stored judgements that need somebody, read as plain rows: the latest of each target, and what
revisions changed. ``zones`` are the numbers of those asked about, None for all.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Assessment, Figure, JudgementChange
from tracker.models.promise import known
from tracker.terms import (
    GRADES,
    NOT_ASSESSED,
    OFF_TRACK,
    Attribute,
    PlanState,
    Status,
    TargetKind,
    TargetState,
    Verdict,
    judged,
)

UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest judgement of one target that rests on an approved figure of its own year.

    ``before`` is the word of the year before, ``quantities`` are those of the stored answer and
    ``value`` is the figure of the year with the decimals as typed.
    """

    target_id: int
    zone_id: int
    department_id: int | None
    attribute: Attribute | None
    year: int
    word: Status | Verdict
    before: Status | Verdict | None
    quantities: Mapping[str, Any]
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of one target's judgement of one year; ``count`` of all there ever were."""

    pk: int
    target_id: int
    zone_id: int
    department_id: int | None
    attribute: Attribute | None
    year: int
    before: Status | Verdict
    after: Status | Verdict
    changed_at: datetime
    count: int


def latest_needing(year: int, zones: Collection[int] | None = None) -> Iterator[Latest]:
    """Targets whose latest judgement is off track, worse than the year before, or hopeful no more.

    Of plans that last to ``year`` or longer, without milestones, which are judged by their date.
    A year that was not reported yet hides nothing: the one before it still speaks. One query.
    """
    of_target = Assessment.objects.filter(target=OuterRef("target"), year__gt=OuterRef("year"))
    newer = of_target.filter(_ASSESSED, Exists(_in_force()), is_latest=True)
    rows = (
        Assessment.objects.filter(
            _needs_someone(),
            _running(year, zones),
            Exists(_in_force()),
            ~Exists(newer),
            is_latest=True,
        )
        .exclude(target__kind=TargetKind.MILESTONE)
        .annotate(
            value=Subquery(_in_force().values("value")[:1]),
            typed=Subquery(_in_force().values("decimals")[:1]),
            before=Subquery(_year_before().values(word=_WORD)[:1]),
        )
    )
    fields = (
        *("target_id", "target__plan__zone_id", "target__department_id", "target__attribute"),
        *("year", "status", "verdict", "before", "answer", "value", "typed"),
    )
    for target, zone, department, attribute, of, status, verdict, before, answer, value, typed in (
        rows.order_by().values_list(*fields).iterator()
    ):
        yield Latest(
            target,
            zone,
            department,
            attribute and Attribute(attribute),
            of,
            judged(status, verdict),
            word(before),
            answer,
            known(value, typed),
        )


def changes_since(at: datetime, zones: Collection[int] | None = None) -> Iterator[Change]:
    """The last change of each target and year, where it is not older than ``at``. One query."""
    same = JudgementChange.objects.filter(target=OuterRef("target"), year=OuterRef("year"))
    rows = (
        JudgementChange.objects.filter(
            ~Exists(same.filter(pk__gt=OuterRef("pk"))),
            _of_published(zones),
            changed_at__gte=at,
        )
        .annotate(
            was=Coalesce("before__verdict", "before__status"),
            now=Coalesce("after__verdict", "after__status"),
            count=Subquery(same.order_by().values("target").annotate(n=Count("pk")).values("n")),
        )
        .order_by()
    )
    fields = (
        *("pk", "target_id", "target__plan__zone_id", "target__department_id"),
        *("target__attribute", "year", "was", "now", "changed_at", "count"),
    )
    for (
        pk,
        target,
        zone,
        department,
        attribute,
        year,
        was,
        now,
        changed_at,
        count,
    ) in rows.values_list(*fields).iterator():
        label = attribute and Attribute(attribute)
        before, after = _known_word(was), _known_word(now)
        yield Change(
            pk, target, zone, department, label, year, before, after, changed_at, count
        )  # fmt: skip


def word(text: str | None) -> Status | Verdict | None:
    """The term that a column of words holds; no word is a status and a verdict as well."""
    return None if text is None else _known_word(text)


def _known_word(text: str) -> Status | Verdict:
    return Status(text) if text in set(Status) else Verdict(text)


_WORD = Coalesce(F("verdict"), F("status"))
# Each judgement is one of the two, and grey ones say nothing.
_KNOWN = [one for one in (*Status, *Verdict) if one not in NOT_ASSESSED]
_ASSESSED = Q(status__in=_KNOWN) | Q(verdict__in=_KNOWN)


def _running(year: int, zones: Collection[int] | None) -> Q:
    return _of_published(zones) & Q(target__plan__end_year__gte=year)


def _of_published(zones: Collection[int] | None) -> Q:
    """Of judged targets of published plans, in these zones."""
    here = Q() if zones is None else Q(target__plan__zone__in=zones)
    return here & Q(
        target__state=TargetState.PUBLISHED,
        target__restates=None,
        target__plan__state=PlanState.PUBLISHED,
    )


def _needs_someone() -> Q:
    """What some rule can speak for, so that nothing else is read."""
    needs = Q(status__in=OFF_TRACK) | Q(verdict__in=OFF_TRACK)
    needs |= Q(status__in=GRADES, answer__likelihood=UNLIKELY)
    for now, grade in GRADES.items():
        better = [before for before, other in GRADES.items() if other > grade]
        if better:
            column = "status" if isinstance(now, Status) else "verdict"
            was_better = Q(status__in=better) | Q(verdict__in=better)
            fell = _year_before().filter(was_better)
            needs |= Q(Exists(fell), **{column: now})
    return needs


def _year_before() -> QuerySet[Assessment]:
    """The judgement of a judgement's own target one year earlier."""
    return Assessment.objects.filter(
        target=OuterRef("target"), year=OuterRef("year") - 1, is_latest=True
    ).order_by()


def _in_force() -> QuerySet[Figure]:
    """The figure in force of a judgement's own target and year."""
    rows = Figure.objects.filter(target=OuterRef("target"), year=OuterRef("year"), in_force=True)
    return rows.order_by()
