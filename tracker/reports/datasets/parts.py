"""Parts that several kinds of documents are made of.

Where a reader of the file goes on to calculate, the numbers stand beside their texts, exactly and
with the decimals as typed, and are never read back from a text.
"""

from dataclasses import dataclass
from decimal import Decimal

from tracker.reports.shapes import PathChart
from tracker.terms import Attribute, Direction, Light, Path, Quality, TargetKind


@dataclass(frozen=True, slots=True)
class Word:
    """A judgement as it is printed: mark, word, and the light that colours them."""

    mark: str
    text: str
    light: Light


@dataclass(frozen=True, slots=True)
class Cover:
    """``facts`` are (label, value) pairs; ``stamp`` is printed across every page, or empty.

    ``number`` is the document's own (文号); while it has none, the cover leaves a line for it.
    """

    title: str
    zone: str
    plan: str
    facts: tuple[tuple[str, str], ...]
    stamp: str
    number: str = ""

    def facts_with(self, label: str) -> tuple[tuple[str, str], ...]:
        """The facts, those of an issued document with its number before them."""
        return ((label, self.number), *self.facts) if self.number else self.facts


@dataclass(frozen=True, slots=True)
class Sums:
    """How many targets there are, can be assessed, and are on pace."""

    total: int
    assessable: int
    on_pace: int


@dataclass(frozen=True, slots=True)
class Count:
    """One row of the overview: how many targets, how many of them can be assessed and are on
    pace, and their share."""

    name: str
    total: str
    assessable: str
    on_pace: str
    share: str
    sums: Sums
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """The numbers behind the texts of a row, in its unit; the three shares are plain ratios.

    What was promised and reported has the decimals as typed, what was calculated all that it has
    (``decimals`` says how many of them are printed). ``None`` is not known, and never zero.
    """

    base: Decimal | None
    target: Decimal | None
    annual: Decimal | None
    expected: Decimal | None
    actual: Decimal | None
    attainment: Decimal | None
    progress: Decimal | None
    elapsed: Decimal | None
    decimals: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row is judged on: the kind of its promise and the years of its way; and the term of
    the judgement.

    ``operator`` is the sign of the target, ``over_period`` says that its value is meant over the
    whole period (printed in corner brackets). ``judged_year`` is the year of the latest figure,
    ``base_year`` the one that the way begins in.
    """

    kind: TargetKind
    attribute: Attribute | None
    direction: Direction
    operator: str
    over_period: bool
    path: Path | None
    base_year: int | None
    judged_year: int | None
    target_year: int | None
    judgement: str


@dataclass(frozen=True, slots=True)
class YearFigure:
    """What is in force for one year: ``text`` as it is printed, ``value`` with the decimals as
    typed where it is a number, and how settled it is."""

    year: int
    value: Decimal | None
    text: str
    quality: Quality
    quality_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the official table of indicators (指标完成情况表).

    ``key`` is the number of the target in the register, which never changes; ``years`` are the
    figures in force up to the reporting year.
    """

    key: str
    number: str
    name: str
    scope: str
    unit: str
    attribute: str
    base: str
    target: str
    annual: str
    expected: str
    actual: str
    attainment: str
    progress: str
    elapsed: str
    judged: Word
    remark: str
    exact: Exact
    basis: Basis
    years: tuple[YearFigure, ...]


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Rows under one head, and how many of them are on pace."""

    title: str
    share: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pledge:
    """What was promised about a target: why it fell short, what is done, by whom, until when.

    ``title`` names the year that it answers for, ``outcome`` says whether it was kept; ``light``
    colours that word.
    """

    title: str
    cause: str
    measure: str
    owner: str
    promised: str
    outcome: str
    light: Light


@dataclass(frozen=True, slots=True)
class Finding:
    """One target written out; ``caption`` names the chart, ``pledge`` is the latest answer.

    ``note`` is what the officer wrote beside the latest figure, ``key`` the number of the target in
    the register.
    """

    title: str
    judged: Word
    sentences: tuple[str, ...]
    chart: PathChart | None = None
    caption: str = ""
    pledge: Pledge | None = None
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unassessed:
    """Targets that were not judged, under the reason that they share."""

    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A target without an approved figure of the year; ``note`` is what its officer wrote."""

    name: str
    latest: str
    note: str


@dataclass(frozen=True, slots=True)
class Unreported:
    """What one department has not reported; ``count`` says of how many, in words."""

    department: str
    count: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one department's figures of the year come from: how many are asked for and approved,
    how settled, how many replaced others, approved until when, and what they rest on."""

    department: str
    asked: int
    approved: int
    qualities: str
    revised: int
    latest: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something odd in the plan itself; ``severity`` and ``text`` are translated."""

    severity: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the method note; ``source`` says whether it is published or this system's."""

    name: str
    formula: str
    source: str
