"""A plan's targets as printed, and what may be found wrong with them (methods §8)."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.attainment.numbers import factor, places
from tracker.terms import Attribute, Direction, Severity, TargetKind


class FindingCode(StrEnum):
    """What was found; the data of a finding holds the figures to word it with."""

    PRICE_BASIS = "price_basis"
    YEAR_AMBIGUOUS = "year_ambiguous"
    GROWTH_MISMATCH = "growth_mismatch"
    CHANGE_MISMATCH = "change_mismatch"
    SUM_BELOW_FLOORS = "sum_below_floors"
    YEARLY_RATE_MISMATCH = "yearly_rate_mismatch"
    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    PARTS_EXCEED_WHOLE = "parts_exceed_whole"
    PARTS_MISMATCH = "parts_mismatch"
    SHARE_MISMATCH = "share_mismatch"
    NOT_BEYOND_BASE = "not_beyond_base"
    BOUND_EXCEEDED = "bound_exceeded"
    STATED_TWICE = "stated_twice"
    BINDING_WITHOUT_FIGURE = "binding_without_figure"
    UNITS_DIFFER = "units_differ"


@dataclass(frozen=True, slots=True)
class Stated:
    """One target as the plan prints it; every ``Decimal`` with the decimals as printed.

    ``adds_up`` is true for amounts and counts, whose parts sum to the whole. ``period_change`` is
    a change over the period that is printed beside a level, as 〔1.76〕.
    """

    id: str
    indicator: str
    kind: TargetKind
    scope: str = ""
    is_part: bool = False
    unit: str = ""
    direction: Direction = Direction.AT_LEAST
    attribute: Attribute | None = None
    is_share: bool = False
    adds_up: bool = False
    base_year: int | None = None
    base_value: Decimal | None = None
    target_year: int | None = None
    target_value: Decimal | None = None
    growth_percent: Decimal | None = None
    period_change: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def years(self) -> int | None:
        """n, where the plan gives both ends."""
        if self.base_year is None or self.target_year is None:
            return None
        return self.target_year - self.base_year

    @property
    def figures(self) -> tuple[Decimal | None, ...]:
        """What it promises, in whatever form."""
        return self.target_value, self.growth_percent, self.period_change, self.low, self.high


@dataclass(frozen=True, slots=True)
class ShareLink:
    """The target ``share`` is ``part`` as a percentage of ``whole``."""

    share: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class SumLink:
    """``parts`` make up ``whole``: all of it, or some of it where others are not named."""

    whole: str
    parts: tuple[str, ...]
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement inside a plan, between a target and perhaps a related one."""

    code: FindingCode
    severity: Severity
    target_id: str
    related_id: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that one printed figure may stand for, or what becomes of them."""

    low: Decimal
    high: Decimal

    @classmethod
    def printed(cls, figure: Decimal) -> "Interval":
        half = Decimal(5).scaleb(-places(figure) - 1)
        return cls(figure - half, figure + half)

    def meets(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high

    def grown(self, percent: "Interval", years: int) -> "Interval":
        """After ``years`` at a yearly growth somewhere in ``percent``; of a positive figure."""
        slow, fast = factor(percent.low), factor(percent.high)
        return Interval(self.low * slow**years, self.high * fast**years)
