"""A target broken down by year along its own path: a proposal, to be edited before it is kept.

An annual target is in the terms of the yearly figure: the level for what is reached, the year's
own amount for sums, the year's own change (a fall is negative) for cumulative changes.
"""

import math
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.attainment.expectation import ON_A_LINE, expected_in
from tracker.attainment.figures import Case
from tracker.attainment.numbers import places
from tracker.attainment.series import look
from tracker.attainment.trajectory import Course, trace
from tracker.terms import Direction, Path, TargetKind

_SAME_EVERY_YEAR = frozenset({TargetKind.EACH_YEAR, TargetKind.MAINTAIN})


def annual_value(case: Case) -> Decimal | None:
    """What the path asks of the year ``case.as_of``; None where the target has no such value.

    Rounded to the decimals that target and baseline were printed with; the parts of a sum add up
    to it, and the target year's value is the target itself.
    """
    target = case.target
    if target.target_year is not None and case.as_of > target.target_year:
        return None
    view = look(case)
    goal = view.target.target_value
    if target.kind is TargetKind.GROWTH:
        return view.target.growth_percent
    if target.kind in _SAME_EVERY_YEAR:
        return goal
    if target.kind is TargetKind.CUMULATIVE_SUM:
        return _part(case)
    if target.kind is TargetKind.CUMULATIVE_CHANGE:
        return _yearly_change(case)
    if target.kind not in ON_A_LINE:
        return None
    line = trace(view)
    if line.is_hold or case.as_of == target.target_year:
        return line.goal
    return _rounded(expected_in(case, case.as_of), case)


def path_used(case: Case) -> Path | None:
    """Whether the proposal runs straight or grows constantly; None where it does neither."""
    kind = case.target.kind
    if kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE):
        return Path.COMPOUND
    if kind is TargetKind.CUMULATIVE_SUM:
        return Path.LINEAR
    if kind not in ON_A_LINE or case.target.target_year is None:
        return None
    view = look(case)
    line = trace(view)
    base, goal = line.base, line.goal
    if base is None or goal is None or line.is_hold or line.is_broken:
        return None
    course = Course(view.sign, base.value, goal, goal, base.year, view.end, view.end)
    return course.path(view.target)


def _part(case: Case) -> Decimal | None:
    """The year's share of a sum: what the rounded totals differ by, so that nothing is lost."""
    now = _rounded(expected_in(case, case.as_of), case)
    if now is None:
        return None
    return now - (_rounded(expected_in(case, case.as_of - 1), case) or Decimal(0))


def _yearly_change(case: Case) -> Decimal | None:
    target = look(case).target
    first, last, value = target.base_year, target.target_year, target.target_value
    if first is None or last is None or value is None or not first < case.as_of <= last:
        return None
    falls = target.direction is Direction.AT_MOST
    whole = 1 + float(-value if falls else value) / 100
    yearly = 100 * (math.pow(whole, 1 / (last - first)) - 1)
    return _at(yearly, max(2, places(value)))


def _rounded(expected: float | None, case: Case) -> Decimal | None:
    if expected is None:
        return None
    target = case.target
    if target.kind is TargetKind.RANK:
        return _at(expected, 0)
    printed = [value for value in (target.target_value, target.base_value) if value is not None]
    return _at(expected, max((places(value) for value in printed), default=0))


def _at(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
