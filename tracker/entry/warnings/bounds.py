"""Figures beyond what their kind can be, and signs that turned."""

from tracker.entry.warnings.comparison import Comparison, EntryWarning
from tracker.terms import WarningCode


def share_out_of_bounds(entry: Comparison) -> EntryWarning | None:
    """A share outside 0–100; a yearly change of a share may well be negative."""
    value = entry.now.value
    if not entry.is_share or entry.is_rate or value is None or 0 <= value <= 100:
        return None
    return EntryWarning(WarningCode.SHARE_OUT_OF_BOUNDS, entry.told | {"value": value})


def sign_flip(entry: Comparison) -> EntryWarning | None:
    """Positive last year and negative now, or the reverse; zero has no sign."""
    if entry.against_last is None:
        return None
    last, now = entry.against_last
    if last * now >= 0:
        return None
    return EntryWarning(WarningCode.SIGN_FLIP, entry.told)
