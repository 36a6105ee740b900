"""What the way to a target asks for in a given year, whether or not that year is reported.

``Answer.expected`` speaks of the latest reported year; whoever is about to report a year asks for
that one.
"""

import math

from tracker.attainment.figures import Case, Target
from tracker.attainment.series import View, look
from tracker.attainment.trajectory import Course, trace
from tracker.terms import Direction, TargetKind

ON_A_LINE = frozenset({TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK})


def expected_in(case: Case, year: int) -> float | None:
    """The expected value of ``year`` in the unit of the yearly figure.

    Cumulative kinds: the total, or the change in percent, that should be reached by then, in the
    sense of the target (methods §1, exact 10). None where the target has no way, or the year
    lies outside it.
    """
    view = look(case)
    target = view.target
    first, last = target.base_year, target.target_year
    if target.kind in ON_A_LINE:
        return _on_line(view, year)
    if first is None or last is None or not first < year <= last:
        return None
    return _accumulated(target, (year - first) / (last - first))


def _accumulated(target: Target, elapsed: float) -> float | None:
    value = target.target_value
    if value is None:
        return None
    if target.kind is TargetKind.CUMULATIVE_SUM:
        return float(value) * elapsed
    if target.kind is not TargetKind.CUMULATIVE_CHANGE:
        return None
    change = float(value) / 100
    if target.direction is Direction.AT_MOST:
        return 100 * (1 - math.pow(1 - change, elapsed))
    return 100 * (math.pow(1 + change, elapsed) - 1)


def _on_line(view: View, year: int) -> float | None:
    line = trace(view)
    base, goal = line.base, line.goal
    if base is None or goal is None or line.is_hold or line.is_broken:
        return None
    if not base.year < year <= view.end:
        return None
    course = Course(view.sign, base.value, goal, goal, base.year, year, view.end)
    return course.expected(course.path(view.target))
