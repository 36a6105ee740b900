"""Native charts over the cells of a sheet; each has its words and numbers beside its colours."""

from collections.abc import Sequence
from typing import Any

from tracker.reports.datasets import Outcome
from tracker.reports.workbook.grids import FIRST
from tracker.reports.workbook.looks import ACCENT, LIGHTS, Looks

# Of a chart, in dots.
_WIDTH, _ABOVE, _BAR, _BELOW = 655, 48, 28, 40
_RULES = {"visible": True, "line": {"color": "#D9DDE2"}}


def chart_height(bars: int) -> int:
    """Dots of a chart of so many bars."""
    return _ABOVE + _BAR * bars + _BELOW


def shares_chart(
    looks: Looks, sheet: str, rows: tuple[int, int], columns: tuple[int, int], width: int = _WIDTH
) -> Any:
    """Shares on pace as bars, the first one on top, each with its number beside it.

    ``rows`` are the first and the last one, ``columns`` those of the names and of the shares;
    ``width`` is in dots.
    """
    (first, last), (names, values) = rows, columns
    chart = looks.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": looks.words["share"],
            "categories": [sheet, first, names, last, names],
            "values": [sheet, first, values, last, values],
            "fill": {"color": ACCENT},
            "data_labels": {"value": True, "num_format": "0%"},
            "gap": 60,
        }
    )
    shares = {"min": 0, "max": 1, "num_format": "0%", "label_position": "high"}
    chart.set_x_axis({**shares, "major_gridlines": _RULES})
    return _arranged(chart, looks.words["share"], last - first + 1, width)


def outcomes_chart(looks: Looks, sheet: str, outcomes: Sequence[Outcome]) -> Any:
    """How many targets ended with each verdict, in the colour of its light."""
    first, last = FIRST, FIRST + len(outcomes) - 1
    chart = looks.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": looks.words["total"],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 3, last, 3],
            "points": [{"fill": {"color": LIGHTS[one.judged.light][0]}} for one in outcomes],
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    counts = {"min": 0, "num_format": "0", "label_position": "high"}
    chart.set_x_axis({**counts, "major_gridlines": _RULES})
    return _arranged(chart, looks.words["outcomes"], len(outcomes), _WIDTH)


def _arranged(chart: Any, title: str, bars: int, width: int) -> Any:
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}})
    height = chart_height(bars)
    inner = {"x": 0.17, "y": _ABOVE / height, "width": 0.74, "height": _BAR * bars / height}
    chart.set_plotarea({"layout": inner})
    chart.set_size({"width": width, "height": height})
    return chart
