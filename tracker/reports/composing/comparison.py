"""The comparison of zones (横向比较): ranking, status matrix, the same indicators side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tracker import findings
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, fraction, percent
from tracker.reports import methodology
from tracker.reports.composing.beside import (
    caliber_of,
    groups_of,
    groups_to_draw,
    matrix_charts,
    shared_charts,
)
from tracker.reports.composing.fields import light_of, sums_of
from tracker.reports.composing.overview import bar, bars_key, listed, status_of_figures
from tracker.reports.composing.table import line
from tracker.reports.datasets import (
    Comparison,
    Cover,
    MatrixCell,
    MatrixRow,
    Rank,
    SharedGroup,
    SharedLine,
)
from tracker.reports.shapes import FieldChart, PathChart
from tracker.reports.words import document_words
from tracker.standing import Standing, ZoneStanding
from tracker.terms import LIGHT_MARKS, Attribute, Category, Light, ReportKind

# More bars than a page is high say nothing that the ranking does not.
_MOST_BARS = 20
_MOST_NAMED = 8


def comparison(
    zones: Sequence[ZoneStanding],
    year: int,
    charts: Mapping[int, PathChart] = MappingProxyType({}),
) -> Comparison:
    """Everything that the comparison says of zones in a year, in the active language.

    ``charts`` are those of ``groups_to_draw``, by the key of their target.
    """
    columns = [c for c in Category if any(c in zone.by_category for zone in zones)]
    is_over = all(zone.year >= zone.plan.end_year for zone in zones)
    names = tuple(str(label(column)) for column in columns)
    matrix = tuple(_row(zone, columns) for zone in zones)
    return Comparison(
        kind=ReportKind.COMPARISON,
        language=get_language() or "zh-hans",
        cover=_cover(zones, year),
        words=document_words(is_over=is_over),
        summary=tuple(_summary(zones)),
        zones=_chart(zones),
        zones_caption=_("Targets by zone and status; at the end, on pace / assessable"),
        ranking=tuple(_ranking(zones)),
        columns=names,
        matrix=matrix,
        matrix_charts=tuple(matrix_charts(names, matrix)),
        matrix_caption=_("Zones by fields of work: light, and on pace / assessable"),
        matrix_key="  ".join(_lights(zones)),
        shared=tuple(_shared(zones)),
        shared_charts=tuple(shared_charts(groups_to_draw(zones), charts)),
        shared_charts_lead=_(
            "Drawn are the shared indicators on which most zones fall short, and at most ten zones "
            "of each, those that fall short first; the table has all."
        ),
        rules=methodology.rules_of(zones),
        sources=methodology.sources(),
        year=year,
    )


def _cover(zones: Sequence[ZoneStanding], year: int) -> Cover:
    """Many zones are counted rather than named: the ranking names them all."""
    names = [str(zone.zone) for zone in zones]
    few = len(names) <= _MOST_NAMED
    title = _("Comparison of zones %(year)s") % {"year": year}
    count = ngettext("%(count)s zone", "%(count)s zones", len(names)) % {"count": len(names)}
    items = (item for zone in zones for item in zone.counted)
    facts = [
        (pgettext("cover", "Zones"), listed(names) if few else count),
        (_("Reporting year"), str(year)),
        (_("Status of the figures"), status_of_figures(items, year)),
    ]
    stamp = _("Demonstration data") if any(zone.illustrative for zone in zones) else ""
    return Cover(title, count, "", tuple(facts), stamp)


def _summary(zones: Sequence[ZoneStanding]) -> Iterable[str]:
    """All zones together, and how to read the ranking."""
    yield findings.of_zones(zones)
    yield from _spread(zones)
    other = [zone for zone in zones if zone.year != zones[0].year]
    if other:
        yield _("Plans end in different years; the column of the period says which year is judged.")
    if thin := [str(zone.zone) for zone in zones if _is_thin(zone)]:
        yield _("Too little can be assessed to rank: %(zones)s.") % {"zones": listed(thin)}


def _spread(zones: Sequence[ZoneStanding]) -> Iterable[str]:
    """How many zones have each light, and between which shares they lie."""
    counted = Counter(zone.rollup.light for zone in zones)
    lights = (
        pgettext("zones of a light", "%(light)s %(count)s")
        % {"light": label(light), "count": counted[light]}
        for light in Light
        if counted[light]
    )
    yield _("Lights: %(lights)s.") % {"lights": listed(lights)}
    ranked = sorted((zone for zone in zones if not _is_thin(zone)), key=_share)
    if len(ranked) > 1 and _share(ranked[0]) < _share(ranked[-1]):
        yield _(
            "The largest share on pace is that of %(first)s (%(most)s), the smallest that of "
            "%(last)s (%(least)s)."
        ) % {
            "first": listed(str(z.zone) for z in ranked if _share(z) == _share(ranked[-1])),
            "most": percent(ranked[-1].rollup.all.share),
            "last": listed(str(z.zone) for z in ranked if _share(z) == _share(ranked[0])),
            "least": percent(ranked[0].rollup.all.share),
        }


def _share(zone: ZoneStanding) -> float:
    return zone.rollup.all.share or 0.0


def _chart(zones: Sequence[ZoneStanding]) -> FieldChart:
    """One bar a zone; without bars where they would not fit on a page."""
    if len(zones) > _MOST_BARS:
        return FieldChart((), ())
    bars = tuple(bar(str(zone.zone), zone.rollup) for zone in zones)
    words = [zone.rollup.words for zone in zones]
    alt = "; ".join(f"{each.name} {each.share}" for each in bars)
    return FieldChart(bars, bars_key(bars, words), alt)


def _is_thin(zone: ZoneStanding) -> bool:
    return zone.rollup.light is Light.GREY


def _ranking(zones: Sequence[ZoneStanding]) -> Iterable[Rank]:
    """By share on pace, then by coverage; equal shares share a place, grey zones have none."""

    def order(zone: ZoneStanding) -> tuple[bool, float, float]:
        sums = zone.rollup.all
        return _is_thin(zone), -(sums.share or 0.0), -(sums.coverage or 0.0)

    place, before = 0, None
    for index, zone in enumerate(sorted(zones, key=order), start=1):
        share = zone.rollup.all.share
        if share != before:
            place, before = index, share
        yield _rank(zone, None if _is_thin(zone) else place)


def _rank(zone: ZoneStanding, place: int | None) -> Rank:
    sums, binding, plan = zone.rollup.all, zone.rollup.binding, zone.plan
    years = {"first": plan.start_year, "last": plan.end_year, "year": zone.year}
    period = _("%(first)s–%(last)s, as of %(year)s") % years
    if plan.start_year == plan.end_year:
        period = pgettext("one year of a plan", "%(year)s") % years
    coverage = f"{fraction(sums.assessable, sums.total)} · {percent(sums.coverage, 0)}"
    return Rank(
        place=NOT_KNOWN if place is None else str(place),
        zone=str(zone.zone),
        period=period,
        on_pace=fraction(sums.on_pace, sums.assessable),
        share=percent(sums.share),
        coverage=coverage if sums.total else NOT_KNOWN,
        binding=fraction(binding.on_pace, binding.assessable),
        light=light_of(zone.rollup),
        reason=findings.of_light(zone.rollup, plan, is_over=zone.year >= plan.end_year),
        sums=sums_of(sums),
        zone_code=zone.zone.code,
        number=place,
        year=zone.year,
        bound=sums_of(binding),
    )


def _lights(zones: Sequence[ZoneStanding]) -> Iterable[str]:
    present = {rollup.light for zone in zones for rollup in zone.by_category.values()}
    return (f"{LIGHT_MARKS[light]} {label(light)}" for light in Light if light in present)


def _row(zone: ZoneStanding, columns: Sequence[Category]) -> MatrixRow:
    cells = tuple(_cell(zone, column) for column in columns)
    return MatrixRow(str(zone.zone), cells, zone.zone.code)


def _cell(zone: ZoneStanding, category: Category) -> MatrixCell:
    rollup = zone.by_category.get(category)
    if rollup is None:
        return MatrixCell("", None)
    share = fraction(rollup.all.on_pace, rollup.all.assessable)
    is_thin = rollup.light is Light.GREY
    return MatrixCell(share, light_of(rollup), is_thin=is_thin, sums=sums_of(rollup.all))


def _shared(zones: Sequence[ZoneStanding]) -> Iterable[SharedGroup]:
    """Indicators that two zones or more promise alike, by field of work."""
    for group in groups_of(zones):
        first = group[0][1]
        lines = tuple(_line(zone, item) for zone, item in group)
        yield SharedGroup(str(first.target.indicator), first.target.unit, caliber_of(first), lines)


def _line(zone: ZoneStanding, item: Standing) -> SharedLine:
    target, row = item.target, line(item, "", None)
    years = {"base": target.base_year, "end": target.target_year or NOT_KNOWN}
    period = _("%(base)s–%(end)s") if target.base_year else _("to %(end)s")
    bound = target.attribute == Attribute.BINDING
    scope = "" if target.scope.is_whole else str(target.scope)
    return SharedLine(
        zone=str(zone.zone),
        scope=" · ".join(filter(None, (scope, str(label(Attribute.BINDING)) if bound else ""))),
        period=period % years,
        base=row.base,
        target=row.target,
        actual=row.actual,
        attainment=row.attainment,
        progress=row.progress,
        elapsed=row.elapsed,
        judged=row.judged,
        row=row,
        zone_code=zone.zone.code,
    )
