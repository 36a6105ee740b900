"""A target that does not lie beyond its base is kept rather than reached (exact 20, 27)."""

from tracker.attainment.figures import Answer
from tracker.attainment.numbers import ahead_by
from tracker.attainment.parts import Measured, Standing, Tally
from tracker.attainment.progress import cagr_ratio
from tracker.attainment.trajectory import BASE_SUBSTITUTED, Course, Line
from tracker.attainment.verdict import conclude_line, ended, every_year, stands, tally
from tracker.terms import Status, TargetKind, Verdict


def judge_hold(line: Line, course: Course, measured: Measured) -> Answer:
    """Inside or outside, year by year; no progress, no path, nothing required."""
    target = line.view.target
    margins = [ahead_by(course.sign, value, course.goal) for value in line.values.values()]
    counts = tally(margins, strict=target.strict)
    judged = counts if target.every_year else tally(margins[-1:], strict=target.strict)
    return Answer(
        cagr_ratio=cagr_ratio(course) if target.kind is TargetKind.LEVEL else None,
        **measured,
        **counts,
        **_stand(line, course, judged, measured.get("attainment")),
        flags=line.flags,
    )


def _stand(line: Line, course: Course, judged: Tally, attainment: float | None) -> Standing:
    """By the latest year, or by every reported one where the plan says so."""
    view = line.view
    if view.is_over and course.year < course.end:
        return ended(Verdict.NOT_REPORTED)
    if view.is_over:
        verdict = conclude_line(line, course.year, attainment)
        if view.target.every_year:
            is_complete = len(line.values) == view.years_due(course.end)
            verdict = every_year(judged, is_complete=is_complete)
        elif verdict is Verdict.EXCEEDED:
            verdict = Verdict.MET
        return ended(verdict, provisional=view.is_provisional)
    if judged["years_breached"]:
        return stands(Status.REVERSED)
    is_substituted = line.base is not None and line.base.flag == BASE_SUBSTITUTED
    return stands(Status.ACHIEVED if is_substituted else Status.ON_TRACK)
