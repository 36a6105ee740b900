"""What all charts share: paper, ink, lettering, the key below, and the way out as SVG.

Artists are put on a figure without matplotlib's axes and legend, which keep a hundred artists for
ticks, and letters are not measured, for nothing depends on it: together that was nine tenths of a
chart's time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from tracker.notation import number
from tracker.reports.fonts import SANS

INK, MUTED, RULE, PAPER, ACCENT = "#1C1F23", "#5B636D", "#D9DDE2", "#FFFFFF", "#0B4F8A"
FAN, AMOUNTS = "#CFDDEA", "#E4E8EC"
FALLBACKS = f"'{SANS}', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
# Points.
TEXT, FINE = 8.5, 7.5
LINE = 1.35 * FINE
# Of a key: a row, the sample of an entry, and what follows sample and text.
KEY_ROW, _SAMPLE, _GAP, _APART = 1.5 * FINE, 1.7 * FINE, 4.0, 9.0
# Half of the height of Chinese characters above their base line, in ems.
_MIDDLE = 0.36

_FONTS = {size: FontProperties(family=[SANS], size=size) for size in (TEXT, FINE)}

# Once a process: threads share matplotlib's settings, so nothing is changed afterwards.
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "plan target monitor",
        "hatch.linewidth": 0.6,
    }
)

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Size:
    """Of a whole chart, in points (1/72 inch)."""

    width: float
    height: float


# Three sizes with the same lettering: a page's full column, beside a finding on paper, and three
# in a row on a brief.
PAGE = Size(454, 200)
BESIDE = Size(290, 146)
SMALL = Size(236, 112)
# As wide as a sheet of A4 on its side, between its margins.
SIDEWAYS = 756.0


class Sheet:
    """A chart while it is drawn: later things cover earlier ones, and places are points from the
    lower left corner."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self._drawn = 0
        # SVG counts 72 dots an inch.
        self._figure = Figure(figsize=(size.width / 72, size.height / 72), dpi=72, facecolor="none")

    def _add(self, artist: Artist) -> None:
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self._figure.add_artist(artist)

    def line(self, places: Sequence[Place], **style: Any) -> None:
        """A line through the places, or marks at them, as ``Line2D`` takes its style."""
        self._add(Line2D(*zip(*places, strict=True), transform=IdentityTransform(), **style))

    def area(self, places: Sequence[Place], **style: Any) -> None:
        self._add(Polygon(places, transform=IdentityTransform(), **style))

    def box(self, place: Place, width: float, height: float, **style: Any) -> None:
        """A rectangle from its lower left corner."""
        self._add(Rectangle(place, width, height, transform=IdentityTransform(), **style))

    def text(
        self,
        place: Place,
        text: str,
        colour: str = MUTED,
        *,
        size: float = FINE,
        anchor: str = "left",
        is_backed: bool = False,
    ) -> None:
        """Lines of text around the height of the place, to the side of it that ``anchor`` says.

        ``is_backed`` clears what runs behind.
        """
        x, y = place
        lines = text.split("\n")
        if is_backed:
            width = max(map(ems, lines)) * size + 1
            left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
            self.clear((left + width / 2, y), width, size * 1.1, alpha=0.8)
        for row, line in enumerate(lines):
            height = y + (len(lines) - 1 - 2 * row) * LINE / 2 - _MIDDLE * size
            style: dict[str, Any] = {"ha": anchor, "color": colour, "fontproperties": _FONTS[size]}
            self._add(_Letters(x, height, line, transform=IdentityTransform(), **style))

    def clear(self, middle: Place, width: float, height: float, alpha: float = 1.0) -> None:
        """Paper for letters around a place."""
        corner = middle[0] - width / 2, middle[1] - height / 2
        self.box(corner, width, height, fc=PAPER, ec="none", alpha=alpha)

    def key(self, entries: Sequence["Entry"]) -> None:
        """The entries in as many rows as they need, at the foot of the chart."""
        rows = key_rows(entries, self.size.width)
        for index, row in enumerate(reversed(rows)):
            x, y = 2.0, KEY_ROW * (index + 0.5) + 1
            for entry in row:
                self._sample(entry, x, y)
                self.text((x + _SAMPLE + _GAP, y), entry.text)
                x += entry.width

    def _sample(self, entry: "Entry", x: float, y: float) -> None:
        if entry.is_area:
            self.box((x, y - 0.35 * FINE), _SAMPLE, 0.7 * FINE, **entry.style)
        elif entry.style.get("ls") == "none":
            self.line([(x + _SAMPLE / 2, y)], **entry.style)
        else:
            self.line([(x, y), (x + _SAMPLE, y)], **{**entry.style, "marker": None})
            if marker := entry.style.get("marker"):
                middle = {**entry.style, "ls": "none", "marker": marker}
                self.line([(x + _SAMPLE / 2, y)], **middle)

    def svg(self) -> bytes:
        """Without metadata, style sheet, inline styles and ids that nothing refers to."""
        buffer = BytesIO()
        self._figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        text = buffer.getvalue().decode()
        text = _NOISE.sub("", _ID.sub("", text[text.index("<svg") :]))
        text = _MARK.sub(r"\1", text)
        text = text.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
        return _STYLE.sub(_attributes, text).replace(f"'{SANS}'", FALLBACKS).encode()


class _Letters(Text):
    """Text that is placed by its anchor, and neither measured nor read for formulas."""

    def draw(self, renderer: RendererBase) -> None:
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        x, y = self.get_unitless_position()
        y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        gc.restore()


@dataclass(frozen=True)
class Entry:
    """One entry of a key: a sample of what is drawn, and what it is called."""

    text: str
    style: dict[str, Any]
    is_area: bool = False

    @property
    def width(self) -> float:
        return _SAMPLE + _GAP + ems(self.text) * FINE + _APART


def key_rows(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    """The entries of a key in rows of a chart of this width."""
    rows: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        if not rows or left + entry.width - _APART > width:
            rows.append([])
            left = 2.0
        rows[-1].append(entry)
        left += entry.width
    return rows


def tick(value: float) -> str:
    """A number at an axis."""
    return number(float(value))


def ems(text: str) -> float:
    """How wide a text is, about: a Chinese character or a mark is one em, a Latin letter half."""
    return sum(1.0 if character > "\u2480" else 0.55 for character in text)


def cut(text: str, width: float, size: float = FINE) -> str:
    """As much of a text as there is room for, in points."""
    if ems(text) * size <= width:
        return text
    while text and (ems(text) + 1) * size > width:
        text = text[:-1]
    return f"{text}…"


_STYLE = re.compile(r' style="([^"]*)"')
# Marks are painted where they are used, so that they follow the page as lines do.
_MARK = re.compile(r'(<path id="m[0-9a-f]+"[^>]*?) style="[^"]*"')
_ID = re.compile(r' id="[\w.]+_\d+"')
_NOISE = re.compile(
    r"\s*(<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>)", re.DOTALL
)


def _attributes(match: re.Match[str]) -> str:
    """``style="fill: red"`` as ``fill="red"``, which pages without inline styles show as well."""
    pairs = (pair.split(":", 1) for pair in match[1].split(";") if pair.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
