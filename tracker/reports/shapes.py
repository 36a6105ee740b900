"""What charts show: frozen values with every text ready to print, no drawing and no Django.

Values are in the unit that the axis names, already divided where figures are large (万, 亿);
texts are translated and written by whoever builds the shape, so that a chart, its table row and
its page say the same.
"""

from dataclasses import dataclass

from tracker.terms import Light


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one year. ``hollow`` marks what is not settled; ``text`` is printed beside it."""

    year: int
    value: float
    text: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the figures lead if they go on as they did; the range is None where none is known."""

    start: Point
    end: Point
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The target as a line, or as a band up to ``high``, over the years it is judged in."""

    value: float
    text: str
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What lines and marks are called, in the language of the reader."""

    history: str
    baseline: str
    path: str
    figures: str
    hollow: str
    annual: str
    projection: str
    compared: str = ""
    amounts: str = ""


@dataclass(frozen=True, slots=True)
class PathChart:
    """One target's way: what was, what was promised, what was reported, where it leads.

    ``figures`` are joined by a line unless the series breaks between two of them; ``amounts``
    are yearly amounts behind a running total, ``compared`` the series or the yearly assigned
    values that figures are held against. ``alt`` says the finding for whoever cannot see it.
    """

    unit: str
    first_year: int
    last_year: int
    key: Key
    history: tuple[Point, ...] = ()
    baseline: Point | None = None
    path: tuple[tuple[float, float], ...] = ()
    figures: tuple[Point, ...] = ()
    breaks: tuple[int, ...] = ()
    annual: tuple[Point, ...] = ()
    compared: tuple[Point, ...] = ()
    compared_joined: bool = True
    amounts: tuple[Point, ...] = ()
    fan: Fan | None = None
    goal: Goal | None = None
    is_rank: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A number of targets that share a light; ``mark`` tells the lights apart without colour."""

    count: int
    light: Light
    mark: str


@dataclass(frozen=True, slots=True)
class FieldBar:
    """One field of work: its targets by light, and the share on pace as text, as ``7/9``."""

    name: str
    segments: tuple[Segment, ...]
    share: str


@dataclass(frozen=True, slots=True)
class FieldChart:
    """The fields of work of a zone, one bar each; ``key`` names the lights that occur."""

    bars: tuple[FieldBar, ...]
    key: tuple[tuple[Light, str], ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class MatrixBox:
    """Where one zone stands in one field of work: the light in mark and word, and the share."""

    light: Light
    mark: str
    word: str
    share: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One zone across the fields of work; None where its plan has no target."""

    name: str
    boxes: tuple[MatrixBox | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Zones by fields of work."""

    columns: tuple[str, ...]
    lines: tuple[MatrixLine, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One zone's way among others'; mark, word and light say where it stands."""

    title: str
    mark: str
    word: str
    light: Light
    chart: PathChart


@dataclass(frozen=True, slots=True)
class Multiples:
    """One indicator in several zones, every panel in the same unit and to be drawn on one scale."""

    unit: str
    key: Key
    panels: tuple[Panel, ...]
    alt: str = ""


Chart = PathChart | FieldChart | MatrixChart | Multiples
