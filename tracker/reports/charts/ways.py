"""Draws what was, what was promised, what was reported and where it leads onto a plot."""

from typing import Any

from tracker.reports.charts.canvas import ACCENT, AMOUNTS, FAN, INK, MUTED, PAPER, Entry, Sheet
from tracker.reports.charts.plots import Plot
from tracker.reports.shapes import Key, PathChart, Point

_PROMISED: dict[str, Any] = {"color": MUTED, "lw": 1, "ls": (0, (4, 2.5))}
_LEADING: dict[str, Any] = {"color": ACCENT, "lw": 1, "ls": (0, (1, 2))}
_PAST: dict[str, Any] = {"color": MUTED, "lw": 0.8}
_AMOUNT: dict[str, Any] = {"fc": AMOUNTS, "ec": MUTED, "lw": 0.4}
_BASELINE: dict[str, Any] = {"color": INK, "ls": "none", "marker": "s", "ms": 4.5}
_COMPARED: dict[str, Any] = {"color": MUTED, "lw": 1, "marker": "_", "ms": 12, "mew": 1.6}
_FIGURE: dict[str, Any] = {"color": ACCENT, "marker": "o", "ms": 5, "mew": 1.2}


def draw_way(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """All of it but the letters, what matters most on top."""
    _amounts(sheet, plot, chart)
    _fan(sheet, plot, chart)
    _goal(sheet, plot, chart)
    _promise(sheet, plot, chart)
    _past(sheet, plot, chart)
    _reported(sheet, plot, chart)


def _amounts(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    ground, width = plot.y(0) if chart.amounts else 0, 0.42
    for point in chart.amounts:
        left, right = plot.x(point.year - width / 2), plot.x(point.year + width / 2)
        sheet.box((left, ground), right - left, plot.y(point.value) - ground, **_AMOUNT)


def _fan(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """From the latest figure to the target year: the range pale, its middle dotted."""
    if (fan := chart.fan) is None:
        return
    start, end = plot.of((fan.start, fan.end))
    if fan.low is not None and fan.high is not None:
        corners = [plot.at(fan.end.year, fan.low), plot.at(fan.end.year, fan.high)]
        sheet.area([start, *corners], fc=FAN, ec="none")
    sheet.line([start, end], **_LEADING)


def _goal(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """A line, or a band with two edges, from the baseline to the target year."""
    if (goal := chart.goal) is None:
        return
    start = chart.baseline.year if chart.baseline else chart.first_year
    years = min(start, chart.last_year - 1), chart.last_year
    if goal.high is not None:
        edges = [*plot.across(*years, goal.value), *plot.across(*years, goal.high)[::-1]]
        sheet.area(edges, fc=AMOUNTS, ec="none")
        sheet.line(plot.across(*years, goal.high), color=INK, lw=0.9)
    sheet.line(plot.across(*years, goal.value), color=INK, lw=0.9)


def _promise(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """The path as promised, the annual targets on it, and what figures are held against."""
    if chart.path:
        sheet.line([plot.at(*place) for place in chart.path], **_PROMISED)
    for point in chart.annual:
        level = plot.across(point.year - 0.14, point.year + 0.14, point.value)
        sheet.line(level, color=INK, lw=1.8)
    if chart.compared:
        line = "-" if chart.compared_joined else "none"
        sheet.line(plot.of(chart.compared), ls=line, **_COMPARED)


def _past(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    if chart.history:
        before = (*chart.history, *((chart.baseline,) if chart.baseline else ()))
        sheet.line(plot.of(before), marker=".", ms=4, **_PAST)


def _reported(sheet: Sheet, plot: Plot, chart: PathChart) -> None:
    """Figures solid or hollow on their line, the baseline as a square of ink."""
    for run in _runs(chart):
        if len(run) > 1:
            sheet.line(plot.of(run), color=ACCENT, lw=1.6)
    for is_hollow, face in ((False, ACCENT), (True, PAPER)):
        if places := plot.of(point for point in chart.figures if point.hollow is is_hollow):
            sheet.line(places, ls="none", mfc=face, **_FIGURE)
    if chart.baseline:
        sheet.line(plot.of((chart.baseline,)), **_BASELINE)


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


def key_of(key: Key, *charts: PathChart) -> list[Entry]:
    """Only what one of the charts shows and no label names."""
    hollow = [point.hollow for chart in charts for point in chart.figures]
    figure: dict[str, Any] = {**_FIGURE, "lw": 1.6}
    entries = [
        (any(c.history for c in charts), Entry(key.history, {**_PAST, "marker": ".", "ms": 4})),
        (any(c.baseline for c in charts), Entry(key.baseline, _BASELINE)),
        (any(c.path for c in charts), Entry(key.path, _PROMISED)),
        (any(c.amounts for c in charts), Entry(key.amounts, _AMOUNT, is_area=True)),
        (not all(hollow), Entry(key.figures, {**figure, "mfc": ACCENT})),
        (any(hollow), Entry(key.hollow, {**figure, "mfc": PAPER})),
        (any(c.annual for c in charts), Entry(key.annual, {"color": INK, "lw": 1.8})),
        (any(c.fan for c in charts), Entry(key.projection, _LEADING)),
    ]
    return [entry for present, entry in entries if present and entry.text]


def compared(key: Key, *charts: PathChart) -> list[Entry]:
    """What figures are held against, where no label names it."""
    is_shown = any(chart.compared for chart in charts) and key.compared
    return [Entry(key.compared, {**_COMPARED, "ls": "none"})] if is_shown else []
