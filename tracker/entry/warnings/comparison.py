"""One entered figure with everything that it is compared with, and what a comparison answers."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.terms import Measure, Severity, TargetKind, WarningCode

_IN_HUNDREDS = frozenset({"%", "％", "‰", "百分点", "个百分点"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A target's figure of one year, with the decimals as typed.

    In a year in which the caliber changed, ``old_value`` is the figure on the caliber before.
    """

    year: int
    value: Decimal | None
    is_break: bool = False
    old_value: Decimal | None = None

    @property
    def like_before(self) -> Decimal | None:
        """The figure that can be compared with the year before."""
        return self.old_value if self.is_break else self.value


@dataclass(frozen=True, slots=True)
class Growth:
    """A reported rate in percent beside the levels of that year and the year before.

    ``prices_between``: the levels may be in current prices and the rate in comparable ones.
    """

    rate: Decimal
    last: Decimal
    now: Decimal
    unit: str = ""
    prices_between: bool = False


@dataclass(frozen=True, slots=True)
class Nested:
    """The figures of a whole and of one of its parts for one year; ``part_name`` names the part."""

    whole: Decimal
    part: Decimal
    part_name: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure and what stands around it, all of it of the same indicator.

    ``earlier`` are the target's own years before this one, ascending; ``elsewhere`` holds last
    year's and this year's figure of other zones. Figures that are not known are left out, or
    ``None``.
    """

    kind: TargetKind
    now: Reported
    unit: str = ""
    measure: Measure = Measure.LEVEL
    is_share: bool = False
    earlier: tuple[Reported, ...] = ()
    elsewhere: tuple[tuple[Decimal, Decimal], ...] = ()
    growths: tuple[Growth, ...] = ()
    nested: tuple[Nested, ...] = ()

    @property
    def is_rate(self) -> bool:
        """Whether the figure is itself a yearly change in percent."""
        if self.kind in (TargetKind.RELATIVE, TargetKind.DELEGATED):
            return self.measure is Measure.CHANGE
        return self.kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE)

    @property
    def is_in_hundreds(self) -> bool:
        """Whether the figure is a percentage, so that its changes are in points."""
        return self.is_rate or self.is_share or self.unit in _IN_HUNDREDS

    @property
    def last(self) -> Reported | None:
        """Last year's figure, where it is known."""
        years = (each for each in self.earlier if each.year == self.now.year - 1)
        return next((each for each in years if each.value is not None), None)

    @property
    def against_last(self) -> tuple[Decimal, Decimal] | None:
        """Last year's figure and the one to compare with it; ``None`` where either is unknown."""
        last, now = self.last, self.now.like_before
        if last is None or last.value is None or now is None:
            return None
        return last.value, now

    @property
    def told(self) -> dict[str, Any]:
        """What the sentences are completed with: the two figures compared, or this year's alone."""
        last, value = self.against_last or (None, self.now.value)
        unit = "%" if self.is_rate else self.unit
        return {"unit": unit, "value": value, "last": last, "last_year": self.now.year - 1}


@dataclass(frozen=True, slots=True)
class EntryWarning:
    """One oddity; ``data`` holds the figures that complete its sentence."""

    code: WarningCode
    data: dict[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.WARNING

    @property
    def asks_for_note(self) -> bool:
        """Whether the officer should say why in the remarks."""
        return self.severity is not Severity.NOTE
