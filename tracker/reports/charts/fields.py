"""Draws where the fields of work of a zone stand."""

from functools import lru_cache

from tracker.reports.charts.canvas import (
    FINE,
    INK,
    KEY_ROW,
    PAGE,
    PAPER,
    TEXT,
    Entry,
    Sheet,
    Size,
    cut,
    ems,
    key_rows,
)
from tracker.reports.charts.lights import bar_of
from tracker.reports.shapes import FieldBar, FieldChart, Segment
from tracker.terms import Light

# In points: what names of bars may take of the chart, a bar, and its row.
_WIDEST_NAME = 170.0
_BAR, _ROW = 11.0, 18.0


@lru_cache(maxsize=64)
def field_chart(chart: FieldChart) -> bytes:
    """The fields of work as bars of targets by light, the share on pace at the end of each."""
    entries = [
        Entry(words, {"lw": 0.6, **bar_of(light)}, is_area=True) for light, words in chart.key
    ]
    foot = 6 + KEY_ROW * len(key_rows(entries, PAGE.width))
    sheet = Sheet(Size(PAGE.width, foot + 4 + _ROW * len(chart.bars)))
    names = max((ems(bar.name) * TEXT for bar in chart.bars), default=0.0)
    left = min(max(80.0, names + 10), _WIDEST_NAME)
    longest = max((sum(s.count for s in bar.segments) for bar in chart.bars), default=1)
    unit = (PAGE.width - left - _widest_end(chart)) / longest
    for row, bar in enumerate(chart.bars):
        middle = sheet.size.height - 4 - _ROW * (row + 0.5)
        name = cut(bar.name, left - 8, TEXT)
        sheet.text((left - 6, middle), name, INK, size=TEXT, anchor="right")
        _bar(sheet, bar, (left, middle), unit)
    sheet.key(entries)
    return sheet.svg()


def _widest_end(chart: FieldChart) -> float:
    """What is written at the ends of bars takes, in points: the share, and marks without room."""
    marks = max((len(bar.segments) for bar in chart.bars), default=0)
    return 12 + TEXT * max((ems(bar.share) for bar in chart.bars), default=0) + 8 * marks


def _bar(sheet: Sheet, bar: FieldBar, start: tuple[float, float], unit: float) -> None:
    """One bar; ``unit`` is the length of one target in points."""
    x, middle = start
    untold = []
    for segment in bar.segments:
        width = segment.count * unit
        sheet.box((x, middle - _BAR / 2), width, _BAR, lw=0.6, **bar_of(segment.light))
        if not _told(sheet, segment, (x + width / 2, middle), width):
            untold.append(f"{segment.mark}{segment.count}")
        x += width
    sheet.text((x + 5, middle), bar.share, INK, size=TEXT)
    if untold:
        sheet.text((x + 11 + ems(bar.share) * TEXT, middle), " ".join(untold))


def _told(sheet: Sheet, segment: Segment, place: tuple[float, float], width: float) -> bool:
    """Mark and number in the segment where it has room: grey print tells lights apart by them."""
    text = f"{segment.mark}{segment.count}"
    grey = segment.light is Light.GREY
    if ems(text) * FINE + 2 > width:
        return False
    sheet.text(place, text, INK if grey else PAPER, anchor="center", is_backed=grey)
    return True
