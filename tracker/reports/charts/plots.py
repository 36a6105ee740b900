"""Where years and values stand on a chart, and the axes beside them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from tracker.reports.charts.canvas import FINE, MUTED, RULE, Place, Sheet, ems, tick
from tracker.reports.shapes import PathChart, Point

# What a year below the axis takes, in points.
_YEAR = 23
# What stays free above and below the outermost values, as a share of their distance.
_FREE = 0.14
# On a scale as high as a chart there are at most so many steps.
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Years from ``first`` to ``last`` and values from ``low`` to ``high``, ranks downwards."""

    first: int
    last: int
    low: float
    high: float
    falls: bool
    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A scale laid on a part of a chart, given in points."""

    scale: Scale
    left: float
    bottom: float
    right: float
    top: float

    def x(self, year: float) -> float:
        # Half of a year stands free on either side of the first and the last.
        first, last = self.scale.first - 0.4, self.scale.last + 0.4
        return self.left + (self.right - self.left) * (year - first) / (last - first)

    def y(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        if self.scale.falls:
            share = 1 - share
        return self.bottom + (self.top - self.bottom) * share

    def at(self, year: float, value: float) -> Place:
        return self.x(year), self.y(value)

    def of(self, points: Iterable[Point]) -> list[Place]:
        return [self.at(point.year, point.value) for point in points]

    def across(self, first: float, last: float, value: float) -> list[Place]:
        """A level line from one year to another."""
        return [self.at(first, value), self.at(last, value)]


def scale_of(charts: Sequence[PathChart], steps: int = _STEPS) -> Scale:
    """The scale that all of these charts share."""
    falls = charts[0].is_rank
    values = [value for chart in charts for value in _values(chart)] or [0.0]
    low, high = min(values), max(values)
    apart = (high - low) * _FREE
    low, high = low - apart, high + apart
    if low == high or not any(chart.figures for chart in charts):
        low, high = min(low, low * 1.1, high * 0.9), max(high, high * 0.9, low * 1.1)
    if low == high:
        low, high = low - 1, high + 1
    if any(chart.amounts for chart in charts):
        low = min(low, 0) if min(values) < 0 else 0
    locator = MaxNLocator(nbins=steps, steps=[1, 2, 2.5, 5, 10], integer=falls)
    ticks = [float(value) for value in locator.tick_values(low, high)]
    return Scale(
        first=min(chart.first_year for chart in charts),
        last=max(chart.last_year for chart in charts),
        low=low,
        high=high,
        falls=falls,
        # There is no rank before the first.
        ticks=tuple(value for value in ticks if (max(low, 1) if falls else low) <= value <= high),
    )


def _values(chart: PathChart) -> Iterable[float]:
    """Everything that has a height."""
    for points in (chart.history, chart.figures, chart.annual, chart.compared, chart.amounts):
        yield from (point.value for point in points)
    yield from (value for _year, value in chart.path)
    if chart.baseline:
        yield chart.baseline.value
    if fan := chart.fan:
        yield from (fan.start.value, fan.end.value)
        yield from (value for value in (fan.low, fan.high) if value is not None)
    if goal := chart.goal:
        yield goal.value
        if goal.high is not None:
            yield goal.high


def margin_of(scale: Scale) -> float:
    """What the numbers beside an axis take, in points."""
    return 8 + FINE * max((ems(tick(value)) for value in scale.ticks), default=0)


def draw_axes(sheet: Sheet, plot: Plot, *, has_numbers: bool = True) -> None:
    """Years below, numbers beside, light rules across, no frame."""
    for value in plot.scale.ticks:
        height = plot.y(value)
        sheet.line([(plot.left, height), (plot.right, height)], color=RULE, lw=0.6)
        if has_numbers:
            sheet.text((plot.left - 4, height), tick(value), anchor="right")
    ends = [(plot.left, plot.bottom), (plot.right, plot.bottom)]
    sheet.line(ends, color=MUTED, lw=0.6)
    first, last = plot.scale.first, plot.scale.last
    every = math.ceil((last - first + 1) * _YEAR / (plot.right - plot.left))
    for year in range(last, first - 1, -every)[::-1]:
        sheet.text((plot.x(year), plot.bottom - FINE), str(year), anchor="center")
