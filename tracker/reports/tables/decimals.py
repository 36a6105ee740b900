"""With how many decimals each number of a row is printed."""

from tracker.attainment.numbers import places
from tracker.reports.datasets import Line
from tracker.terms import TargetKind


def decimals_of(line: Line, name: str) -> int:
    """Of a calculated number those that the report prints, of a typed one those typed."""
    exact = line.exact
    if name == "expected" or (name == "actual" and line.basis.kind is TargetKind.CUMULATIVE_CHANGE):
        return exact.decimals
    value = getattr(exact, name)
    return 0 if value is None else places(value)
