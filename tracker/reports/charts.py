"""Draws charts as SVG: a frozen shape in, bytes out; the same shape gives the same bytes.

Text stays text, so that it can be selected and searched on paper and takes a third of the bytes;
behind the bundled font stand the Chinese fonts of offices' own machines. Every style is written
as an SVG attribute: pages forbid inline styles, and their own style sheet can then restyle a
chart. The only place that knows matplotlib, and never ``pyplot``, which is not thread-safe.
"""

import re
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tracker.notation import THIN_SPACE, number
from tracker.reports.fonts import SANS
from tracker.reports.shapes import FieldChart, PathChart, Point, Segment
from tracker.terms import Light

INK, MUTED, RULE, PAPER, ACCENT = "#1C1F23", "#5B636D", "#D9DDE2", "#FFFFFF", "#0B4F8A"
FAN, AMOUNTS = "#CFDDEA", "#E4E8EC"
LIGHT_COLOURS = {
    Light.BLUE: "#0B4F8A",
    Light.GREEN: "#1B6E3C",
    Light.YELLOW: "#9A5B00",
    Light.RED: "#B3261E",
    Light.GREY: "#C9CED4",
}
FALLBACKS = f"'{SANS}', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
# Inches and points: two charts and their captions fit on a page of A4.
WIDTH, HEIGHT = 6.3, 2.9
TEXT, SMALL = 8.5, 7.5
_LINE = 1.35 * SMALL
# The fonts have no thin space; it is put back once matplotlib has measured the text.
_BLANK = "\u00a0"


@lru_cache(maxsize=512)
def path_chart(chart: PathChart, font: Path) -> bytes:
    """One target's way as SVG, lettered with the font file given; 20 to 55 ms, once."""
    figure, axes = _canvas(font)
    _amounts(axes, chart)
    _fan(axes, chart)
    _goal(axes, chart)
    _promise(axes, chart)
    _reported(axes, chart)
    _axes(axes, chart)
    _labels(axes, chart)
    _key(axes, chart)
    return _svg(figure)


def _canvas(font: Path, height: float = HEIGHT) -> tuple[Figure, Axes]:
    _prepare(font)
    # SVG counts 72 dots an inch; labels are placed by the same measure.
    figure = Figure(figsize=(WIDTH, height), dpi=72, facecolor="none")
    figure.subplots_adjust(left=0.085, right=0.80, bottom=0.19, top=0.90)
    axes = figure.add_subplot(facecolor="none")
    return figure, axes


@cache
def _prepare(font: Path) -> None:
    """Once a process: threads share matplotlib's settings, so nothing is changed afterwards."""
    font_manager.fontManager.addfont(font)
    mpl.rcParams.update(
        {
            "font.family": [font_manager.FontProperties(fname=font).get_name()],
            "font.size": TEXT,
            "svg.fonttype": "none",
            "svg.hashsalt": "plan target monitor",
            "axes.unicode_minus": True,
            "text.color": INK,
            "hatch.linewidth": 0.6,
        }
    )


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
        years, values = zip(*chart.path, strict=True)
        axes.plot(years, values, color=MUTED, lw=1, ls=(0, (4, 2.5)))
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
    axes.set_xticks(range(chart.first_year, chart.last_year + 1))
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set(color=MUTED, linewidth=0.6)
    axes.yaxis.set_major_locator(
        MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=chart.is_rank)
    )
    axes.yaxis.set_major_formatter(FuncFormatter(_tick))
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=MUTED, labelsize=SMALL)
    axes.margins(y=0.14)
    low, high = axes.get_ylim()
    if low == high or not chart.figures:
        low, high = min(low, high * 0.9), max(high, low * 1.1)
    if chart.amounts:
        low = 0
    axes.set_ylim(*((high, low) if chart.is_rank else (low, high)))
    axes.text(
        -0.08, 1.05, _plain(chart.unit), transform=axes.transAxes, color=MUTED, fontsize=SMALL
    )


def _tick(value: float, _position: int | None = None) -> str:
    return number(float(value)).replace(THIN_SPACE, _BLANK)


def _labels(axes: Axes, chart: PathChart) -> None:
    """Direct labels: at points above or below the path, at the right edge for lines."""
    _at_points(axes, chart)
    edge: list[tuple[float, str, str]] = []
    if chart.goal:
        edge.append((chart.goal.high or chart.goal.value, chart.goal.text, INK))
    if chart.fan and chart.fan.end.text:
        edge.append((chart.fan.end.value, chart.fan.end.text, ACCENT))
    if chart.compared and chart.key.compared:
        edge.append((chart.compared[-1].value, chart.key.compared, MUTED))
    scale = axes.transData.transform
    heights = [(scale((0, value))[1], text, colour) for value, text, colour in edge]
    for height, text, colour in _apart(heights):
        axes.annotate(
            _plain(text),
            (1.0, height),
            xycoords=("axes fraction", "figure pixels"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontsize=SMALL,
            annotation_clip=False,
        )


def _at_points(axes: Axes, chart: PathChart) -> None:
    """Each value beside its mark, on the side where neither path nor line runs."""
    promised = dict(chart.path)
    row = (*((chart.baseline,) if chart.baseline else ()), *chart.figures)
    for index, point in enumerate(row):
        near = row[max(index - 1, 0) : index + 2]
        level = promised.get(point.year, sum(p.value for p in near) / len(near))
        below = (point.value < level) != chart.is_rank
        axes.annotate(
            _plain(point.text),
            (point.year, point.value),
            xytext=(0, -12 if below else 6),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
            color=INK,
            zorder=6,
        )


def _apart(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Heights of labels at one edge, pushed apart so that none covers another."""
    placed: list[tuple[float, str, str]] = []
    top = 0.0
    for height, text, colour in sorted(labels):
        half = _LINE * (1 + text.count("\n")) / 2
        centre = max(height, top + half)
        top = centre + half
        placed.append((centre, text, colour))
    return placed


def _key(axes: Axes, chart: PathChart) -> None:
    """Below the years, and only what is drawn and not labelled."""
    key, hollow = chart.key, [point.hollow for point in chart.figures]
    figure = {"color": ACCENT, "lw": 1.6, "marker": "o", "ms": 4.5, "mew": 1.1}
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
    shown = [(handle, _plain(text)) for present, handle, text in entries if present]
    if not shown:
        return
    handles, texts = zip(*shown, strict=True)
    wide = sum(_ems(text) * SMALL + 32 for text in texts) > WIDTH * 72 * 0.93
    axes.legend(
        handles, texts, loc="upper left", bbox_to_anchor=(-0.1, -0.09), frameon=False,
        ncols=-(-len(texts) // 2) if wide else len(texts), fontsize=SMALL, labelcolor=MUTED,
        handlelength=1.7, handletextpad=0.5, columnspacing=1.4, labelspacing=0.25,
        borderaxespad=0.2,
    )  # fmt: skip


def _ems(text: str) -> float:
    """How wide a text is, about: a Chinese character is one em, a Latin letter half of one."""
    return sum(1.0 if character > "\u2e80" else 0.55 for character in text)


def _plain(text: str) -> str:
    """Text as matplotlib may measure it: no thin space, and no ``$`` that starts a formula."""
    return text.replace(THIN_SPACE, _BLANK).replace("$", r"\$")


@lru_cache(maxsize=64)
def field_chart(chart: FieldChart, font: Path) -> bytes:
    """The fields of work as bars of targets by light, the share on pace at the end of each."""
    figure, axes = _canvas(font, height=0.55 + 0.25 * len(chart.bars))
    height = figure.get_figheight()
    figure.subplots_adjust(left=0.17, right=0.90, top=1 - 0.05 / height, bottom=0.42 / height)
    for row, bar in enumerate(chart.bars):
        left = 0
        for segment in bar.segments:
            _segment(axes, row, left, segment)
            left += segment.count
        axes.annotate(
            bar.share, (left, row), (5, 0), textcoords="offset points", va="center", color=INK
        )
    axes.set_yticks(range(len(chart.bars)), [_plain(bar.name) for bar in chart.bars])
    axes.set_ylim(len(chart.bars) - 0.5, -0.5)
    axes.set_xlim(0, max((sum(s.count for s in bar.segments) for bar in chart.bars), default=1))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=TEXT, labelcolor=INK, labelbottom=False)
    _light_key(axes, chart)
    return _svg(figure)


def _segment(axes: Axes, row: int, left: int, segment: Segment) -> None:
    """Targets of one light: colour, mark and number, so that grey print tells them apart too."""
    grey = segment.light is Light.GREY
    axes.barh(
        row,
        segment.count,
        left=left,
        height=0.62,
        color=PAPER if grey else LIGHT_COLOURS[segment.light],
        edgecolor=MUTED if grey else PAPER,
        hatch="////" if grey else None,
        linewidth=0.6,
    )
    box = {"boxstyle": "square,pad=0.15", "fc": PAPER, "ec": "none"} if grey else None
    axes.text(
        left + segment.count / 2,
        row,
        f"{segment.mark}{segment.count}",
        ha="center",
        va="center_baseline",
        color=MUTED if grey else PAPER,
        fontsize=SMALL,
        bbox=box,
    )


def _light_key(axes: Axes, chart: FieldChart) -> None:
    handles = [
        Patch(
            fc=PAPER if light is Light.GREY else LIGHT_COLOURS[light],
            ec=MUTED if light is Light.GREY else PAPER,
            hatch="////" if light is Light.GREY else None,
            lw=0.6,
        )
        for light, _words in chart.key
    ]
    texts = [_plain(words) for _light, words in chart.key]
    axes.figure.legend(
        handles, texts, loc="lower left", bbox_to_anchor=(0.15, 0.0), ncols=len(texts),
        frameon=False, fontsize=SMALL, labelcolor=MUTED, handlelength=1.4, columnspacing=1.4,
        borderaxespad=0.2,
    )  # fmt: skip


_STYLE = re.compile(r' style="([^"]*)"')
_ID = re.compile(r' id="[\w.]+_\d+"')
_NOISE = re.compile(
    r"\s*(<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>)", re.DOTALL
)


def _svg(figure: Figure) -> bytes:
    """The figure without metadata, style sheet, inline styles and ids that nothing refers to."""
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue().decode().replace(_BLANK, THIN_SPACE)
    text = _NOISE.sub("", _ID.sub("", text[text.index("<svg") :]))
    text = text.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return _STYLE.sub(_attributes, text).replace(f"'{SANS}'", FALLBACKS).encode()


def _attributes(match: re.Match[str]) -> str:
    """``style="fill: red"`` as ``fill="red"``, which pages without inline styles show as well."""
    pairs = (pair.split(":", 1) for pair in match[1].split(";") if pair.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
