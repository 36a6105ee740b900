"""Levels, increments and ranks: one figure on its way from a base to a target (methods §1–§5)."""

from decimal import Decimal

from tracker.attainment.figures import Answer
from tracker.attainment.kinds.hold import judge_hold
from tracker.attainment.numbers import ahead_by, passes
from tracker.attainment.parts import Measured, Projected, Required, Standing
from tracker.attainment.progress import (
    attainment,
    cagr_ratio,
    pace_class,
    required_growth_percent,
    required_increment,
    required_over_achieved,
)
from tracker.attainment.projection import project
from tracker.attainment.series import View
from tracker.attainment.trajectory import Course, Line, trace
from tracker.attainment.verdict import (
    conclude_line,
    ended,
    stands,
    unanswered,
    unassessable,
)
from tracker.terms import Path, Reason, Status, TargetKind, Verdict


def judge_level(view: View) -> Answer:
    """A level, an increment or a rank, in the order of exact 19."""
    line = trace(view)
    year = view.latest
    if year is None:
        return unanswered(view, line.flags)
    measured = _measure(line, year)
    if line.is_broken:
        return Answer(**measured, **unassessable(Reason.BREAK_IN_SERIES), flags=line.flags)
    course = line.course(year)
    if course is None:
        return _judge_without_base(line, year, measured)
    if line.is_hold:
        return judge_hold(line, course, measured)
    return _judge_course(line, course, measured)


def _judge_without_base(line: Line, year: int, measured: Measured) -> Answer:
    """A level or a rank may be met all the same, an increment is never known (exact 30, 43)."""
    view, goal = line.view, line.goal
    if goal is not None:
        required = _require(line, year, goal)
        standing = _stand(line, year, goal, measured, None)
        return Answer(**measured, **required, **standing, flags=line.flags)
    is_unreported = view.is_over and year < view.end
    standing = ended(Verdict.NOT_REPORTED) if is_unreported else unassessable(Reason.NO_BASE)
    return Answer(**measured, **standing, flags=line.flags)


def _judge_course(line: Line, course: Course, measured: Measured) -> Answer:
    """A target that lies beyond its base: progress, pace and where they lead."""
    view, kind = line.view, line.view.target.kind
    path = course.path(view.target)
    progress, pace = course.progress(path), course.pace(path)
    required = _require(line, course.year, course.goal)
    if required:
        required["required_over_achieved"] = required_over_achieved(course, path)
    pace_status = pace_class(pace, view.cuts)
    standing = _stand(line, course.year, course.goal, measured, pace_status)
    flags = [*line.flags, *_once_met(line, course)]
    if "status" in standing:
        flags += _cautions(line, course, path, standing["status"])
    return Answer(
        path=path,
        expected=course.expected(path),
        progress=progress,
        pace=pace,
        cagr_ratio=cagr_ratio(course) if kind is TargetKind.LEVEL else None,
        **measured,
        **required,
        **_project(line, course, path),
        **standing,
        flags=tuple(flags),
    )


def _measure(line: Line, year: int) -> Measured:
    """Attainment, margin, elapsed and percentile (exact 11, 12, 17, 34, 45)."""
    view, kind, goal = line.view, line.view.target.kind, line.goal
    value = line.values[year]
    measured: Measured = {"elapsed": view.elapsed(year, line.base_year)}
    if kind is TargetKind.RANK:
        measured["percentile"] = _percentile(value, view.figures[year].field_size)
    if goal is None or (kind is TargetKind.INCREMENT and line.is_broken):
        return measured
    measured["margin"] = float(ahead_by(view.sign, value, goal))
    if kind is TargetKind.LEVEL:
        measured["attainment"] = attainment(view.sign, value, goal)
    elif kind is TargetKind.INCREMENT and line.base is not None and not line.is_hold:
        gained, promised = value - line.base.value, goal - line.base.value
        measured["attainment"] = float(gained / promised)
    return measured


def _percentile(rank: Decimal, field_size: int | None) -> float | None:
    """Share of the field that is behind, as a ratio; a field of one has none (exact 34)."""
    if field_size is None or field_size == 1:
        return None
    return float((field_size - rank) / (field_size - 1))


def _require(line: Line, year: int, goal: Decimal) -> Required:
    """What is required a year from here, while there are years and the target is not met."""
    view, value = line.view, line.values[year]
    left = view.end - year
    if left == 0 or _is_met(line, value, goal):
        return {}
    required: Required = {"required_increment": required_increment(value, goal, left)}
    if view.target.kind is TargetKind.LEVEL:
        required["required_growth_percent"] = required_growth_percent(value, goal, left)
    return required


def _is_met(line: Line, value: Decimal, goal: Decimal) -> bool:
    view = line.view
    return passes(ahead_by(view.sign, value, goal), strict=view.target.strict)


def _stand(
    line: Line, year: int, goal: Decimal, measured: Measured, pace: Status | None
) -> Standing:
    """The word for a target beyond its base, or one whose base is not known (exact 19, 43)."""
    view = line.view
    if view.is_over and year < view.end:
        return ended(Verdict.NOT_REPORTED)
    if view.is_over:
        verdict = conclude_line(line, year, measured.get("attainment"))
        return ended(verdict, provisional=view.is_provisional)
    if _is_met(line, line.values[year], goal):
        return stands(Status.ACHIEVED)
    return unassessable(Reason.NO_BASE) if pace is None else stands(pace)


def _once_met(line: Line, course: Course) -> list[str]:
    """The latest earlier year that met, when the current value does not (exact 44)."""
    if _is_met(line, course.latest, course.goal):
        return []
    earlier = reversed([y for y in line.values if course.base_year < y < course.year])
    met = next((y for y in earlier if _is_met(line, line.values[y], course.goal)), None)
    return [] if met is None else [f"once_met:{met}"]


def _cautions(line: Line, course: Course, path: Path, status: Status) -> list[str]:
    """Flags that go with a pace during the period (exact 18, 22, 23)."""
    flags = []
    if course.passed == 1:
        flags.append("first_year")
    if course.is_small:
        flags.append("gap_below_1pct")
    is_level = line.view.target.kind is TargetKind.LEVEL
    if is_level and status is not Status.ACHIEVED and course.has_logs:
        other = Path.LINEAR if path is Path.COMPOUND else Path.COMPOUND
        if pace_class(course.pace(other), line.view.cuts) is not status:
            flags.append("path_sensitive")
    return flags


def _project(line: Line, course: Course, path: Path) -> Projected:
    """Where the figures lead, while there are years to come (exact 34, 47)."""
    if course.year == course.end:
        return {}
    same_pace = course.same_pace(path)
    if line.view.target.kind is TargetKind.RANK:
        return {"projection": max(1.0, same_pace)}
    points = {course.base_year: course.base}
    points.update((year, v) for year, v in line.values.items() if year > course.base_year)
    found = project(
        points,
        course.goal,
        course.end,
        sign=course.sign,
        is_share=line.view.target.is_share,
        same_pace=same_pace,
    )
    return {
        "projection": found.central,
        "projection_low": found.low,
        "projection_high": found.high,
        "likelihood": found.likelihood,
    }
