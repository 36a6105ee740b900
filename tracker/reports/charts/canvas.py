"""What all charts share: paper, ink, lettering, the key below, and the way out as SVG."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tracker.notation import THIN_SPACE, number
from tracker.reports.fonts import SANS

INK, MUTED, RULE, PAPER, ACCENT = "#1C1F23", "#5B636D", "#D9DDE2", "#FFFFFF", "#0B4F8A"
FAN, AMOUNTS = "#CFDDEA", "#E4E8EC"
FALLBACKS = f"'{SANS}', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
# Points.
TEXT, FINE = 8.5, 7.5
LINE = 1.35 * FINE
# The fonts have no thin space; it is put back once matplotlib has measured the text.
_BLANK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Size:
    """Of a whole chart, in points (1/72 inch)."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Room:
    """Around the plot, in points, for what is written there."""

    left: float
    right: float
    top: float
    bottom: float

    def share_of(self, size: Size) -> dict[str, float]:
        """As the fractions that matplotlib asks for."""
        return {
            "left": self.left / size.width,
            "right": 1 - self.right / size.width,
            "top": 1 - self.top / size.height,
            "bottom": self.bottom / size.height,
        }


# Three sizes with the same lettering: a page's full column, beside a finding on paper, and three
# in a row on a brief.
PAGE = Size(454, 200)
BESIDE = Size(290, 146)
SMALL = Size(236, 112)


def canvas(font: Path, size: Size, room: Room) -> tuple[Figure, Axes]:
    """An empty figure and the plot in it."""
    _prepare(font)
    # SVG counts 72 dots an inch; labels are placed by the same measure.
    figure = Figure(figsize=(size.width / 72, size.height / 72), dpi=72, facecolor="none")
    figure.subplots_adjust(**room.share_of(size))
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


def tick(value: float, _position: int | None = None) -> str:
    """A number at an axis."""
    return plain(number(float(value)))


def ems(text: str) -> float:
    """How wide a text is, about: a Chinese character is one em, a Latin letter half of one."""
    return sum(1.0 if character > "\u2e80" else 0.55 for character in text)


def plain(text: str) -> str:
    """Text as matplotlib may measure it: no thin space, and no ``$`` that starts a formula."""
    return text.replace(THIN_SPACE, _BLANK).replace("$", r"\$")


def key_rows(shown: Sequence[tuple[Artist, str]], width: float) -> int:
    """How many rows the entries of a key take in a chart of this width."""
    return math.ceil(sum(ems(text) * FINE + 32 for _handle, text in shown) / (width * 0.97))


def draw_key(axes: Axes, shown: Sequence[tuple[Artist, str]]) -> None:
    """The entries in as many rows as they need, at the foot of the chart."""
    if not shown:
        return
    handles, texts = zip(*shown, strict=True)
    rows = key_rows(shown, axes.figure.bbox.width)
    axes.figure.legend(
        handles, texts, loc="lower left", bbox_to_anchor=(0, 0), frameon=False,
        ncols=math.ceil(len(texts) / rows), fontsize=FINE, labelcolor=MUTED, handlelength=1.7,
        handletextpad=0.5, columnspacing=1.2, labelspacing=0.2, borderaxespad=0.2,
    )  # fmt: skip


_STYLE = re.compile(r' style="([^"]*)"')
_ID = re.compile(r' id="[\w.]+_\d+"')
_NOISE = re.compile(
    r"\s*(<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>)", re.DOTALL
)


def svg(figure: Figure) -> bytes:
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
