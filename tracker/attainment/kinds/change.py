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
    so_far = view.sign * (chain.factor - 1) * HUNDRED
    settled = without_noise(so_far) if chain.is_derived else so_far
    is_met = passes(settled - goal, strict=view.target.strict)
    promised = promised_log(view.sign * goal)
    progress = chain.log_growth / promised
    pace = progress * chain.span / chain.years
    verdict = conclude(
        view.target,
        settled,
        goal,
        sign=1,
        tolerance_of=goal,
        attainment=float(so_far / goal),
        derived_places=places(goal) if chain.is_derived else None,
    )
    status = Status.ACHIEVED if is_met else pace_class(pace, view.cuts)
    standing = stand(view, chain, now=status, at_end=verdict)
    average = float(chain.average_percent)
    required = None if is_met else chain.required_percent(promised / chain.span)
    is_final = chain.left == 0 and chain.is_complete
    flags = [*view.flags, *chain.flags(standing, has_pace=True)]
    if not is_met and chain.is_complete and not chain.is_from_levels:
        flags += _once_met(view, goal)
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
        projection=_projected(view, chain),
        excess_rate=float(so_far / goal - 1) if is_final else None,
        **standing,
        flags=tuple(flags),
    )


def _in_sense(view: View, log_growth: float) -> float:
    """A logarithm as a percent in the sense of the target."""
    return view.sign * 100 * growth(log_growth)


def _projected(view: View, chain: Chain) -> float | None:
    """The achieved average carried forward over the whole plan."""
    if not chain.left:
        return None
    return _in_sense(view, chain.log_growth * chain.span / chain.years)


def _once_met(view: View, goal: Decimal) -> list[str]:
    """The latest earlier year by which the chain had met, when it does not now (exact 44)."""
    product, met = Decimal(1), None
    for year, rate in view.values.items():
        product *= factor(rate)
        so_far = view.sign * (product - 1) * HUNDRED
        if passes(without_noise(so_far) - goal, strict=view.target.strict):
            met = year
    return [] if met is None else [f"once_met:{met}"]
