"""What looks odd about a figure that was entered (methods §9).

Pure: each rule takes the figure with what it is compared with, and answers with what it finds. A
warning asks for a note and never blocks; a note only draws the eye. A figure that is not known is
never odd, and zero is a figure like any other.
"""

from decimal import localcontext

from tracker.attainment.numbers import EXACT
from tracker.entry.warnings.agreement import growth_disagrees, whole_below_part
from tracker.entry.warnings.bounds import share_out_of_bounds, sign_flip
from tracker.entry.warnings.changes import same_as_last_year, sudden_change, unlike_other_zones
from tracker.entry.warnings.comparison import Comparison, EntryWarning
from tracker.entry.warnings.slips import unit_slip
from tracker.terms import TargetKind, WarningCode

__all__ = ["Comparison", "EntryWarning", "warnings_about"]

_RULES = (
    unit_slip,
    sign_flip,
    share_out_of_bounds,
    whole_below_part,
    growth_disagrees,
    sudden_change,
    unlike_other_zones,
    same_as_last_year,
)
# A slip or a wrong sign is the reason of a sudden change, so the change is not told besides.
_REASONS = frozenset({WarningCode.UNIT_SLIP, WarningCode.SIGN_FLIP})
_CONSEQUENCES = frozenset({WarningCode.SUDDEN_CHANGE, WarningCode.UNLIKE_OTHER_ZONES})


def warnings_about(entry: Comparison) -> tuple[EntryWarning, ...]:
    """All that looks odd about one figure, the likeliest mistake first; milestones never do."""
    if entry.kind is TargetKind.MILESTONE:
        return ()
    with localcontext(EXACT):
        found = [warning for rule in _RULES if (warning := rule(entry)) is not None]
    if _REASONS & {warning.code for warning in found}:
        found = [warning for warning in found if warning.code not in _CONSEQUENCES]
    return tuple(found)
