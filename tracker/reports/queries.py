"""What pages and documents show of standings: charts with what stands around the figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from tracker.models import AnnualTarget, AssignedValue, PastFigure, TargetRevision
from tracker.reports import fonts
from tracker.reports.composing import is_written_out, monitoring_report
from tracker.reports.composing.material import Material
from tracker.reports.datasets import Contradiction, MonitoringReport
from tracker.reports.glyphs import filtered, printable
from tracker.reports.paths import chart_of
from tracker.reports.series import Surroundings
from tracker.reports.shapes import PathChart
from tracker.standing import Standing, ZoneStanding
from tracker.standing.pledges import pledges_of_targets


def path_charts(standings: Iterable[Standing]) -> dict[int, PathChart]:
    """Charts by the key of their target; targets with nothing to draw are left out.

    Four queries, whatever the number of standings.
    """
    chosen = list(standings)
    origins = {item.target.restates_id or item.target.pk for item in chosen}
    around = _surroundings(origins)
    charts = {
        item.target.pk: chart_of(item, around[item.target.restates_id or item.target.pk])
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


def shape_of(standing: Standing) -> PathChart | None:
    """The chart of one target by its standing alone, for the small charts in tables. No query."""
    return chart_of(standing, Surroundings())


def drawn(chart: PathChart) -> bytes:
    """A chart as SVG, lettered with the font that documents use."""
    # Importing matplotlib takes a second, which pages and commands without charts do not pay.
    from tracker.reports.charts import path_chart

    folders = fonts.folders(settings.REPORT_FONT_DIRS)
    printed = filtered(chart, printable(folders), set())
    return path_chart(printed, fonts.find(fonts.SANS, settings.REPORT_FONT_DIRS))


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


def monitoring(
    zone: ZoneStanding, contradictions: Sequence[Contradiction], *, made_on: date
) -> MonitoringReport:
    """The tables and sentences of a zone's annual monitoring report, in the active language.

    Seven queries at most. ``contradictions`` are what the plan's own checks found, in words.
    """
    return monitoring_report(_material(zone, contradictions, made_on))


def _material(
    zone: ZoneStanding, contradictions: Sequence[Contradiction], made_on: date
) -> Material:
    written = [item for item in zone.counted if is_written_out(item)]
    pledges = pledges_of_targets(
        [item.target.pk for item in written], made_on, before=zone.year + 1
    )
    assigned = AssignedValue.objects.filter(target__plan=zone.plan, year=zone.year)
    return Material(
        zone,
        made_on,
        charts=path_charts(written),
        assigned={row.target_id: row.value for row in assigned},
        pledges={pk: found[0] for pk, found in pledges.items()},
        contradictions=contradictions,
    )
