"""The colours of lights, told apart in grey print by hatching and by how dark they are."""

from typing import Any

from tracker.reports.charts.canvas import INK, MUTED, PAPER
from tracker.terms import Light

LIGHT_COLOURS = {
    Light.BLUE: "#0B4F8A",
    Light.GREEN: "#1B6E3C",
    Light.YELLOW: "#9A5B00",
    Light.RED: "#B3261E",
}
# Behind letters, the darker the worse.
_GROUNDS = {Light.BLUE: "#E4EDF5", Light.GREEN: "#E6F0E8", Light.YELLOW: "#EFD39A"}


def bar_of(light: Light) -> dict[str, Any]:
    """Grey is hatched paper: what is not known must not look like a result."""
    if light is Light.GREY:
        return {"fc": PAPER, "ec": MUTED, "hatch": "////"}
    return {"fc": LIGHT_COLOURS[light], "ec": PAPER}


def ground_of(light: Light) -> dict[str, Any]:
    """A box to write on; red is written on in white."""
    if light in _GROUNDS:
        return {"fc": _GROUNDS[light], "ec": "none"}
    return bar_of(light)


def mark_on(light: Light) -> str:
    """The colour of a mark on the ground of its light."""
    return PAPER if light is Light.RED else LIGHT_COLOURS.get(light, MUTED)


def letters_on(light: Light) -> str:
    """The colour of letters on the ground of their light."""
    return PAPER if light is Light.RED else INK
