"""How far, how fast, and how much is still required (methods §1)."""

from decimal import Decimal

from tracker.attainment.figures import Cuts
from tracker.attainment.numbers import growth, log_ratio, quotient
from tracker.attainment.trajectory import Course
from tracker.terms import Path, Status

SLACK = 1e-9  # exact 25


def attainment(sign: int, value: Decimal, goal: Decimal) -> float | None:
    """Attainment 完成率: x/y for at least, y/x for at most; only between two positive figures."""
    if value <= 0 or goal <= 0:
        return None
    return float(value / goal if sign > 0 else goal / value)


def pace_class(pace: float, cuts: Cuts) -> Status:
    """The class of a pace; the cuts are inclusive below (methods §2)."""
    reached = pace + SLACK
    if reached >= float(cuts.ahead):
        return Status.AHEAD
    if reached >= float(cuts.on_track):
        return Status.ON_TRACK
    if reached >= float(cuts.behind):
        return Status.BEHIND
    return Status.FAR_BEHIND if reached >= 0 else Status.REVERSED


def cagr_ratio(course: Course) -> float | None:
    """Achieved over promised yearly growth, comparable with Eurostat and Open SDG (exact 14)."""
    if not course.has_logs:
        return None
    achieved = growth(log_ratio(course.latest, course.base) / course.passed)
    promised = growth(log_ratio(course.goal, course.base) / course.span)
    return quotient(course.sign * achieved, abs(promised))


def required_growth_percent(value: Decimal, goal: Decimal, years: int) -> float | None:
    """Percent a year from here to the target; only between two positive figures."""
    if value <= 0 or goal <= 0:
        return None
    return 100 * growth(log_ratio(goal, value) / years)


def required_increment(value: Decimal, goal: Decimal, years: int) -> float:
    """Units a year from here to the target, signed: a fall is negative (exact 15)."""
    return float((goal - value) / years)


def required_over_achieved(course: Course, path: Path) -> float | None:
    """What is required a year, as a multiple of what was achieved a year (exact 16)."""
    left = course.end - course.year
    if path is Path.COMPOUND:
        required = growth(log_ratio(course.goal, course.latest) / left)
        achieved = growth(log_ratio(course.latest, course.base) / course.passed)
        return quotient(required, achieved)
    walked = (course.latest - course.base) / course.passed
    return float((course.goal - course.latest) / left / walked) if walked else None
