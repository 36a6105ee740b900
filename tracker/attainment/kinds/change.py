"""A cumulative fall or rise in percent, chained and never added up (exact 32)."""

from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer
from tracker.attainment.kinds.chain import Chain, find_chain, promised_log, stand
from tracker.attainment.numbers import (
    HUNDRED,
    factor,
    growth,
    passes,
    places,
    quotient,
    without_noise,
)
from tracker.attainment.parts import Standing
from tracker.attainment.progress import pace_class
from tracker.attainment.series import View
from tracker.attainment.verdict import conclude, unanswered
from tracker.terms import Path, Status


def judge_change(view: View) -> Answer:
    """Progress and pace by logarithms, the verdict on the plain ratio (methods §3).

    ``so_far`` and ``goal`` are percents in the sense of the target: a reduction is positive.
    """
    chain = find_chain(view)
    if chain is None:
        return unanswered(view)
    goal = known(view.target.target_value, "target", "target_value")
    so_far = _so_far(view, chain.factor)
    is_met = _is_met(view, chain, so_far, goal)
    promised = promised_log(view.sign * goal)
    progress = chain.log_growth / promised
    pace = progress * chain.span / chain.years
    standing = _stand(view, chain, so_far, goal, pace)
    average = float(chain.average_percent)
    required = None if is_met else chain.required_percent(promised / chain.span)
    carried_on = chain.log_growth * chain.span / chain.years
    is_final = chain.left == 0 and chain.is_complete
    once_met = [] if is_met else _once_met(view, chain, goal)
    return Answer(
        path=Path.COMPOUND,
        elapsed=chain.passed / chain.span,
        expected=_in_sense(view, promised * chain.passed / chain.span),
        progress=progress,
        pace=pace,
        attainment=float(so_far / goal),
        margin=float(so_far - goal),
        cumulative_change_percent=float((chain.factor - 1) * HUNDRED),
        average_growth_percent=average,
        required_growth_percent=required,
        required_over_achieved=None if required is None else quotient(required, average),
        projection=_in_sense(view, carried_on) if chain.left else None,
        excess_rate=float(so_far / goal - 1) if is_final else None,
        **standing,
        flags=(*view.flags, *chain.flags(standing, has_pace=True), *once_met),
    )


def _so_far(view: View, product: Decimal) -> Decimal:
    return view.sign * (product - 1) * HUNDRED


def _in_sense(view: View, log_growth: float) -> float:
    """A logarithm as a percent in the sense of the target."""
    return view.sign * 100 * growth(log_growth)


def _is_met(view: View, chain: Chain, so_far: Decimal, goal: Decimal) -> bool:
    """The plain comparison, during the period too (exact 21)."""
    settled = without_noise(so_far) if chain.is_derived else so_far
    return passes(settled - goal, strict=view.target.strict)


def _stand(view: View, chain: Chain, so_far: Decimal, goal: Decimal, pace: float) -> Standing:
    is_met = _is_met(view, chain, so_far, goal)
    verdict = conclude(
        view.target,
        so_far,
        goal,
        sign=1,
        tolerance_of=goal,
        attainment=float(so_far / goal),
        derived_places=places(goal) if chain.is_derived else None,
    )
    now = Status.ACHIEVED if is_met else pace_class(pace, view.cuts)
    return stand(view, chain, now=now, at_end=verdict)


def _once_met(view: View, chain: Chain, goal: Decimal) -> list[str]:
    """The latest earlier year by which a complete chain had met (exact 44)."""
    if chain.is_from_levels or not chain.is_complete:
        return []
    product, met = Decimal(1), None
    for year, rate in view.values.items():
        product *= factor(rate)
        if passes(without_noise(_so_far(view, product)) - goal, strict=view.target.strict):
            met = year
    return [] if met is None else [f"once_met:{met}"]
