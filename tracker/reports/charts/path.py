"""Draws the way of one target."""

import math
from functools import lru_cache

from tracker.reports.charts.canvas import (
    ACCENT,
    FINE,
    INK,
    KEY_ROW,
    LINE,
    MUTED,
    PAGE,
    Sheet,
    Size,
    ems,
    key_rows,
)
from tracker.reports.charts.plots import Plot, draw_axes, margin_of, scale_of
from tracker.reports.charts.ways import draw_way, key_of
from tracker.reports.shapes import PathChart

# Around the plot, in points: for the unit above, the years below, and labels at the right edge.
_TOP, _YEARS = 18.0, 18.0
_LEAST_LEFT, _LEAST_RIGHT = 32.0, 60.0

_Label = tuple[float, str, str]


@lru_cache(maxsize=512)
def path_chart(chart: PathChart, size: Size = PAGE) -> bytes:
    """One target's way as SVG, in 5 to 10 ms."""
    sheet, entries = Sheet(size), key_of(chart.key, chart)
    labels = _edge_labels(chart)
    widest = max((ems(row) for _v, text, _c in labels for row in text.split("\n")), default=0)
    scale = scale_of([chart])
    plot = Plot(
        scale,
        left=max(_LEAST_LEFT, margin_of(scale)),
        bottom=_YEARS + KEY_ROW * len(key_rows(entries, size.width)),
        right=size.width - min(max(_LEAST_RIGHT, 8 + FINE * widest), size.width * 0.36),
        top=size.height - _TOP,
    )
    draw_axes(sheet, plot)
    sheet.text((2, size.height - FINE), chart.unit)
    draw_way(sheet, plot, chart)
    _at_points(sheet, plot, chart)
    heights = [(plot.y(value), text, colour) for value, text, colour in labels]
    for height, text, colour in _apart(heights, size.height):
        sheet.text((plot.right + 4, height), text, colour)
    sheet.key(entries)
    return sheet.svg()


def _edge_labels(chart: PathChart) -> list[_Label]:
    """What is written at the right edge, each at a value."""
    found: list[_Label] = []
    if goal := chart.goal:
        found.append((goal.value if goal.high is None else goal.high, goal.text, INK))
    if chart.fan and chart.fan.end.text:
        found.append((chart.fan.end.value, chart.fan.end.text, ACCENT))
    if chart.compared and chart.key.compared:
        found.append((chart.compared[-1].value, chart.key.compared, MUTED))
    return found


def _at_points(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """Each value beside its mark, on the side where neither path nor line runs.

    The latest is always written; an earlier one only where it has room.
    """
    promised = dict(chart.path)
    row = (*((chart.baseline,) if chart.baseline else ()), *chart.figures)
    free = math.inf
    for index, point in reversed(list(enumerate(row))):
        half = ems(point.text) * FINE / 2
        place, height = plot.at(point.year, point.value)
        if place + half > free:
            continue
        free = place - half - 2
        near = row[max(index - 1, 0) : index + 2]
        level = promised.get(point.year, sum(p.value for p in near) / len(near))
        below = (point.value < level) != chart.is_rank and height > plot.bottom + 1.6 * LINE
        middle = height + (-1 if below else 1) * LINE
        sheet.text((place, middle), point.text, INK, anchor="center", is_backed=True)


def _apart(labels: list[_Label], most: float) -> list[_Label]:
    """Heights of labels at one edge, pushed apart so that none covers another or leaves above."""
    placed: list[_Label] = []
    top = 0.0
    for height, text, colour in sorted(labels):
        half = LINE * (1 + text.count("\n")) / 2
        centre = max(height, top + half)
        top = centre + half
        placed.append((centre, text, colour))
    over = max(top - most, 0)
    return [(centre - over, text, colour) for centre, text, colour in placed]
