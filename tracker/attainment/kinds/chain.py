"""Yearly rates multiplied into one factor: growth and cumulative change (exact 29, 32)."""

import sys
from dataclasses import dataclass
from decimal import Decimal
from math import copysign, prod

from tracker.attainment.faults import known
from tracker.attainment.numbers import HUNDRED, factor, growth, log_ratio, mean_factor
from tracker.attainment.parts import Standing
from tracker.attainment.series import View
from tracker.attainment.verdict import ended, stands
from tracker.terms import Status, Verdict

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Chain:
    """``factor`` is what ``years`` yearly rates multiply to, up to the latest reported ``year``."""

    factor: Decimal
    years: int
    base_year: int
    year: int
    end: int
    is_from_levels: bool = False

    @property
    def passed(self) -> int:
        """k, the years from the base to the latest rate."""
        return self.year - self.base_year

    @property
    def span(self) -> int:
        """n, the years of the plan."""
        return self.end - self.base_year

    @property
    def left(self) -> int:
        return self.end - self.year

    @property
    def is_complete(self) -> bool:
        return self.years == self.passed

    @property
    def is_derived(self) -> bool:
        """Whether it is more than one reported rate, which is compared as it is (exact 41)."""
        return self.is_from_levels or self.years > 1

    @property
    def average_percent(self) -> Decimal:
        """The geometric mean of the rates, never the arithmetic one."""
        return (mean_factor(self.factor, self.years) - 1) * HUNDRED

    @property
    def log_growth(self) -> float:
        """Σ ln(1 + gᵢ)."""
        return log_ratio(self.factor, _ONE)

    def required_percent(self, yearly: float) -> float | None:
        """Percent a year still required where a year in full brings the logarithm ``yearly``."""
        if not self.left or not self.is_complete:
            return None
        return 100 * growth((yearly * self.span - self.log_growth) / self.left)

    def flags(self, standing: Standing, *, has_pace: bool) -> list[str]:
        flags = []
        if self.is_from_levels:
            flags.append("from_levels")
        elif not self.is_complete:
            flags.append("years_missing")
        if has_pace and self.passed == 1 and "status" in standing:
            flags.append("first_year")
        return flags


def find_chain(view: View) -> Chain | None:
    """Every year's rate; else two levels on one basis; else the rates that were reported."""
    base_year = known(view.target.base_year, "target", "base_year")
    year = view.latest
    if year is None:
        levels = (y for y in view.figures if y != base_year and view.figures[y].level is not None)
        year = max(levels, default=None)
    if year is None:
        return None
    passed = year - base_year
    first, last = view.target.base_level, view.figures[year].level
    has_gap = len(view.values) < passed
    if has_gap and first is not None and last is not None and first > 0 and last > 0:
        return Chain(last / first, passed, base_year, year, view.end, is_from_levels=True)
    if not view.values:
        return None
    product = prod(map(factor, view.values.values()), start=_ONE)
    return Chain(product, len(view.values), base_year, year, view.end)


def promised_log(percent: Decimal) -> float:
    """ln(1 + p) of a promised percent p ≠ 0; never 0, however small the promise."""
    smallest = copysign(sys.float_info.min, percent)
    return log_ratio(factor(percent), _ONE) or smallest


def stand(view: View, chain: Chain, *, now: Status, at_end: Verdict) -> Standing:
    """The status while years are to come; at T a verdict, unless a year is missing."""
    if not view.is_over:
        return stands(now)
    if chain.left:
        return ended(Verdict.NOT_REPORTED)
    verdict = at_end if chain.is_complete else Verdict.INCOMPLETE
    return ended(verdict, provisional=view.is_provisional)
