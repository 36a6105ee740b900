"""Small charts in tables, written by hand as SVG: colours come from the style sheet's classes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.reports.queries import shape_of
from tracker.reports.shapes import PathChart
from tracker.standing import Standing

WIDTH, HEIGHT, INSET = 120, 28, 4
BAR_WIDTH, BAR_HEIGHT = 60, 4

Point = tuple[float, float]


def bar(on_pace: int, assessable: int, total: int) -> SafeString:
    """One thin bar of ``total`` targets in three parts; nothing where there is no target."""
    if not total:
        return SafeString("")
    done, known = BAR_WIDTH * on_pace / total, BAR_WIDTH * assessable / total
    return mark_safe(  # noqa: S308  numbers only
        f'<svg class="bar" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" '
        'preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar-unknown" width="{BAR_WIDTH}" height="{BAR_HEIGHT}"/>'
        f'<rect class="bar-known" width="{known:.2f}" height="{BAR_HEIGHT}"/>'
        f'<rect class="bar-done" width="{done:.2f}" height="{BAR_HEIGHT}"/></svg>'
    )


def of_standing(item: Standing) -> SafeString:
    """The small chart of one target as of one year; nothing where there is no figure to draw."""
    shape = shape_of(item)
    return draw(shape) if shape and shape.figures else SafeString("")


def draw(shape: PathChart) -> SafeString:
    """The big chart at a glance: dashed way, thin line of figures, the last one as a dot.

    The goal is a light rule where there is no way to it, as for limits that are kept.
    """
    figures = [(float(point.year), point.value) for point in shape.figures]
    if shape.baseline:
        figures.insert(0, (float(shape.baseline.year), shape.baseline.value))
    goal = shape.goal if shape.goal and not shape.path else None
    scale = _scale([*figures, *shape.path], goal.value if goal else None, falls=shape.is_rank)
    parts = []
    if goal:
        y = scale.y(goal.value)
        parts.append(f'<line class="spark-goal" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>')
    if shape.path:
        parts.append(f'<polyline class="spark-way" points="{scale.line(shape.path)}"/>')
    if len(figures) > 1:
        parts.append(f'<polyline class="spark-line" points="{scale.line(figures)}"/>')
    x, y = scale.x(figures[-1][0]), scale.y(figures[-1][1])
    hollow = " hollow" if shape.figures[-1].hollow else ""
    parts.append(f'<circle class="spark-dot{hollow}" cx="{x}" cy="{y}" r="2.5"/>')
    return mark_safe(  # noqa: S308  numbers and one escaped text
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(shape.alt)}">{"".join(parts)}</svg>'
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

    def line(self, points: Sequence[Point]) -> str:
        return " ".join(f"{self.x(year)},{self.y(value)}" for year, value in points)

    @staticmethod
    def _at(part: float, span: float, length: int) -> float:
        inner = length - 2 * INSET
        return round(INSET + (inner * part / span if span else inner / 2), 1)


def _scale(points: Sequence[Point], goal: float | None, *, falls: bool) -> _Scale:
    years = [year for year, _value in points]
    values = [value for _year, value in points] + ([] if goal is None else [goal])
    return _Scale(min(years), max(years), min(values), max(values), falls)
