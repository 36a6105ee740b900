"""Draws where the fields of work of a zone stand."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from tracker.reports.charts.canvas import (
    FINE,
    INK,
    MUTED,
    PAGE,
    PAPER,
    TEXT,
    Room,
    Size,
    canvas,
    draw_key,
    ems,
    plain,
    svg,
)
from tracker.reports.shapes import FieldChart, Segment
from tracker.terms import Light

LIGHT_COLOURS = {
    Light.BLUE: "#0B4F8A",
    Light.GREEN: "#1B6E3C",
    Light.YELLOW: "#9A5B00",
    Light.RED: "#B3261E",
}


# What names of bars may take of the chart, in points.
_WIDEST_NAME = 170.0


@lru_cache(maxsize=64)
def field_chart(chart: FieldChart, font: Path) -> bytes:
    """The fields of work as bars of targets by light, the share on pace at the end of each."""
    size = Size(PAGE.width, 42 + 18 * len(chart.bars))
    names = max((ems(bar.name) * TEXT for bar in chart.bars), default=0.0)
    margin = min(max(80.0, names + 10), _WIDEST_NAME)
    figure, axes = canvas(font, size, Room(left=margin, right=46, top=4, bottom=38))
    longest = max((sum(s.count for s in bar.segments) for bar in chart.bars), default=1)
    unit = (size.width - margin - 46) / longest
    for row, bar in enumerate(chart.bars):
        left = 0
        for segment in bar.segments:
            _segment(axes, row, left, segment, unit)
            left += segment.count
        axes.annotate(
            bar.share, (left, row), (5, 0), textcoords="offset points", va="center", color=INK
        )
    axes.set_yticks(range(len(chart.bars)), [plain(bar.name) for bar in chart.bars])
    axes.set_ylim(len(chart.bars) - 0.5, -0.5)
    axes.set_xlim(0, longest)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=TEXT, labelcolor=INK, labelbottom=False)
    draw_key(axes, _lights(chart))
    return svg(figure)


def _segment(axes: Axes, row: int, left: int, segment: Segment, unit: float) -> None:
    """Targets of one light: colour, mark and number, so that grey print tells them apart too.

    ``unit`` is the length of one target in points; the mark is left out where it has no room.
    """
    grey = segment.light is Light.GREY
    axes.barh(row, segment.count, left=left, height=0.62, linewidth=0.6, **_paint(segment.light))
    roomy = segment.count * unit > 26
    axes.text(
        left + segment.count / 2,
        row,
        f"{segment.mark}{segment.count}" if roomy else str(segment.count),
        ha="center",
        va="center_baseline",
        color=INK if grey else PAPER,
        fontsize=FINE,
        bbox={"boxstyle": "square,pad=0.12", "fc": PAPER, "ec": "none"} if grey else None,
    )


def _lights(chart: FieldChart) -> list[tuple[Artist, str]]:
    return [(Patch(lw=0.6, **_paint(light)), plain(words)) for light, words in chart.key]


def _paint(light: Light) -> dict[str, Any]:
    """Grey is hatched paper: what is not known must not look like a result."""
    if light is Light.GREY:
        return {"fc": PAPER, "ec": MUTED, "hatch": "////"}
    return {"fc": LIGHT_COLOURS[light], "ec": PAPER}
