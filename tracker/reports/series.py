"""A standing made ready to be drawn: values by year, in the unit and the digits of its axis."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod

from tracker.models import Target
from tracker.notation import number
from tracker.reports.shapes import Point
from tracker.standing import Standing
from tracker.terms import Quality, TargetKind

UNSETTLED = frozenset({Quality.FLASH, Quality.PRELIMINARY, Quality.ILLUSTRATIVE})
_TEN_THOUSAND = Decimal(10_000)
# From here on axes count in 万, as Chinese tables do, and in 亿 where the unit is 万 already.
_LARGE = Decimal(100_000)
# Figures are stored with no more, and so is a linked one drawn.
_LINKED_DECIMALS = 4


@dataclass(frozen=True)
class Surroundings:
    """What a chart shows beside the standing, by year, in the unit of the target."""

    past: Mapping[int, Decimal] = field(default_factory=dict)
    annual: Mapping[int, Decimal] = field(default_factory=dict)
    assigned: Mapping[int, Decimal] = field(default_factory=dict)
    revised: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """A standing made ready to be drawn: its plain values by year, and how it is scaled."""

    standing: Standing
    around: Surroundings
    divisor: Decimal
    unit: str

    @property
    def target(self) -> Target:
        return self.standing.target

    @property
    def goal(self) -> Decimal | None:
        """The target value, or the yearly growth, in the version that the year is judged by."""
        valid = [year for year in self.around.revised if year <= self.standing.year]
        if valid:
            return self.around.revised[max(valid)]
        growing = self.target.kind == TargetKind.GROWTH
        return self.target.growth_percent if growing else self.target.target_value

    @property
    def end(self) -> int:
        return self.target.target_year or self.target.plan.end_year

    @property
    def values(self) -> dict[int, Decimal]:
        """The value of every reported year after the base year, on the latest caliber."""
        first = self.target.base_year or 0
        figures = (figure for figure in self.standing.figures if figure.year > first)
        return {f.year: self.linked(f.year, f.value) for f in figures if f.value is not None}

    def linked(self, year: int, value: Decimal) -> Decimal:
        """A value on the latest caliber: times new over old of every later break (exact 45)."""
        if "linked" not in self.standing.answer.flags:
            return value
        later = [f for f in self.standing.figures if f.is_break and f.year > year]
        ratios = (f.value / f.old_value for f in later if f.value is not None and f.old_value)
        return round(value * prod(ratios, start=Decimal(1)), _LINKED_DECIMALS)

    def scaled(self, value: Decimal | float) -> float:
        return float(value) / float(self.divisor)

    def text(self, value: Decimal | float | None) -> str:
        """A value as it is printed beside its point; calculated ones are rounded there."""
        if value is None:
            return ""
        if isinstance(value, float):
            decimals = self.standing.decimals if self.divisor == 1 else None
            return number(value / float(self.divisor), decimals)
        return number(value / self.divisor)

    def point(self, year: int, value: Decimal | float, *, text: bool = True) -> Point:
        return Point(year, self.scaled(value), self.text(value) if text else "", self.hollow(year))

    def points(self, values: Mapping[int, Decimal | float], *, text: bool = True) -> tuple:
        return tuple(self.point(year, value, text=text) for year, value in sorted(values.items()))

    def hollow(self, year: int) -> bool:
        return any(f.year == year and f.quality in UNSETTLED for f in self.standing.figures)


def series_of(standing: Standing, around: Surroundings, beside: Iterable[Standing] = ()) -> Series:
    """The series of a standing, counted in 万 or 亿 where its figures are large, or where those
    drawn ``beside`` it are."""
    unit, divisor = standing.target.unit, Decimal(1)
    shown = [
        value
        for each in (standing, *beside)
        for value in (each.target.target_value, *(figure.value for figure in each.figures))
    ]
    known = [value for value in (*shown, *around.annual.values()) if value is not None]
    largest = max(map(abs, known), default=Decimal(0))
    if largest >= _LARGE and unit and not unit.startswith(("亿", "%", "％", "千")):
        divisor = _TEN_THOUSAND
        unit = unit.replace("万", "亿", 1) if unit.startswith("万") else f"万{unit}"
    return Series(standing, around, divisor, unit)


@dataclass(frozen=True)
class Wording:
    """A target in the unit of its axis and in the version in force, as ``target_text`` reads it."""

    kind: str
    direction: str
    strict: bool
    approximate: bool
    target_value: Decimal | None
    growth_percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    margin: Decimal | None
    ratio: Decimal | None


def scaled_wording(series: Series) -> Wording:
    """The promise as it is written in a chart."""
    target, goal = series.target, series.goal

    def scaled(value: Decimal | None) -> Decimal | None:
        return None if value is None else value / series.divisor

    return Wording(
        kind=target.kind,
        direction=target.direction,
        strict=target.strict,
        approximate=target.approximate,
        target_value=scaled(goal),
        growth_percent=goal,
        low=scaled(target.low),
        high=scaled(target.high),
        margin=target.margin,
        ratio=target.ratio,
    )
