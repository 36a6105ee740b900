"""What the arithmetic works on and answers with: frozen values, no behaviour.

Numbers that are reported or promised are ``Decimal`` with the digits as typed; ``None`` means
"not known" and is never the same as zero. ``Answer`` holds every field of methods §1, §2, §4, §6.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from tracker.terms import (
    Attribute,
    Direction,
    Measure,
    Path,
    Quality,
    Reason,
    Status,
    TargetKind,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Version:
    """A revised target value and the first year that it is judged by (exact 46)."""

    effective_year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """One promise, as the arithmetic needs it; units are the target's own."""

    kind: TargetKind
    direction: Direction = Direction.AT_LEAST
    strict: bool = False
    unit: str = ""
    is_share: bool = False
    path: Path = Path.AUTO
    base_year: int | None = None
    base_value: Decimal | None = None
    base_level: Decimal | None = None
    target_year: int | None = None
    target_value: Decimal | None = None
    growth_percent: Decimal | None = None
    attribute: Attribute = Attribute.ANTICIPATORY
    approximate: bool = False
    every_year: bool = False
    margin: Decimal | None = None
    ratio: Decimal | None = None
    relative_kind: Measure = Measure.LEVEL
    assigned_kind: Measure = Measure.LEVEL
    assessment: Verdict | None = None
    due: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One vintage of one year's report. Several with one year are vintages, the last one drives."""

    year: int
    value: Decimal | None = None
    quality: Quality = Quality.FINAL
    parent: Decimal | None = None
    assigned: Decimal | None = None
    done: bool | None = None
    steps_done: int | Decimal | None = None
    steps_total: int | None = None
    field_size: int | None = None
    level: Decimal | None = None
    is_break: bool = False
    old_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cuts:
    """Pace cuts of a plan (methods §2); below 0 is always reversed."""

    ahead: Decimal = Decimal("1.05")
    on_track: Decimal = Decimal("0.95")
    behind: Decimal = Decimal("0.60")


@dataclass(frozen=True, slots=True)
class Case:
    """A target, what was reported for it, and the year in which one asks."""

    target: Target
    figures: tuple[Figure, ...]
    as_of: int
    cuts: Cuts = field(default_factory=Cuts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The judgement with every quantity behind it. Exactly one of status and verdict is set.

    ``*_percent`` are percent numbers; attainment, progress, pace, elapsed and excess_rate are
    plain ratios; expected, margin, projection* and gap are in the target's unit.
    """

    expected: float | None = None
    attainment: float | None = None
    margin: float | None = None
    progress: float | None = None
    pace: float | None = None
    cagr_ratio: float | None = None
    elapsed: float | None = None
    path: Path | None = None
    required_growth_percent: float | None = None
    required_increment: float | None = None
    required_over_achieved: float | None = None
    projection: float | None = None
    projection_low: float | None = None
    projection_high: float | None = None
    likelihood: str | None = None
    status: Status | None = None
    reason: Reason | None = None
    verdict: Verdict | None = None
    provisional: bool | None = None
    flags: tuple[str, ...] = ()
    average_growth_percent: float | None = None
    cumulative: float | None = None
    cumulative_change_percent: float | None = None
    years_met: int | None = None
    years_reported: int | None = None
    years_breached: int | None = None
    worst_margin: float | None = None
    percentile: float | None = None
    gap: float | None = None
    excess_rate: float | None = None
