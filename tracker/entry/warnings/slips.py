"""A figure typed in another unit, recognised by the power of ten between it and last year's."""

from decimal import Decimal

from tracker.entry.warnings.comparison import Comparison, EntryWarning
from tracker.terms import TargetKind, WarningCode

# A slipped point, per cent for a plain ratio, 万元 for 亿元 (methods §9).
FACTORS = (10, 100, 10_000)
# A rate can be slipped in one way only: 0.08 for 8 %. Ten times last year's rate is a good year.
RATE_FACTORS = (100,)
# How the true figure may have moved in a year while the slip is still told as one [ours].
LEAST_MOVE, MOST_MOVE = Decimal("0.7"), Decimal("1.4")


def unit_slip(entry: Comparison) -> EntryWarning | None:
    """About ×10, ×100 or ×10 000 of last year's figure, upwards or downwards; ranks have no unit.

    ``data["slip"]`` is the factor, ``data["is_up"]`` whether the figure is too large by it.
    """
    if entry.kind is TargetKind.RANK or entry.against_last is None:
        return None
    last, now = entry.against_last
    if last * now <= 0:
        return None
    ratio = now / last
    is_up = ratio > 1
    times = ratio if is_up else 1 / ratio
    for slip in RATE_FACTORS if entry.is_rate else FACTORS:
        if LEAST_MOVE <= times / slip <= MOST_MOVE:
            return EntryWarning(WarningCode.UNIT_SLIP, entry.told | {"slip": slip, "is_up": is_up})
    return None
