"""What the rules about targets look at; only targets that some rule can speak for are read."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from tracker.alerts.rules.answering import Life
from tracker.alerts.rules.class_changed import DAYS
from tracker.alerts.rules.targets import Annual, Changed, Judged, Lives, Milestone, Reported
from tracker.alerts.views.lives import lives
from tracker.models import AnnualTarget, CycleExtension, Figure, ReportingCycle, Target
from tracker.models.promise import exact
from tracker.models.target import owes
from tracker.standing import reporting_year
from tracker.standing.judgements import changes_since, latest_needing
from tracker.terms import (
    AlertRule,
    Attribute,
    Direction,
    PlanState,
    Quality,
    TargetKind,
    TargetState,
)

RULES = (
    AlertRule.OFF_TRACK,
    AlertRule.FLOOR_BREACHED,
    AlertRule.MILESTONE_OVERDUE,
    AlertRule.FELL_BACK,
    AlertRule.ANNUAL_MISSED,
    AlertRule.PROJECTION_UNLIKELY,
    AlertRule.CLASS_CHANGED,
    AlertRule.DATA_STALE,
)

# The quantities of a judgement that alerts and their mails show.
QUANTITIES = (
    *("expected", "progress", "elapsed", "pace", "attainment", "gap", "margin"),
    *("cumulative", "cumulative_change_percent", "average_growth_percent", "projection"),
)

# An annual value of a range, a milestone or a delegated target says nothing that can be missed.
_WITHOUT_ANNUAL = (
    TargetKind.RANGE,
    TargetKind.MILESTONE,
    TargetKind.DELEGATED,
    TargetKind.UNDETERMINED,
)


@dataclass(frozen=True)
class TargetViews:
    """The views of one day, each read when it is asked for; one query each.

    Plans that ended before the last year that is over need nobody any more.
    """

    today: date
    zones: Collection[int] | None
    lives: dict[int, Lives]

    @property
    def year(self) -> int:
        return reporting_year(self.today.year)

    def judged(self) -> Iterator[Judged]:
        """Latest judgements that are off track, fell back, or are unlikely to end well."""
        for row in latest_needing(self.year, self.zones):
            figures = {name: row.quantities.get(name) for name in QUANTITIES}
            yield Judged(
                zone_id=row.zone_id,
                department_id=row.department_id,
                target_id=row.target_id,
                year=row.year,
                attribute=row.attribute,
                lives=self._lives(row.target_id),
                word=row.word,
                before=row.before,
                likelihood=row.quantities.get("likelihood"),
                figures={"value": None if row.value is None else str(row.value), **figures},
            )

    def changed(self) -> Iterator[Changed]:
        """Judgements that a revision changed in the last 30 days."""
        since = datetime.combine(self.today - timedelta(days=DAYS), time.min)
        for row in changes_since(timezone.make_aware(since), self.zones):
            yield Changed(
                zone_id=row.zone_id,
                department_id=row.department_id,
                target_id=row.target_id,
                year=row.year,
                attribute=row.attribute,
                lives=self._lives(row.target_id),
                change_id=row.pk,
                before=row.before,
                after=row.after,
                changed_on=timezone.localdate(row.changed_at),
                count=row.count,
            )

    def milestones(self) -> Iterator[Milestone]:
        """Milestones whose year is over and that no figure calls done."""
        figures = Figure.objects.filter(target=OuterRef("pk"), in_force=True).order_by()
        undone = figures.filter(done=False, year__gte=OuterRef("target_year"))
        asked = ReportingCycle.objects.filter(
            plan=OuterRef("plan"), year=OuterRef("target_year")
        ).order_by()
        longer = CycleExtension.objects.filter(
            Q(department=None) | Q(department=OuterRef("department")),
            cycle__plan=OuterRef("plan"),
            cycle__year=OuterRef("target_year"),
        )
        rows = self._targets().filter(
            ~Exists(figures.filter(done=True)),
            kind=TargetKind.MILESTONE,
            target_year__lt=self.today.year,
        )
        for about, missed, due, longest, reported in _read(
            rows.annotate(
                missed=Exists(undone),
                due=Subquery(asked.values("due_on")[:1]),
                longest=Subquery(longer.order_by("-due_on").values("due_on")[:1]),
                reported=_latest(figures),
                of=F("target_year"),
            ),
            *("missed", "due", "longest", "reported"),
        ):
            yield Milestone(
                **self._about(about),
                due_on=date(about[3], 12, 31),
                asked_until=max((day for day in (due, longest) if day), default=None),
                reported=reported,
                is_missed=missed,
            )

    def annual(self) -> Iterator[Annual]:
        """Annual targets of the last reported year of each target that its figure misses."""
        figures = Figure.objects.filter(target=OuterRef("target"), in_force=True).order_by()
        of_year = figures.filter(year=OuterRef("year"))
        falls = Q(target__direction=Direction.AT_MOST) | Q(target__kind=TargetKind.RANK)
        rows = (
            AnnualTarget.objects.filter(
                ~Exists(figures.filter(year__gt=OuterRef("year"))),
                target__in=self._targets().exclude(kind__in=_WITHOUT_ANNUAL),
            )
            .annotate(
                reached=Subquery(of_year.values("value")[:1]),
                typed=Subquery(of_year.values("decimals")[:1]),
            )
            .filter(Q(falls, reached__gt=F("value")) | Q(~falls, reached__lt=F("value")))
        )
        fields = (
            *("target__plan__zone_id", "target__department_id", "target_id", "year"),
            *("target__attribute", "target__kind", "target__direction", "target__decimals"),
            *("reached", "typed", "value"),
        )
        for *about, kind, direction, printed, reached, typed, value in (
            rows.order_by().values_list(*fields).iterator()
        ):
            yield Annual(
                **self._about(about),
                kind=TargetKind(kind),
                direction=Direction(direction),
                value=exact(reached, typed),
                annual=exact(value, printed),
            )

    def reported(self) -> Iterator[Reported]:
        """Targets whose last figure lies long back, or whose figure was never settled."""
        figures = Figure.objects.filter(target=OuterRef("pk"), in_force=True).order_by()
        long_ago = datetime.combine(self.today - timedelta(days=365), time.min)
        unsettled = figures.filter(
            quality__in=(Quality.FLASH, Quality.PRELIMINARY),
            approved_at__lt=timezone.make_aware(long_ago),
        ).order_by("-year")
        rows = (
            self._targets()
            .filter(owes(self.year))
            .annotate(
                last=_latest(figures),
                unsettled=Subquery(unsettled.values("year")[:1]),
                quality=Subquery(unsettled.values("quality")[:1]),
                approved=Subquery(unsettled.values("approved_at")[:1]),
                of=F("plan__start_year"),
            )
            .filter(Q(last__lte=self.year - F("plan__stale_years")) | Q(unsettled__isnull=False))
        )
        fields = ("last", "plan__stale_years", "unsettled", "quality", "approved")
        for about, last, patience, unsettled_year, quality, approved in _read(rows, *fields):
            *place, first, label = about
            yield Reported(
                **self._about((*place, max(first, last + 1), label)),
                last=last,
                expected_year=self.year,
                stale_years=patience,
                unsettled_year=unsettled_year,
                quality=quality and Quality(quality),
                approved_on=approved and timezone.localdate(approved),
            )

    def _targets(self) -> QuerySet[Target]:
        """Those that are judged, of published plans in these zones that somebody still needs."""
        here = Q() if self.zones is None else Q(plan__zone__in=self.zones)
        return Target.objects.filter(
            here,
            state=TargetState.PUBLISHED,
            restates=None,
            plan__state=PlanState.PUBLISHED,
            plan__end_year__gte=self.year,
        ).order_by()

    def _about(self, about: Sequence[Any]) -> dict[str, Any]:
        """The fields that all views have, of what ``_ABOUT`` names."""
        zone, department, target, year, attribute = about
        return {
            "zone_id": zone,
            "department_id": department,
            "target_id": target,
            "year": year,
            "attribute": attribute and Attribute(attribute),
            "lives": self._lives(target),
        }

    def _lives(self, target: int) -> Lives:
        return self.lives.get(target, {})


def target_views(today: date, zones: Collection[int] | None = None) -> TargetViews:
    """The views of a day, with the lives of all open alerts about targets. Two queries."""
    found: defaultdict[int, dict[tuple[AlertRule, int], Life]] = defaultdict(dict)
    for (rule, target, year, _none), life in lives(RULES, zones).items():
        if target is not None and year is not None:
            found[target][rule, year] = life
    return TargetViews(today, zones, dict(found))


# ``of`` is the year that the view is about.
_ABOUT = ("plan__zone_id", "department_id", "pk", "of", "attribute")


def _read(rows: QuerySet[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    """What ``_ABOUT`` names as one tuple, and the further fields beside it."""
    for row in rows.values_list(*_ABOUT, *fields).iterator():
        yield row[: len(_ABOUT)], *row[len(_ABOUT) :]


def _latest(figures: QuerySet[Figure]) -> Subquery:
    return Subquery(figures.order_by("-year").values("year")[:1])
