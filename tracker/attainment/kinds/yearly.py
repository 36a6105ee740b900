"""Kinds whose years are tested one by one: each_year, maintain, range, delegated (exact 33–38)."""

from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer, Target
from tracker.attainment.numbers import ahead_by
from tracker.attainment.parts import Standing
from tracker.attainment.progress import SLACK, attainment
from tracker.attainment.series import View
from tracker.attainment.verdict import (
    BASICALLY,
    ended,
    every_year,
    stands,
    tally,
    unanswered,
    unassessable,
)
from tracker.terms import Attribute, Measure, Reason, Status, Verdict


def judge_each_year(view: View) -> Answer:
    """每年不低于: one year below the promise breaches it for good."""
    return _judge_against_value(view, breached=Status.BREACHED, by_latest=False)


def judge_maintain(view: View) -> Answer:
    """保持: the latest year speaks until T; then every year must have held."""
    return _judge_against_value(view, breached=Status.REVERSED, by_latest=True)


def _judge_against_value(view: View, *, breached: Status, by_latest: bool) -> Answer:
    year = view.latest
    if year is None:
        return unanswered(view)
    strict = view.target.strict
    goal = known(view.target.target_value, "target", "target_value")
    margins = [ahead_by(view.sign, value, goal) for value in view.values.values()]
    counts = tally(margins, strict=strict)
    judged = tally(margins[-1:], strict=strict) if by_latest else counts
    now = breached if judged["years_breached"] else Status.ON_TRACK
    is_complete = len(margins) == view.years_due(view.end)
    return Answer(
        attainment=attainment(view.sign, view.values[year], goal),
        margin=float(margins[-1]),
        elapsed=view.elapsed(year, view.target.base_year),
        **counts,
        **_stand(view, now, every_year(counts, is_complete=is_complete)),
        flags=view.flags,
    )


def judge_range(view: View) -> Answer:
    """保持在3%–6%: a closed interval; outside it, attainment shrinks with the overshoot."""
    year = view.latest
    if year is None:
        return unanswered(view)
    target = view.target
    low, high = known(target.low, "target", "low"), known(target.high, "target", "high")
    margins = [min(value - low, high - value) for value in view.values.values()]
    counts = tally(margins, strict=False)
    judged = counts if target.every_year else tally(margins[-1:], strict=False)
    now = Status.REVERSED if judged["years_breached"] else Status.ON_TRACK
    reached = _range_attainment(target, margins[-1])
    if target.every_year:
        is_complete = len(margins) == view.years_due(view.end)
        verdict = every_year(counts, is_complete=is_complete)
    elif margins[-1] >= 0:
        verdict = Verdict.MET
    else:
        verdict = _outside(target, reached)
    return Answer(
        attainment=reached,
        margin=float(margins[-1]),
        elapsed=view.elapsed(year, target.base_year),
        **counts,
        **_stand(view, now, verdict),
        flags=view.flags,
    )


def _range_attainment(target: Target, margin: Decimal) -> float | None:
    """1 inside; outside 1 − overshoot ÷ the wider of the two limits' distances (exact 38)."""
    if margin >= 0:
        return 1.0
    low, high = known(target.low, "target", "low"), known(target.high, "target", "high")
    if target.limit_low is None or target.limit_high is None:
        return None
    room = max(low - target.limit_low, target.limit_high - high)
    return float(1 + margin / room) if room > 0 else None


def _outside(target: Target, reached: float | None) -> Verdict:
    is_expected = target.attribute is Attribute.ANTICIPATORY
    if is_expected and reached is not None and reached >= BASICALLY - SLACK:
        return Verdict.BASICALLY_MET
    return Verdict.MISSED


def judge_delegated(view: View) -> Answer:
    """完成市下达指标: every year that was assigned a value is tested against it (exact 36)."""
    target, year = view.target, view.latest
    word = target.assessment if view.is_over else None
    if year is None:
        return unanswered(view) if word is None else Answer(**ended(word), flags=view.flags)
    assigned = {
        y: figure.assigned
        for y, figure in view.figures.items()
        if y != target.base_year and figure.assigned is not None
    }
    margins = {
        y: ahead_by(view.sign, value, assigned[y])
        for y, value in view.values.items()
        if y in assigned
    }
    counts = tally(margins.values(), strict=target.strict)
    now = Status.BREACHED if counts["years_breached"] else Status.ON_TRACK
    if word is not None:
        standing = ended(word)
    elif year not in assigned:
        standing = unassessable(Reason.PENDING_ASSIGNMENT)
    else:
        is_complete = len(margins) == len(assigned)
        standing = _stand(view, now, every_year(counts, is_complete=is_complete))
    return Answer(
        attainment=_assigned_attainment(view, view.values[year], assigned.get(year)),
        margin=float(margins[year]) if year in margins else None,
        elapsed=view.elapsed(year, target.base_year),
        **counts,
        **standing,
        flags=view.flags,
    )


def _assigned_attainment(view: View, value: Decimal, assigned: Decimal | None) -> float | None:
    """A change is measured by the assigned change, where that goes the right way (exact 11)."""
    if assigned is None:
        return None
    if view.target.assigned_kind is Measure.LEVEL:
        return attainment(view.sign, value, assigned)
    return float(value / assigned) if view.sign * assigned > 0 else None


def _stand(view: View, now: Status, at_end: Verdict) -> Standing:
    """The status during the period; the verdict once the target year is reported."""
    if not view.is_over:
        return stands(now)
    if view.latest != view.end:
        return ended(Verdict.NOT_REPORTED)
    return ended(at_end, provisional=view.is_provisional)
