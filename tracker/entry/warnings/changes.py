"""A change against last year, measured by the usual changes of the target and of other zones.

Robust deviations are 1.4826 times the median distance from the median, which one odd year does
not move. Amounts change in proportion, percentages, ranks and whatever touches zero in steps.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from tracker.attainment.numbers import places
from tracker.entry.warnings.comparison import Comparison, EntryWarning, Reported
from tracker.terms import Severity, TargetKind, WarningCode

MOST_DEVIATIONS = 4  # methods §9
_TO_DEVIATION = Decimal("1.4826")

# Fewer changes than these say nothing about what is usual [ours].
LEAST_OWN_CHANGES = 3
LEAST_ZONES = 4
# No series is so steady that less than this is a deviation of its own [ours].
LEAST_RATIO = Decimal("0.02")
LEAST_POINTS = Decimal("0.5")

# What is meant to stay as it is, or is tested against a figure that stays.
_KEPT = frozenset({TargetKind.MAINTAIN, TargetKind.RANGE, TargetKind.RANK, TargetKind.MILESTONE})


@dataclass(frozen=True, slots=True)
class _Scale:
    """How changes of one series are measured: in proportion, or in steps of at least ``step``."""

    in_proportion: bool
    step: Decimal

    def change(self, last: Decimal, now: Decimal) -> Decimal:
        return now / last - 1 if self.in_proportion else now - last

    def is_far(self, change: Decimal, usual: list[Decimal]) -> bool:
        """Whether the change lies more than four robust deviations from the usual ones."""
        spread = median(abs(each - median(usual)) for each in usual) * _TO_DEVIATION
        return abs(change - median(usual)) > MOST_DEVIATIONS * max(spread, self.step)


def sudden_change(entry: Comparison) -> EntryWarning | None:
    """Beyond four robust deviations of the changes in the target's own earlier years."""
    steps = [
        (before.value, after.like_before)
        for before, after in pairwise(entry.earlier)
        if after.year == before.year + 1
    ]
    known = [(a, b) for a, b in steps if a is not None and b is not None]
    return _far_from(WarningCode.SUDDEN_CHANGE, entry, known, LEAST_OWN_CHANGES)


def unlike_other_zones(entry: Comparison) -> EntryWarning | None:
    """Beyond four robust deviations of the same year's changes in other zones."""
    pairs = list(entry.elsewhere)
    found = _far_from(WarningCode.UNLIKE_OTHER_ZONES, entry, pairs, LEAST_ZONES)
    if found is not None:
        found.data["zones"] = len(pairs)
    return found


def same_as_last_year(entry: Comparison) -> EntryWarning | None:
    """Exactly last year's figure; a note, since it may be right. What is meant to stay may stay."""
    if entry.kind in _KEPT or entry.against_last is None:
        return None
    last, now = entry.against_last
    is_at_bound = now == 0 or (entry.is_share and now == 100)
    if now != last or is_at_bound:
        return None
    return EntryWarning(WarningCode.SAME_AS_LAST_YEAR, entry.told, Severity.NOTE)


def _far_from(
    code: WarningCode, entry: Comparison, pairs: list[tuple[Decimal, Decimal]], least: int
) -> EntryWarning | None:
    if entry.against_last is None or len(pairs) < least:
        return None
    last, now = entry.against_last
    scale = _scale(entry, [*pairs, (last, now)], last)
    usual = [scale.change(*pair) for pair in pairs]
    change = scale.change(last, now)
    if not scale.is_far(change, usual):
        return None
    data = {"change": change, "usual": median(usual), "in_proportion": scale.in_proportion}
    return EntryWarning(code, entry.told | data)


def _scale(entry: Comparison, pairs: list[tuple[Decimal, Decimal]], last: Decimal) -> _Scale:
    own = [each for each in (entry.now, *entry.earlier) if each.value is not None]
    digit = _last_digit(own)
    if entry.is_in_hundreds:
        return _Scale(False, max(digit, LEAST_POINTS))
    figures = [figure for pair in pairs for figure in pair]
    if entry.kind is TargetKind.RANK or min(figures) <= 0:
        return _Scale(False, max(digit, LEAST_RATIO * median(map(abs, figures))))
    return _Scale(True, max(digit / last, LEAST_RATIO))


def _last_digit(figures: list[Reported]) -> Decimal:
    """One in the last decimal that the coarsest of the figures was typed with."""
    return Decimal(1).scaleb(-min(places(each.value) for each in figures if each.value is not None))
