"""What stands beside each other in a comparison: which indicators zones share, and as charts."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models.wording import label
from tracker.reports.composing.overview import listed
from tracker.reports.datasets import MatrixRow, SharedChart
from tracker.reports.shapes import (
    MatrixBox,
    MatrixChart,
    MatrixLine,
    Multiples,
    Panel,
    PathChart,
)
from tracker.standing import Standing, ZoneStanding
from tracker.terms import LIGHTS, MARKS, OFF_TRACK, Category, TargetKind

# What is comparable: one indicator in one caliber and unit and of one kind, in several zones.
Group = list[tuple[ZoneStanding, Standing]]

# Zones as lines of one picture, and above how many a table that runs on over pages reads better.
_LINES, MOST_LINES = 14, 24
# Each zone has a yardstick of its own, or none: on one scale they would say nothing.
_NOT_DRAWN = frozenset({TargetKind.RELATIVE, TargetKind.MILESTONE, TargetKind.UNDETERMINED})
# Indicators drawn of those that zones share, and zones of one: a page each at most.
_MOST_DRAWN, _MOST_PANELS = 6, 10


def groups_of(zones: Sequence[ZoneStanding]) -> list[Group]:
    """Indicators that two zones or more promise alike, by field of work."""
    found: dict[tuple[int, str, str, str], Group] = {}
    for zone in zones:
        for item in zone.counted:
            target = item.target
            key = (target.indicator_id, caliber_of(item), target.unit, target.kind)
            found.setdefault(key, []).append((zone, item))
    order = list(Category)
    shared = (group for group in found.values() if len({zone.zone.pk for zone, _i in group}) > 1)
    return sorted(shared, key=lambda group: _place(group[0][1], order))


def _place(item: Standing, order: list[Category]) -> tuple[int, int]:
    indicator = item.target.indicator
    return order.index(Category(indicator.category)), indicator.pk


def caliber_of(item: Standing) -> str:
    """What a figure counts; figures of different calibers are not compared (methods §7)."""
    return item.target.caliber or item.target.indicator.caliber or ""


def groups_to_draw(zones: Sequence[ZoneStanding]) -> list[Group]:
    """Of the shared indicators with figures in two zones those on which most zones fall short.

    Where more zones share one than a page holds, those that fall short come before the others.
    """
    drawable = []
    for group in groups_of(zones):
        if group[0][1].target.kind in _NOT_DRAWN:
            continue
        shown = [(zone, item) for zone, item in group if item.figures]
        if len(shown) > 1:
            drawable.append(shown)
    chosen = sorted(drawable, key=lambda group: (-_short(group), -len(group)))[:_MOST_DRAWN]
    return [_pressing(group) for group in drawable if group in chosen]


def _short(group: Group) -> int:
    return sum(item.word in OFF_TRACK for _zone, item in group)


def _pressing(group: Group) -> Group:
    if len(group) <= _MOST_PANELS:
        return group
    return sorted(group, key=lambda pair: pair[1].word not in OFF_TRACK)[:_MOST_PANELS]


def shared_charts(
    groups: Iterable[Group], charts: Mapping[int, PathChart]
) -> Iterable[SharedChart]:
    """Small multiples of each group; ``charts`` by the key of their target, in one unit."""
    for group in groups:
        drawn = [(zone, item, charts.get(item.target.pk)) for zone, item in group]
        panels = tuple(_panel(zone, item, chart) for zone, item, chart in drawn if chart)
        if len(panels) < 2:
            continue
        first = panels[0].chart
        name = str(group[0][1].target.indicator)
        alt = "; ".join(f"{panel.title} {panel.word}: {panel.chart.alt}" for panel in panels)
        count = ngettext("%(count)s zone", "%(count)s zones", len(panels)) % {"count": len(panels)}
        caption = _("%(name)s, %(count)s on one scale") % {"name": name, "count": count}
        yield SharedChart(caption, Multiples(first.unit, first.key, panels, alt))


def _panel(zone: ZoneStanding, item: Standing, chart: PathChart) -> Panel:
    scope = "" if item.target.scope.is_whole else f" · {item.target.scope}"
    word, light = str(label(item.word)), LIGHTS[item.word]
    return Panel(f"{zone.zone}{scope}", MARKS[item.word], word, light, chart)


def matrix_charts(columns: Sequence[str], rows: Sequence[MatrixRow]) -> Iterable[MatrixChart]:
    """The rows of the matrix as pictures that fit on pages; none where there are too many."""
    if len(rows) > MOST_LINES:
        return
    for start in range(0, len(rows), _LINES):
        lines = tuple(_line(row) for row in rows[start : start + _LINES])
        told = (
            f"{line.name}: "
            + listed(
                f"{column} {box.mark}{box.word} {box.share}"
                for column, box in zip(columns, line.boxes, strict=True)
                if box
            )
            for line in lines
        )
        yield MatrixChart(tuple(columns), lines, "; ".join(told))


def _line(row: MatrixRow) -> MatrixLine:
    boxes = (
        MatrixBox(cell.light.light, cell.light.mark, cell.light.text, cell.share)
        if cell.light
        else None
        for cell in row.cells
    )
    return MatrixLine(row.zone, tuple(boxes))
