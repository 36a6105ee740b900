"""Draws where zones stand in every field of work: the board on paper."""

from functools import lru_cache

from tracker.reports.charts.canvas import (
    INK,
    PAGE,
    RULE,
    TEXT,
    Place,
    Sheet,
    Size,
    cut,
    ems,
)
from tracker.reports.charts.lights import ground_of, letters_on, mark_on
from tracker.reports.shapes import MatrixBox, MatrixChart
from tracker.terms import Light

# In points: the heads of columns, a row, between boxes, and what names may take of the width.
_HEAD, _ROW, _BETWEEN = 18.0, 27.0, 2.0
_WIDEST_NAME = 0.28


@lru_cache(maxsize=64)
def matrix_chart(chart: MatrixChart, width: float = PAGE.width) -> bytes:
    """Zones × fields of work; every box says its light in mark and word beside colour."""
    sheet = Sheet(Size(width, _HEAD + _ROW * len(chart.lines) + 2))
    widest = max((ems(line.name) * TEXT + 10 for line in chart.lines), default=0)
    left = min(max(60.0, widest), width * _WIDEST_NAME)
    step = (width - left) / max(len(chart.columns), 1)
    for column, name in enumerate(chart.columns):
        middle = left + step * (column + 0.5)
        sheet.text((middle, sheet.size.height - _HEAD / 2), cut(name, step), anchor="center")
    for row, line in enumerate(chart.lines):
        foot = sheet.size.height - _HEAD - _ROW * (row + 1)
        sheet.line([(0, foot + _ROW), (width, foot + _ROW)], color=RULE, lw=0.6)
        sheet.text((2, foot + _ROW / 2), cut(line.name, left - 6, TEXT), INK, size=TEXT)
        for column, box in enumerate(line.boxes):
            _draw(sheet, box, (left + step * column, foot), step)
    return sheet.svg()


def _draw(sheet: Sheet, box: MatrixBox | None, corner: Place, width: float) -> None:
    """One box: mark and share, the word of the light below."""
    x, y = corner[0] + width / 2, corner[1] + _ROW / 2
    if box is None:
        sheet.text((x, y), "·", anchor="center")
        return
    sheet.box(
        (corner[0] + _BETWEEN / 2, corner[1] + _BETWEEN / 2),
        width - _BETWEEN,
        _ROW - _BETWEEN,
        lw=0.6,
        **ground_of(box.light),
    )
    half = (ems(box.mark) + 0.3 + ems(box.share)) * TEXT / 2
    middle, letters = y + 5.5, letters_on(box.light)
    if box.light is Light.GREY:
        sheet.clear((x, y), 2 * half + 6, _ROW - 6)
    sheet.text((x - half, middle), box.mark, mark_on(box.light), size=TEXT)
    sheet.text((x + half, middle), box.share, letters, size=TEXT, anchor="right")
    sheet.text((x, y - 6), box.word, letters, anchor="center")
