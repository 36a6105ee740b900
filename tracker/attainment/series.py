"""What of a case counts when one asks: target in force, figures used (exact 4, 5, 46)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Case, Cuts, Figure, Target
from tracker.terms import Direction, Quality, TargetKind

_SETTLED = frozenset({Quality.FINAL, Quality.REVISED})


@dataclass(frozen=True, slots=True)
class View:
    """One target as one year sees it.

    ``figures`` holds the driving entry of every used year, ascending, the base year included;
    ``values`` the reported values of the years after it. ``printed`` is the target value that the
    plan was published with, whatever version is in force.
    """

    target: Target
    printed: Decimal | None
    figures: dict[int, Figure]
    values: dict[int, Decimal]
    as_of: int
    cuts: Cuts
    flags: tuple[str, ...]

    @property
    def sign(self) -> int:
        """+1 where more is better, −1 where less is; a rank is always at most (exact 2)."""
        target = self.target
        falling = target.direction is Direction.AT_MOST or target.kind is TargetKind.RANK
        return -1 if falling else 1

    @property
    def end(self) -> int:
        """T, the target year; a milestone may give its due year alone (exact 2)."""
        target = self.target
        year = target.due if target.target_year is None else target.target_year
        return known(year, "target", "target_year")

    @property
    def is_over(self) -> bool:
        """Whether a verdict is due: as_of has come to the target year."""
        return self.as_of >= self.end

    @property
    def latest(self) -> int | None:
        """t, the latest reported year after the base year."""
        return next(reversed(self.values), None)

    @property
    def is_provisional(self) -> bool:
        """Whether the target year's own figure may still change (exact 7)."""
        last = self.figures.get(self.end)
        return last is not None and last.quality not in _SETTLED

    @property
    def first_due(self) -> int | None:
        """The first year tested: after the base year, else the first reported (exact 28)."""
        if self.target.base_year is not None:
            return self.target.base_year + 1
        return next(iter(self.values), None)

    def years_due(self, last: int) -> int:
        """How many years up to ``last`` should have been reported."""
        return 0 if self.first_due is None else last - self.first_due + 1

    def elapsed(self, latest: int, base_year: int | None) -> float | None:
        """Elapsed share 时序进度 at the latest reported year (exact 17)."""
        if base_year is None:
            return None
        return (latest - base_year) / (self.end - base_year)


def look(case: Case, *, first_entries: bool = False) -> View:
    """The view of a case, by every year's last entry or, to compare, by its first (exact 5)."""
    target, is_revised_target = _in_force(case.target, case.as_of)
    figures, is_revised = _driving(_used(case), first_entries=first_entries)
    base_year = target.base_year
    values = {
        year: figure.value
        for year, figure in figures.items()
        if figure.value is not None and year != base_year
    }
    flags = ("target_revised",) * is_revised_target + ("revised",) * is_revised
    return View(target, case.target.target_value, figures, values, case.as_of, case.cuts, flags)


def _used(case: Case) -> Iterable[Figure]:
    """Figures from the base year to the year asked for, and no later than T (exact 4)."""
    target = case.target
    first, last = target.base_year, case.as_of
    if target.target_year is not None and target.kind is not TargetKind.MILESTONE:
        last = min(last, target.target_year)
    if first is None:
        return (figure for figure in case.figures if figure.year <= last)
    return (figure for figure in case.figures if first <= figure.year <= last)


def _driving(entries: Iterable[Figure], *, first_entries: bool) -> tuple[dict[int, Figure], bool]:
    """One entry a year in order of years, and whether a year's entries differ (exact 5)."""
    last: dict[int, Figure] = {}
    first: dict[int, Figure] = {}
    is_revised = False
    for entry in entries:
        year = entry.year
        earlier = last.get(year)
        if earlier is None:
            first[year] = entry
        elif earlier.value != entry.value or earlier.done != entry.done:
            is_revised = True
        last[year] = entry
    chosen = first if first_entries else last
    return dict(sorted(chosen.items())), is_revised


def _in_force(target: Target, as_of: int) -> tuple[Target, bool]:
    """The target with the version that has taken effect, if any has (exact 46)."""
    effective = [version for version in target.versions if version.effective_year <= as_of]
    if not effective:
        return target, False
    newest = max(version.effective_year for version in effective)
    value = next(v.value for v in reversed(effective) if v.effective_year == newest)
    if target.kind is TargetKind.GROWTH:
        return replace(target, growth_percent=value), True
    return replace(target, target_value=value), True
