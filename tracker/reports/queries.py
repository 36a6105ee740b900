"""What pages and documents show of standings: charts with what stands around the figures."""

from collections.abc import Iterable

from django.conf import settings

from tracker.models import AnnualTarget, AssignedValue, PastFigure, TargetRevision
from tracker.reports import fonts
from tracker.reports.paths import Surroundings, chart_of
from tracker.reports.shapes import PathChart
from tracker.standing import Standing


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

    return path_chart(chart, fonts.find(fonts.SANS, settings.REPORT_FONT_DIRS))


def _surroundings(targets: set[int]) -> dict[int, Surroundings]:
    found = {key: Surroundings({}, {}, {}, {}) for key in targets}
    past = PastFigure.objects.filter(target__in=targets, same_caliber=True, year__isnull=False)
    for row in past.exclude(value=None):
        found[row.target_id].past[row.year] = row.value
    for model, name in ((AnnualTarget, "annual"), (AssignedValue, "assigned")):
        for row in model.objects.filter(target__in=targets):
            getattr(found[row.target_id], name)[row.year] = row.value
    for row in TargetRevision.objects.filter(target__in=targets):
        found[row.target_id].revised[row.effective_year] = row.value
    return found
