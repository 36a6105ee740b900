"""The numbers behind one judgement, ready to be put into formulas as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property

from tracker import notation
from tracker.attainment.figures import Answer, Case
from tracker.attainment.series import View, look
from tracker.attainment.trajectory import Line, trace
from tracker.terms import Direction, TargetKind

_MOST_DECIMALS = 4


def plain(value: Decimal | float | None) -> str:
    """A number as it stands in a formula: all that was typed, calculated ones at four decimals."""
    if isinstance(value, Decimal) and -int(value.as_tuple().exponent) > _MOST_DECIMALS:
        value = round(value, _MOST_DECIMALS)
    if isinstance(value, float):
        value = Decimal(repr(value)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    return notation.number(value)


def bracketed(value: Decimal | float | None) -> str:
    """A negative number in brackets, where it stands behind a sign."""
    text = plain(value)
    return f"({text})" if text.startswith(notation.MINUS) else text


def factor(rate: Decimal) -> str:
    """A yearly rate in percent as a factor: ``(1 + 9.8%)``."""
    sign = notation.MINUS if rate < 0 else "+"
    return f"(1 {sign} {plain(abs(rate))}%)"


@dataclass(frozen=True)
class Facts:
    """A case as the arithmetic sees it, beside its answer."""

    case: Case
    answer: Answer

    @cached_property
    def view(self) -> View:
        return look(self.case)

    @cached_property
    def line(self) -> Line:
        """Levels, increments and ranks only: base and values on the latest caliber."""
        return trace(self.view)

    @property
    def kind(self) -> TargetKind:
        return self.view.target.kind

    @property
    def is_most(self) -> bool:
        return self.view.sign < 0

    @property
    def values(self) -> Mapping[int, Decimal]:
        """The reported values after the base year, by year."""
        on_line = self.kind in (TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK)
        return self.line.values if on_line else self.view.values

    @property
    def first(self) -> int | None:
        """t0, the year of the base in use."""
        on_line = self.kind in (TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK)
        return self.line.base_year if on_line else self.view.target.base_year

    @property
    def latest(self) -> int:
        """t, the latest reported year."""
        year = self.view.latest
        if year is None:
            year = max(self.view.figures)
        return year

    @property
    def end(self) -> int:
        return self.view.end

    @property
    def n(self) -> int:
        return self.end - (self.first or self.end)

    @property
    def k(self) -> int:
        return self.latest - (self.first or self.latest)

    @property
    def m(self) -> int:
        """Years that are known: those reported, or all up to t where two levels tell."""
        return self.k if "from_levels" in self.answer.flags else len(self.view.values)

    @property
    def left(self) -> int:
        return self.end - self.latest

    @property
    def x(self) -> str:
        return plain(self.values[self.latest])

    @property
    def b(self) -> str:
        return plain(self.line.base.value if self.line.base else None)

    @property
    def bracketed_b(self) -> str:
        """The baseline behind a sign."""
        return bracketed(self.line.base.value if self.line.base else None)

    @property
    def goal(self) -> Decimal | None:
        """The value that is compared with: the level of an increment, the rate of growth."""
        target = self.view.target
        if self.kind in (TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK):
            return self.line.goal
        if self.kind is TargetKind.GROWTH:
            return target.growth_percent
        if self.kind is TargetKind.DELEGATED:
            return self.view.figures[self.latest].assigned
        return target.target_value

    @property
    def y(self) -> str:
        return plain(self.goal)

    @property
    def factors(self) -> str:
        """The yearly rates as factors, multiplied: ``(1 + 9.8%) × (1 − 2%)``; or two levels."""
        if "from_levels" in self.answer.flags:
            levels = (self.view.figures[self.latest].level, self.view.target.base_level)
            return " ÷ ".join(plain(level) for level in levels)
        return " × ".join(factor(rate) for rate in self.view.values.values())

    @property
    def amounts(self) -> str:
        return " + ".join(bracketed(value) for value in self.view.values.values())

    @property
    def promised_factor(self) -> str:
        """1 − D or 1 + G of a cumulative change: ``(1 − 13.5%)``."""
        value = self.view.target.target_value or Decimal(0)
        falls = self.view.target.direction is Direction.AT_MOST
        return factor(-value if falls else value)

    @property
    def promised(self) -> str:
        """1 + g* of a growth target."""
        return factor(self.view.target.growth_percent or Decimal(0))
