"""A target that does not lie beyond its base is kept rather than reached (exact 20, 27)."""

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer
from tracker.attainment.numbers import ahead_by
from tracker.attainment.progress import cagr_ratio
from tracker.attainment.trajectory import BASE_SUBSTITUTED, Course, Line
from tracker.attainment.verdict import (
    Standing,
    Tally,
    conclude_line,
    ended,
    every_year,
    stands,
    tally,
)
from tracker.terms import Status, TargetKind, Verdict


def judge_hold(
    line: Line,
    year: int,
    *,
    attainment: float | None = None,
    margin: float | None = None,
    elapsed: float | None = None,
    percentile: float | None = None,
) -> Answer:
    """Inside or outside, year by year; no progress, no path, nothing required."""
    view, strict = line.view, line.view.target.strict
    base, goal = known(line.base, "target"), known(line.goal, "target")
    margins = [ahead_by(view.sign, value, goal) for value in line.values.values()]
    course = Course(view.sign, base.value, line.values[year], goal, base.year, year, view.end)
    is_level = view.target.kind is TargetKind.LEVEL
    counts = tally(margins, strict=strict)
    judged = counts if view.target.every_year else tally(margins[-1:], strict=strict)
    return Answer(
        attainment=attainment,
        margin=margin,
        elapsed=elapsed,
        percentile=percentile,
        cagr_ratio=cagr_ratio(course) if is_level else None,
        **counts,
        **_stand(line, year, judged, attainment),
        flags=line.flags,
    )


def _stand(line: Line, year: int, judged: Tally, attainment: float | None) -> Standing:
    """By the latest year, or by every reported one where the plan says so."""
    view = line.view
    if view.is_over and year < view.end:
        return ended(Verdict.NOT_REPORTED)
    if view.is_over:
        verdict = conclude_line(line, year, attainment)
        if view.target.every_year:
            is_complete = len(line.values) == view.years_due(view.end)
            verdict = every_year(judged, is_complete=is_complete)
        elif verdict is Verdict.EXCEEDED:
            verdict = Verdict.MET
        return ended(verdict, provisional=view.is_provisional)
    if judged["years_breached"]:
        return stands(Status.REVERSED)
    is_substituted = line.base is not None and line.base.flag == BASE_SUBSTITUTED
    return stands(Status.ACHIEVED if is_substituted else Status.ON_TRACK)
