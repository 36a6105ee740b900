"""What stands where in a sheet, and what each kind of target asks for in it.

Pure: writer and reader agree on this and on nothing else.
"""

from tracker.entry.checks import report_fields
from tracker.terms import Measure, TargetKind

FORMAT = 1

# Whoever opens the sheet sees none of these; they say which row is which figure, as downloaded.
HIDDEN = ("cycle", "id", "version", "check")
SHOWN = ("number", "name", "scope", "asked", "unit", "last", "expected", "annual", "state")
DESCRIBED = ("quality", "note", "evidence")
FIGURES = ("value", "parent_value", "level")
# A break in the series wants the explanations of the page; the sheet does not ask for it.
ON_THE_PAGE_ONLY = ("is_break", "old_value")
ENTERED = ("value", "parent_value", "level", "field_size", "done", "steps_done", "steps_total")

# The row of keys, by which columns are found again wherever they were moved to.
KEY_ROW = 3
HEAD_ROW = 4
FIRST_ROW = 5
META_SHEET = "_cycle"

# The version of a figure that does not exist yet.
NOT_BEGUN = "v0r0"

TEXT_LIMITS = {"note": 2000, "evidence": 300}

_IN_PERCENT = frozenset({TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE})


def key(name: str) -> str:
    """How a column names itself in the row of keys."""
    return f"#{name}"


def stamp(vintage: int, version: int) -> str:
    """A vintage and its version as no program takes for a number or a date: ``v1r3``."""
    return f"v{vintage}r{version}"


def asked_fields(kind: TargetKind) -> tuple[str, ...]:
    """The fields that a row of this kind of target asks for, the asked-for figure first."""
    return tuple(name for name in report_fields(kind) if name not in ON_THE_PAGE_ONLY)


def in_percent(kind: TargetKind, unit: str, measure: Measure, field: str) -> bool:
    """Whether a field's figure is in per cent, so that a percent cell of 0.125 means 12.5."""
    if field not in ("value", "parent_value"):
        return False
    return unit in ("%", "％") or kind in _IN_PERCENT or measure is Measure.CHANGE
