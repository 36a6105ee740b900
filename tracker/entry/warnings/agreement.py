"""Figures of one indicator that cannot all be right: rate and levels, whole and part."""

from decimal import Decimal

from tracker.attainment.numbers import HUNDRED, factor
from tracker.attainment.stated import Interval
from tracker.entry.warnings.comparison import Comparison, EntryWarning, Growth
from tracker.terms import WarningCode

# Percent by which prices may lift levels above the growth at comparable prices (methods §8).
_PRICES_UP_TO = Decimal(4)


def growth_disagrees(entry: Comparison) -> EntryWarning | None:
    """Last year's level at the reported rate is not this year's level, whatever the rounding."""
    for growth in entry.growths:
        if not _agree(growth):
            implied = (growth.now / growth.last - 1) * HUNDRED
            data = {
                "unit": growth.unit,
                "rate_percent": growth.rate,
                "implied_percent": round(implied, 2),
                "last_level": growth.last,
                "level": growth.now,
                "last_year": entry.now.year - 1,
            }
            return EntryWarning(WarningCode.GROWTH_DISAGREES, data)
    return None


def _agree(growth: Growth) -> bool:
    """As printed figures agree: each stands for every value that rounds to it."""
    if min(growth.last, growth.now) <= 0 or growth.rate <= -HUNDRED:
        return True
    rate = Interval.printed(growth.rate)
    if growth.prices_between:
        dearest = factor(rate.high) * factor(_PRICES_UP_TO)
        rate = Interval(rate.low, (dearest - 1) * HUNDRED)
    return Interval.printed(growth.last).grown(rate, 1).meets(Interval.printed(growth.now))


def whole_below_part(entry: Comparison) -> EntryWarning | None:
    """A total below one of its parts, told on either of the two; the largest excess is named."""
    if entry.now.value is None:
        return None
    apart = [
        pair
        for pair in entry.nested
        if Interval.printed(pair.part).low > Interval.printed(pair.whole).high
    ]
    if not apart:
        return None
    worst = max(apart, key=lambda pair: pair.part - pair.whole)
    data = {"whole": worst.whole, "part": worst.part, "part_name": worst.part_name}
    return EntryWarning(WarningCode.WHOLE_BELOW_PART, entry.told | data)
