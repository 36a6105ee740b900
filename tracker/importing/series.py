"""Gives relative targets the series that their plan compares them with."""

from collections.abc import Iterable

from tracker.models import ComparedSeries, Plan, Target, Zone
from tracker.terms import Measure, TargetKind

OWN, CITY = "(全区)", "全市"
SAME_INDICATOR = "同一指标"
# What an administrator has chosen since stays: each target is linked once.
REMEMBERED = "compared_series"


def link_series(plans: Iterable[Plan]) -> list[Target]:
    """Link relative targets that were never linked, making series that are new. Four queries.

    The words after 高于, 为 or 同步 tell whose figures they are: the zone's own, the city's, or
    those of somebody beyond.
    """
    targets = _unlinked(plans)
    if not targets:
        return []
    wanted = {target.pk: _series(target) for target in targets}
    known = {_key(series): series for series in ComparedSeries.objects.all()}
    new = {_key(series): series for series in wanted.values() if _key(series) not in known}
    known |= {_key(series): series for series in ComparedSeries.objects.bulk_create(new.values())}
    for target in targets:
        target.compared_series = known[_key(wanted[target.pk])]
        target.as_loaded = {**target.as_loaded, REMEMBERED: target.compared_series.name}
    Target.objects.bulk_update(targets, ["compared_series", "as_loaded"])
    return targets


def _unlinked(plans: Iterable[Plan]) -> list[Target]:
    rows = Target.objects.filter(
        plan__in=plans, kind=TargetKind.RELATIVE, restates=None, compared_series=None
    ).exclude(compared_with=None)
    found = rows.select_related("plan__zone__parent")
    return [target for target in found if REMEMBERED not in target.as_loaded]


def _series(target: Target) -> ComparedSeries:
    name = target.compared_with or ""
    is_change = target.relative_kind == Measure.CHANGE
    return ComparedSeries(
        name=name,
        zone=_zone(name, target.plan.zone),
        indicator_id=target.indicator_id if SAME_INDICATOR in name else None,
        measure=target.relative_kind,
        unit="%" if is_change else target.unit,
    )


def _key(series: ComparedSeries) -> tuple[object, ...]:
    return series.name, series.zone_id, series.indicator_id, series.measure


def _zone(name: str, zone: Zone) -> Zone | None:
    if OWN in name:
        return zone
    city = zone.parent
    is_city = city is not None and (CITY in name or city.name in name)
    return city if is_city else None
