"""Which documents fit a year of a plan."""

from tracker.terms import ReportKind

# A plan of fewer years has no middle to be evaluated in.
_SHORTEST = 3


def kinds_of_year(first: int, last: int, year: int) -> tuple[ReportKind, ...]:
    """The documents on one zone that fit a year of a plan from ``first`` to ``last``.

    The mid-term evaluation fits from the middle year until the last but one, the final evaluation
    the last.
    """
    kinds = [ReportKind.MONITORING, ReportKind.BRIEF]
    if last - first + 1 >= _SHORTEST and (first + last) // 2 <= year < last:
        kinds.append(ReportKind.MIDTERM)
    if year == last:
        kinds.append(ReportKind.FINAL)
    return (*kinds, ReportKind.DEPARTMENT)
