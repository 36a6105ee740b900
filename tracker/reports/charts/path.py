"""Draws the way of one target."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tracker.reports.charts.canvas import (
    ACCENT,
    AMOUNTS,
    FAN,
    FINE,
    INK,
    LINE,
    MUTED,
    PAGE,
    PAPER,
    RULE,
    Room,
    Size,
    canvas,
    draw_key,
    ems,
    key_rows,
    plain,
    svg,
    tick,
)
from tracker.reports.shapes import PathChart, Point

# What a year below the axis takes, in points.
_YEAR = 23


@lru_cache(maxsize=512)
def path_chart(chart: PathChart, font: Path, size: Size = PAGE) -> bytes:
    """One target's way as SVG, lettered with the font file given; 20 to 55 ms, once."""
    foot = 19 + 1.5 * FINE * key_rows(_keys(chart), size.width)
    figure, axes = canvas(font, size, Room(left=36, right=88, top=18, bottom=foot))
    _amounts(axes, chart)
    _fan(axes, chart)
    _goal(axes, chart)
    _promise(axes, chart)
    _reported(axes, chart)
    _axes(axes, chart)
    _labels(axes, chart)
    draw_key(axes, _keys(chart))
    return svg(figure)


def _amounts(axes: Axes, chart: PathChart) -> None:
    if chart.amounts:
        years = [point.year for point in chart.amounts]
        heights = [point.value for point in chart.amounts]
        axes.bar(years, heights, width=0.42, color=AMOUNTS, edgecolor=MUTED, linewidth=0.4)


def _fan(axes: Axes, chart: PathChart) -> None:
    """From the latest figure to the target year: the range pale, its middle dotted."""
    if (fan := chart.fan) is None:
        return
    years = [fan.start.year, fan.end.year]
    if fan.low is not None and fan.high is not None:
        start = fan.start.value
        axes.fill_between(years, [start, fan.low], [start, fan.high], color=FAN, linewidth=0)
    axes.plot(years, [fan.start.value, fan.end.value], color=ACCENT, lw=1, ls=(0, (1, 2)))


def _goal(axes: Axes, chart: PathChart) -> None:
    """A line, or a band with two edges, from the baseline to the target year."""
    if (goal := chart.goal) is None:
        return
    start = chart.baseline.year if chart.baseline else chart.first_year
    years = [min(start, chart.last_year - 1), chart.last_year]
    if goal.high is not None:
        axes.fill_between(years, [goal.value] * 2, [goal.high] * 2, color=AMOUNTS, linewidth=0)
        axes.plot(years, [goal.high] * 2, color=INK, lw=0.9)
    axes.plot(years, [goal.value] * 2, color=INK, lw=0.9)


def _promise(axes: Axes, chart: PathChart) -> None:
    """The path as promised, the annual targets on it, and what figures are held against."""
    if chart.path:
        path = list(zip(*chart.path, strict=True))
        axes.plot(*path, color=MUTED, lw=1, ls=(0, (4, 2.5)))
    for point in chart.annual:
        axes.plot([point.year - 0.14, point.year + 0.14], [point.value] * 2, color=INK, lw=1.8)
    if chart.compared:
        years = [point.year for point in chart.compared]
        values = [point.value for point in chart.compared]
        line = "-" if chart.compared_joined else "none"
        axes.plot(years, values, color=MUTED, lw=1, ls=line, marker="_", ms=12, mew=1.6)


def _reported(axes: Axes, chart: PathChart) -> None:
    """History in grey, the baseline as a ring of ink, figures solid or hollow."""
    before = (*chart.history, *((chart.baseline,) if chart.baseline else ()))
    if chart.history:
        years = [point.year for point in before]
        axes.plot(years, [point.value for point in before], color=MUTED, lw=0.8)
        axes.plot(years, [p.value for p in before], color=MUTED, ls="none", marker=".", ms=4)
    for run in _runs(chart):
        axes.plot([p.year for p in run], [p.value for p in run], color=ACCENT, lw=1.6)
    for point in chart.figures:
        face = PAPER if point.hollow else ACCENT
        axes.plot(point.year, point.value, "o", ms=5, mec=ACCENT, mfc=face, mew=1.2, zorder=5)
    if chart.baseline:
        base = chart.baseline
        axes.plot(base.year, base.value, "s", ms=4.5, mec=INK, mfc=INK, zorder=5)


def _runs(chart: PathChart) -> list[list[Point]]:
    """Figures that may be joined: the line ends where the series breaks or a year is missing."""
    points = list(chart.figures)
    if chart.baseline and points and chart.path:
        points.insert(0, chart.baseline)
    runs: list[list[Point]] = []
    for point in points:
        joined = runs and point.year == runs[-1][-1].year + 1 and point.year not in chart.breaks
        if joined:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _axes(axes: Axes, chart: PathChart) -> None:
    """Years below, unit above, light rules across, no frame; a rank counts downwards."""
    axes.set_xlim(chart.first_year - 0.4, chart.last_year + 0.4)
    span = axes.bbox.width
    every = math.ceil((chart.last_year - chart.first_year + 1) * _YEAR / span)
    axes.set_xticks(range(chart.last_year, chart.first_year - 1, -every)[::-1])
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set(color=MUTED, linewidth=0.6)
    axes.yaxis.set_major_locator(
        MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=chart.is_rank)
    )
    axes.yaxis.set_major_formatter(FuncFormatter(tick))
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=MUTED, labelsize=FINE)
    axes.margins(y=0.14)
    low, high = axes.get_ylim()
    if low == high or not chart.figures:
        low, high = min(low, high * 0.9), max(high, low * 1.1)
    if chart.amounts:
        low = 0
    axes.set_ylim(*((high, low) if chart.is_rank else (low, high)))
    axes.annotate(
        plain(chart.unit),
        (0, 1),
        (-30, 8),
        xycoords="axes fraction",
        textcoords="offset points",
        color=MUTED,
        fontsize=FINE,
    )


def _labels(axes: Axes, chart: PathChart) -> None:
    """Direct labels: at points above or below the path, at the right edge for lines."""
    _at_points(axes, chart)
    edge: list[tuple[float, str, str]] = []
    if chart.goal:
        edge.append(
            (chart.goal.value if chart.goal.high is None else chart.goal.high, chart.goal.text, INK)
        )
    if chart.fan and chart.fan.end.text:
        edge.append((chart.fan.end.value, chart.fan.end.text, ACCENT))
    if chart.compared and chart.key.compared:
        edge.append((chart.compared[-1].value, chart.key.compared, MUTED))
    scale = axes.transData.transform
    heights = [(scale((0, value))[1], text, colour) for value, text, colour in edge]
    for height, text, colour in _apart(heights):
        axes.annotate(
            plain(text),
            (1.0, height),
            xycoords=("axes fraction", "figure pixels"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontsize=FINE,
            annotation_clip=False,
        )


def _at_points(axes: Axes, chart: PathChart) -> None:
    """Each value beside its mark, on the side where neither path nor line runs.

    The latest is always written; an earlier one only where it has room.
    """
    promised = dict(chart.path)
    row = (*((chart.baseline,) if chart.baseline else ()), *chart.figures)
    free = math.inf
    for index, point in reversed(list(enumerate(row))):
        half = ems(point.text) * FINE / 2
        place, height = axes.transData.transform((point.year, point.value))
        if place + half > free:
            continue
        free = place - half - 2
        near = row[max(index - 1, 0) : index + 2]
        level = promised.get(point.year, sum(p.value for p in near) / len(near))
        below = (point.value < level) != chart.is_rank and height > axes.bbox.y0 + LINE
        axes.annotate(
            plain(point.text),
            (point.year, point.value),
            xytext=(0, -12 if below else 6),
            textcoords="offset points",
            ha="center",
            fontsize=FINE,
            color=INK,
            bbox={"boxstyle": "square,pad=0.05", "fc": PAPER, "ec": "none", "alpha": 0.8},
            zorder=6,
        )


def _apart(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Heights of labels at one edge, pushed apart so that none covers another."""
    placed: list[tuple[float, str, str]] = []
    top = 0.0
    for height, text, colour in sorted(labels):
        half = LINE * (1 + text.count("\n")) / 2
        centre = max(height, top + half)
        top = centre + half
        placed.append((centre, text, colour))
    return placed


def _keys(chart: PathChart) -> list[tuple[Artist, str]]:
    """Only what is drawn and not labelled."""
    key, hollow = chart.key, [point.hollow for point in chart.figures]
    figure: dict[str, Any] = {"color": ACCENT, "lw": 1.6, "marker": "o", "ms": 4.5, "mew": 1.1}
    entries = [
        (chart.history, Line2D([], [], color=MUTED, lw=0.8, marker=".", ms=4), key.history),
        (chart.baseline, Line2D([], [], ls="none", marker="s", ms=4, color=INK), key.baseline),
        (chart.path, Line2D([], [], color=MUTED, lw=1, ls=(0, (4, 2.5))), key.path),
        (chart.amounts, Patch(fc=AMOUNTS, ec=MUTED, lw=0.4), key.amounts),
        (not all(hollow), Line2D([], [], mfc=ACCENT, **figure), key.figures),
        (any(hollow), Line2D([], [], mfc=PAPER, **figure), key.hollow),
        (chart.annual, Line2D([], [], color=INK, lw=1.8), key.annual),
        (chart.fan, Line2D([], [], color=ACCENT, lw=1, ls=(0, (1, 2))), key.projection),
    ]
    return [(handle, plain(text)) for present, handle, text in entries if present]
