"""What pages and documents show of standings: charts with what stands around the figures."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from django.conf import settings

from tracker.models import (
    AnnualTarget,
    AssignedValue,
    Department,
    PastFigure,
    Target,
    TargetRevision,
)
from tracker.models.promise import known
from tracker.reports import composing, fonts
from tracker.reports.charts.sparkline import sparkline
from tracker.reports.composing import Issue
from tracker.reports.composing.material import Material
from tracker.reports.datasets import Comparison, Contradiction, Report
from tracker.reports.glyphs import filtered, printable
from tracker.reports.paths import chart_of
from tracker.reports.series import Surroundings
from tracker.reports.shapes import PathChart
from tracker.standing import Standing, ZoneStanding
from tracker.standing.pledges import pledges_of_targets
from tracker.terms import PlanState, ReportKind

Composed = TypeVar("Composed", bound=Report)


def path_charts(
    standings: Iterable[Standing],
    beside: Mapping[int, Sequence[Standing]] = MappingProxyType({}),
) -> dict[int, PathChart]:
    """Charts by the key of their target; targets with nothing to draw are left out.

    ``beside`` are the standings that one is drawn beside, by the key of its target. Four queries,
    whatever the number of standings.
    """
    chosen = list(standings)
    origins = {item.target.restates_id or item.target.pk for item in chosen}
    around = _surroundings(origins)
    charts = {
        item.target.pk: chart_of(
            item,
            around[item.target.restates_id or item.target.pk],
            beside.get(item.target.pk, ()),
        )
        for item in chosen
    }
    return {key: chart for key, chart in charts.items() if chart}


def path_chart_of(standing: Standing) -> PathChart | None:
    """The chart of one target; None where there is nothing to draw. Four queries."""
    return path_charts([standing]).get(standing.target.pk)


def path_svg(standing: Standing) -> str | None:
    """The chart of one target as SVG text, to be put into a page as it is."""
    chart = path_chart_of(standing)
    return drawn(chart).decode() if chart else None


def sparkline_of(standing: Standing) -> str:
    """The chart of one target for a line of a table, as SVG; empty without a figure. No query."""
    chart = chart_of(standing, Surroundings())
    return sparkline(chart) if chart else ""


def drawn(chart: PathChart) -> bytes:
    """A chart as SVG, lettered with the font that documents use."""
    # Importing matplotlib takes a second, which pages and commands without charts do not pay.
    from tracker.reports.charts.path import path_chart

    folders = fonts.folders(settings.REPORT_FONT_DIRS)
    printed = filtered(chart, printable(folders), set())
    return path_chart(printed)


def _surroundings(targets: set[int]) -> dict[int, Surroundings]:
    here = {"target__in": targets}
    past = PastFigure.objects.filter(**here, same_caliber=True, year__isnull=False)
    known = past.exclude(value=None).values_list("target_id", "year", "value")
    annual = AnnualTarget.objects.filter(**here).values_list("target_id", "year", "value")
    assigned = AssignedValue.objects.filter(**here).values_list("target_id", "year", "value")
    revised = TargetRevision.objects.filter(**here, withdrawn_at=None)
    versions = revised.values_list("target_id", "effective_year", "value")
    by_target = [_by_target(rows) for rows in (known, annual, assigned, versions)]
    return {key: Surroundings(*(rows.get(key, {}) for rows in by_target)) for key in targets}


def _by_target(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[int, Decimal]]:
    """Rows of (target, year, value) as values by year of each target."""
    found: dict[int, dict[int, Decimal]] = {}
    for target, year, value in rows:
        found.setdefault(target, {})[year] = value
    return found


def zone_report(
    zone: ZoneStanding,
    kind: ReportKind,
    contradictions: Sequence[Contradiction] = (),
    *,
    made_on: date,
    department: Department | None = None,
    issue: Issue | None = None,
) -> Report:
    """What a document on one zone says, in the active language: a draft, unless it is issued.

    ``contradictions`` are what the plan's own checks found, in words; ``department`` is whose
    sheet it is. Nine queries at most.
    """
    if kind is ReportKind.DEPARTMENT and department:
        material = _material(composing.of_department(zone, department), kind, (), made_on)
        return _released(composing.department_sheet(material, department), made_on, issue)
    return _released(
        _COMPOSED[kind](_material(zone, kind, contradictions, made_on)), made_on, issue
    )


def comparison(
    zones: Sequence[ZoneStanding], year: int, *, made_on: date, issue: Issue | None = None
) -> Comparison:
    """What the comparison of zones says, in the active language. Four queries."""
    groups = [[item for _zone, item in group] for group in composing.groups_to_draw(zones)]
    beside = {item.target.pk: group for group in groups for item in group}
    charts = path_charts([item for group in groups for item in group], beside)
    return _released(composing.comparison(zones, year, charts), made_on, issue)


def _released(report: Composed, made_on: date, issue: Issue | None) -> Composed:
    if issue is None:
        return composing.as_draft(report, made_on)
    return composing.as_issued(report, issue)


_COMPOSED: dict[ReportKind, Callable[[Material], Report]] = {
    ReportKind.MONITORING: composing.monitoring_report,
    ReportKind.MIDTERM: composing.midterm_report,
    ReportKind.FINAL: composing.final_report,
    ReportKind.BRIEF: composing.brief,
}


def _material(
    zone: ZoneStanding, kind: ReportKind, contradictions: Sequence[Contradiction], made_on: date
) -> Material:
    targets = [item.target.pk for item in zone.counted]
    written = [item for item in zone.counted if composing.is_written_out(item)]
    if kind is ReportKind.BRIEF:
        written = composing.most_pressing(zone)[: composing.MOST_CHARTS]
    pledges = pledges_of_targets(targets, made_on, before=zone.year + 1)
    assigned = AssignedValue.objects.filter(target__in=targets, year=zone.year)
    return Material(
        zone,
        made_on,
        charts=path_charts(written),
        assigned={row.target_id: row.value for row in assigned},
        pledges={pk: found[0] for pk, found in pledges.items()},
        contradictions=contradictions,
        revisions=_revisions(targets) if kind is ReportKind.MIDTERM else {},
        following=_following(zone) if kind is ReportKind.FINAL else {},
    )


def _revisions(targets: Collection[int]) -> dict[int, list[TargetRevision]]:
    rows = TargetRevision.objects.filter(target__in=targets, withdrawn_at=None)
    found: dict[int, list[TargetRevision]] = {}
    for row in rows.order_by("effective_year", "pk"):
        found.setdefault(row.target_id, []).append(row)
    return found


def _following(zone: ZoneStanding) -> dict[tuple[int, int], Decimal | None]:
    """Baselines of published plans of the zone that start from this one's last year."""
    targets = Target.objects.filter(
        plan__zone=zone.zone, plan__state=PlanState.PUBLISHED, base_year=zone.plan.end_year
    )
    rows = targets.exclude(plan=zone.plan).order_by("plan", "position", "pk")
    return {(row.indicator_id, row.scope_id): known(row.base_value, row.decimals) for row in rows}
