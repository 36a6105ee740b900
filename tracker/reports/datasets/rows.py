"""Rows of the tables that single kinds of documents have.

``key`` is the number of the target in the register; the exact numbers of its row stand in the table
of indicators.
"""

from dataclasses import dataclass
from decimal import Decimal

from tracker.reports.datasets.parts import Line, Sums, Word
from tracker.reports.shapes import Multiples, PathChart


@dataclass(frozen=True, slots=True)
class Number:
    """One large number of a brief, what it counts, and the small words below it.

    ``part`` of ``whole`` is what the number says: targets, or years.
    """

    name: str
    value: str
    note: str
    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """A target that falls short, in one row: where it stands, what is needed, what was promised.

    ``row`` is it in full.
    """

    title: str
    judged: Word
    attribute: str
    fact: str
    promise: str
    chart: PathChart | None = None
    row: Line | None = None


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """One field of work: its light, how many are on pace, and who stands out either way."""

    name: str
    light: Word
    share: str
    finding: str
    ahead: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    unassessed: tuple[str, ...] = ()
    sums: Sums | None = None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One revision of a target: what the plan printed, what is in force, since when and why.

    Signs and brackets of both are those of the target in the table of indicators.
    """

    name: str
    unit: str
    printed: str
    value: str
    since: str
    document: str
    reason: str
    key: str = ""
    exact_printed: Decimal | None = None
    exact_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target to be looked at again: the rule's grounds, and what a department says of it."""

    name: str
    unit: str
    judged: Word
    target: str
    actual: str
    outlook: str
    proposal: str
    grounds: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many targets ended with one verdict; a count of nothing is a dash.

    ``count`` of them there are, ``bound`` of these binding.
    """

    judged: Word
    binding: str
    anticipatory: str
    total: str
    share: str
    count: int = 0
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """How one target ended, and why, as its officer or its latest answer said."""

    number: str
    name: str
    unit: str
    target: str
    actual: str
    attainment: str
    judged: Word
    reason: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """Targets that ended alike."""

    title: str
    count: str
    rows: tuple[Ended, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the next plan starts from; ``following`` is what that plan itself prints."""

    number: str
    name: str
    unit: str
    value: str
    quality: str
    following: str
    remark: str
    key: str = ""
    exact_value: Decimal | None = None
    exact_following: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a department reported of one target for the year, approved; else dashes."""

    number: str
    name: str
    unit: str
    value: str
    quality: str
    approved_on: str
    note: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """One zone in the order of its share on pace; too little coverage has no place.

    ``number`` is its place as a number, ``year`` the one that it is judged in; ``bound`` counts its
    binding targets.
    """

    place: str
    zone: str
    period: str
    on_pace: str
    share: str
    coverage: str
    binding: str
    light: Word
    reason: str
    sums: Sums
    zone_code: str = ""
    number: int | None = None
    year: int | None = None
    bound: Sums | None = None


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One zone's field of work; ``light`` is None where its plan has no target there."""

    share: str
    light: Word | None
    is_thin: bool = False
    sums: Sums | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One zone across the fields of work."""

    zone: str
    cells: tuple[MatrixCell, ...]
    zone_code: str = ""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One zone's target on an indicator that others have too; ``row`` is it in full."""

    zone: str
    scope: str
    period: str
    base: str
    target: str
    actual: str
    attainment: str
    progress: str
    elapsed: str
    judged: Word
    row: Line
    zone_code: str = ""


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """One indicator in one caliber, and the zones that have it."""

    indicator: str
    unit: str
    caliber: str
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedChart:
    """One indicator drawn for the zones that have it."""

    caption: str
    chart: Multiples
