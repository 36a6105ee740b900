"""五年累计: yearly amounts added up to a promised sum (exact 31)."""

from decimal import Decimal
from itertools import accumulate

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer
from tracker.attainment.numbers import passes
from tracker.attainment.parts import Standing
from tracker.attainment.progress import pace_class
from tracker.attainment.series import View
from tracker.attainment.verdict import conclude, ended, stands, unanswered
from tracker.terms import Path, Status, Verdict


def judge_total(view: View) -> Answer:
    """The sum so far; a missing year is not zero, and makes the sum a lower bound."""
    year = view.latest
    if year is None:
        return unanswered(view)
    goal = known(view.target.target_value, "target", "target_value")
    base_year = known(view.target.base_year, "target", "base_year")
    span, passed, left = view.end - base_year, year - base_year, view.end - year
    years = len(view.values)
    total = sum(view.values.values(), start=Decimal(0))
    share = total / goal
    pace = float(share * span / years)
    is_met = passes(total - goal, strict=view.target.strict)
    standing = _stand(view, total, goal, pace)
    still = (goal - total) / left if left and not is_met else None
    return Answer(
        path=Path.LINEAR,
        elapsed=passed / span,
        expected=float(goal * passed / span),
        attainment=float(share),
        progress=float(share),
        pace=pace,
        margin=float(total - goal),
        cumulative=float(total),
        required_increment=None if still is None else float(still),
        required_over_achieved=None if still is None or not total else float(still * years / total),
        projection=float(total * span / years) if left else None,
        **standing,
        flags=(*view.flags, *_flags(view, goal, standing, is_complete=years == passed)),
    )


def _stand(view: View, total: Decimal, goal: Decimal, pace: float) -> Standing:
    """Reached once and for all; at T no verdict while a year is missing, whatever the sum."""
    if not view.is_over:
        is_met = passes(total - goal, strict=view.target.strict)
        return stands(Status.ACHIEVED if is_met else pace_class(pace, view.cuts))
    if view.latest != view.end:
        return ended(Verdict.NOT_REPORTED)
    if len(view.values) < view.years_due(view.end):
        return ended(Verdict.INCOMPLETE, provisional=view.is_provisional)
    verdict = conclude(
        view.target,
        total,
        goal,
        sign=1,
        tolerance_of=goal,
        attainment=float(total / goal),
    )
    return ended(verdict, provisional=view.is_provisional)


def _flags(view: View, goal: Decimal, standing: Standing, *, is_complete: bool) -> list[str]:
    flags = _once_met(view, goal) if is_complete else ["lower_bound"]
    if "status" in standing and view.latest == view.first_due:
        flags.append("first_year")
    return flags


def _once_met(view: View, goal: Decimal) -> list[str]:
    """The latest earlier year by which the sum was reached, when it is not now (exact 44)."""
    sums = dict(zip(view.values, accumulate(view.values.values()), strict=True))
    met = [y for y, s in sums.items() if passes(s - goal, strict=view.target.strict)]
    return [f"once_met:{met[-1]}"] if met and met[-1] != view.latest else []
