"""高于全市平均, 为全市的1.5倍, 同步: the zone's figure against its parent's (exact 35)."""

from dataclasses import dataclass
from decimal import Decimal
from math import prod

from tracker.attainment.figures import Answer, Target
from tracker.attainment.numbers import (
    HUNDRED,
    ahead_by,
    factor,
    mean_factor,
    passes,
    places,
    without_noise,
)
from tracker.attainment.parts import Standing, Tally
from tracker.attainment.series import View
from tracker.attainment.verdict import (
    TOLERANCE,
    conclude,
    ended,
    every_year,
    stands,
    tally,
    unanswered,
    unassessable,
)
from tracker.terms import Measure, Reason, Status, Verdict

_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Pair:
    """The zone's figure beside what the parent's asks for, of one year or on average."""

    gap: Decimal
    expected: Decimal


def judge_relative(view: View) -> Answer:
    """By the averages of the years that have both figures, or by each of them."""
    year, target = view.latest, view.target
    if year is None:
        return unanswered(view)
    both = [
        (value, parent)
        for y, value in view.values.items()
        if (parent := view.figures[y].parent) is not None
    ]
    pairs = [_pair(target, value, parent) for value, parent in both]
    counts: Tally = {}
    if target.every_year:
        margins = (ahead_by(view.sign, pair.gap, _ZERO) for pair in pairs)
        counts = tally(margins, strict=target.strict)
    elapsed = view.elapsed(year, target.base_year)
    if view.figures[year].parent is None:
        standing = unassessable(Reason.PENDING_PARENT)
        return Answer(elapsed=elapsed, **counts, **standing, flags=view.flags)
    is_complete = len(pairs) == view.years_due(year)
    if target.every_year:
        pair = pairs[-1]
        standing = _stand_yearly(view, counts, is_complete=is_complete)
    else:
        pair = _average(target, both, pairs)
        standing = _stand(view, pair, years=len(pairs), is_complete=is_complete)
    return Answer(
        expected=float(pair.expected),
        gap=float(pair.gap),
        elapsed=elapsed,
        **counts,
        **standing,
        flags=view.flags if is_complete else (*view.flags, "years_missing"),
    )


def _pair(target: Target, value: Decimal, parent: Decimal) -> Pair:
    if target.margin is not None:
        expected = parent + target.margin
    elif target.ratio is not None:
        expected = parent * target.ratio
    else:
        expected = parent
    return Pair(value - expected, expected)


def _average(target: Target, both: list[tuple[Decimal, Decimal]], pairs: list[Pair]) -> Pair:
    """Levels by the arithmetic mean, yearly changes by the geometric one."""
    if target.relative_kind is Measure.CHANGE:
        own, parent = (_mean_rate(rates) for rates in zip(*both, strict=True))
        return _pair(target, own, parent)
    years = len(pairs)
    gap = sum((pair.gap for pair in pairs), start=_ZERO)
    expected = sum((pair.expected for pair in pairs), start=_ZERO)
    return Pair(gap / years, expected / years)


def _mean_rate(rates: tuple[Decimal, ...]) -> Decimal:
    if len(rates) == 1:
        return rates[0]
    product = prod(map(factor, rates), start=_ONE)
    return (mean_factor(product, len(rates)) - 1) * HUNDRED


def _stand(view: View, pair: Pair, *, years: int, is_complete: bool) -> Standing:
    """By the gap of the averages; 基本同步 has its tolerance during the period too."""
    target = view.target
    if view.is_over and view.latest != view.end:
        return ended(Verdict.NOT_REPORTED)
    if not view.is_over:
        gap = without_noise(pair.gap) if years > 1 else pair.gap
        margin = ahead_by(view.sign, gap, _ZERO)
        is_near = target.approximate and -margin <= TOLERANCE * abs(pair.expected)
        is_kept = is_near or passes(margin, strict=target.strict)
        return stands(Status.ON_TRACK if is_kept else Status.BEHIND)
    if not is_complete:
        return ended(Verdict.INCOMPLETE, provisional=view.is_provisional)
    printed = target.margin if target.margin is not None else target.ratio
    printed_places = 0 if printed is None else places(printed)
    verdict = conclude(
        target,
        pair.gap,
        _ZERO,
        sign=view.sign,
        tolerance_of=pair.expected,
        attainment=None,
        derived_places=printed_places if years > 1 else None,
    )
    return ended(verdict, provisional=view.is_provisional)


def _stand_yearly(view: View, counts: Tally, *, is_complete: bool) -> Standing:
    """Each year on its own, without tolerance."""
    if not view.is_over:
        return stands(Status.BEHIND if counts["years_breached"] else Status.ON_TRACK)
    if view.latest != view.end:
        return ended(Verdict.NOT_REPORTED)
    verdict = every_year(counts, is_complete=is_complete)
    return ended(verdict, provisional=view.is_provisional)
