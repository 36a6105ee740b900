"""Draws the way of one target for a line of a table.

Written by hand: a table has hundreds, and matplotlib is not even loaded for it. Pages restyle it
by its classes, paper takes the attributes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tracker.reports.shapes import PathChart

WIDTH, HEIGHT, INSET = 120, 28, 4
_INK, _MUTED, _PAPER = "#1C1F23", "#5B636D", "#FFFFFF"

_Place = tuple[float, float]


def sparkline(shape: PathChart) -> str:
    """The big chart at a glance: dashed way, thin line of figures, the last one as a dot.

    The goal is a light rule where there is no way to it, as for limits that are kept. Empty where
    there is no figure.
    """
    if not shape.figures:
        return ""
    figures = [(float(point.year), point.value) for point in shape.figures]
    if shape.baseline:
        figures.insert(0, (float(shape.baseline.year), shape.baseline.value))
    goal = shape.goal if shape.goal and not shape.path else None
    scale = _scale([*figures, *shape.path], goal.value if goal else None, falls=shape.is_rank)
    parts = []
    if goal:
        y = scale.y(goal.value)
        style = f'stroke="{_MUTED}" stroke-dasharray="1 2"'
        parts.append(f'<line class="spark-goal" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" {style}/>')
    if shape.path:
        style = f'fill="none" stroke="{_MUTED}" stroke-dasharray="3 2"'
        way = scale.line(shape.path)
        parts.append(f'<polyline class="spark-way" points="{way}" {style}/>')
    if len(figures) > 1:
        style = f'fill="none" stroke="{_INK}" stroke-width="1.5"'
        line = scale.line(figures)
        parts.append(f'<polyline class="spark-line" points="{line}" {style}/>')
    parts.append(_dot(scale, figures[-1], is_hollow=shape.figures[-1].hollow))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label={quoteattr(shape.alt)}>'
        f"{''.join(parts)}</svg>"
    )


def _dot(scale: "_Scale", figure: _Place, *, is_hollow: bool) -> str:
    """The latest figure; hollow while it is not settled."""
    marked, fill = (" hollow", _PAPER) if is_hollow else ("", _INK)
    return (
        f'<circle class="spark-dot{marked}" cx="{scale.x(figure[0])}" cy="{scale.y(figure[1])}" '
        f'r="2.5" fill="{fill}" stroke="{_INK}" stroke-width="1.25"/>'
    )


@dataclass(frozen=True)
class _Scale:
    """From years and values to pixels; ranks fall, so that up is better there too."""

    first: float
    last: float
    low: float
    high: float
    falls: bool

    def x(self, year: float) -> float:
        return self._at(year - self.first, self.last - self.first, WIDTH)

    def y(self, value: float) -> float:
        way = value - self.low if self.falls else self.high - value
        return self._at(way, self.high - self.low, HEIGHT)

    def line(self, points: Sequence[_Place]) -> str:
        return " ".join(f"{self.x(year)},{self.y(value)}" for year, value in points)

    @staticmethod
    def _at(part: float, span: float, length: int) -> float:
        inner = length - 2 * INSET
        return round(INSET + (inner * part / span if span else inner / 2), 1)


def _scale(points: Sequence[_Place], goal: float | None, *, falls: bool) -> _Scale:
    years = [year for year, _value in points]
    values = [value for _year, value in points] + ([] if goal is None else [goal])
    return _Scale(min(years), max(years), min(values), max(values), falls)
