"""Draws the ways of one indicator in several zones beside each other, on one scale."""

import math
from functools import lru_cache

from tracker.reports.charts.canvas import (
    ACCENT,
    FINE,
    INK,
    KEY_ROW,
    PAGE,
    TEXT,
    Sheet,
    Size,
    cut,
    ems,
    key_rows,
)
from tracker.reports.charts.lights import LIGHT_COLOURS
from tracker.reports.charts.plots import Plot, draw_axes, margin_of, scale_of
from tracker.reports.charts.ways import compared, draw_way, key_of
from tracker.reports.shapes import Multiples, Panel

# In points: a panel, what is written above and below its plot, and the unit above all.
_PANEL = Size(140, 106)
_TITLES, _YEARS, _HEAD, _BETWEEN = 26.0, 17.0, 14.0, 10.0


@lru_cache(maxsize=128)
def multiples_chart(chart: Multiples, width: float = PAGE.width) -> bytes:
    """One panel a zone with its baseline, path, figures and target; numbers at the left edge.

    As wide as its panels need, and ``width`` at most.
    """
    ways = [panel.chart for panel in chart.panels]
    scale, entries = (
        scale_of(ways, steps=4),
        [*key_of(chart.key, *ways), *compared(chart.key, *ways)],
    )
    left = max(24.0, margin_of(scale))
    columns = max(min(int((width - left) // _PANEL.width), len(chart.panels)), 1)
    rows = math.ceil(len(chart.panels) / columns)
    size = Size(left + _PANEL.width * columns, _HEAD + _PANEL.height * rows)
    foot = 4 + KEY_ROW * len(key_rows(entries, size.width))
    sheet = Sheet(Size(size.width, size.height + foot))
    sheet.text((2, sheet.size.height - FINE), chart.unit)
    for index, panel in enumerate(chart.panels):
        row, column = divmod(index, columns)
        base = sheet.size.height - _HEAD - _PANEL.height * (row + 1)
        start = left + _PANEL.width * column
        top = base + _PANEL.height - _TITLES
        plot = Plot(scale, start, base + _YEARS, start + _PANEL.width - _BETWEEN, top)
        draw_axes(sheet, plot, has_numbers=column == 0)
        draw_way(sheet, plot, panel.chart)
        _name(sheet, plot, panel)
        _values(sheet, plot, panel)
    sheet.key(entries)
    return sheet.svg()


def _name(sheet: Sheet, plot: Plot, panel: Panel) -> None:
    """The zone above its panel, and where it stands below that."""
    room, colour = plot.right - plot.left, LIGHT_COLOURS.get(panel.light)
    sheet.text((plot.left, plot.top + 19), cut(panel.title, room, TEXT), INK, size=TEXT)
    judged = cut(f"{panel.mark} {panel.word}", room)
    sheet.text((plot.left, plot.top + 8), judged, *((colour,) if colour else ()))


def _values(sheet: Sheet, plot: Plot, panel: Panel) -> None:
    """The target at its line, the latest figure at its mark where the two do not meet."""
    taken = None
    if goal := panel.chart.goal:
        value = goal.value if goal.high is None else goal.high
        text, line = goal.text.split("\n")[0], plot.y(value)
        above = line + FINE <= plot.top + 2
        taken = line + (0.75 if above else -0.75) * FINE
        width = ems(text) * FINE
        end = max(plot.x(panel.chart.last_year), plot.left + width)
        free = end - width
        sheet.text((end, taken), text, INK, anchor="right", is_backed=True)
    if panel.chart.figures:
        latest = panel.chart.figures[-1]
        x, y = plot.at(latest.year, latest.value)
        below = y - 0.9 * FINE > plot.bottom + FINE / 2
        middle = y - 1.1 * FINE if below else y + 1.1 * FINE
        meets = taken is not None and abs(middle - taken) < FINE and x > free - FINE
        if not meets:
            sheet.text((x, middle), latest.text, ACCENT, anchor="center", is_backed=True)
