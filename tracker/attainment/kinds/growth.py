"""年均增长: an average of yearly rates, which can fall back until the last of them (exact 29)."""

from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer
from tracker.attainment.kinds.chain import Chain, find_chain, promised_log, stand
from tracker.attainment.numbers import ahead_by, passes, places, quotient, without_noise
from tracker.attainment.parts import Travelled
from tracker.attainment.progress import pace_class
from tracker.attainment.series import View
from tracker.attainment.verdict import conclude, unanswered
from tracker.terms import Path, Status, Verdict


def judge_growth(view: View) -> Answer:
    """The geometric mean so far, against the promised rate; the pace goes by logarithms."""
    chain = find_chain(view)
    if chain is None:
        return unanswered(view)
    goal = known(view.target.growth_percent, "target", "growth_percent")
    average = chain.average_percent
    settled = without_noise(average) if chain.is_derived else average
    travelled: Travelled = {}
    if view.sign * goal > 0:
        travelled = _travel(chain, average, goal)
        status = pace_class(travelled["pace"], view.cuts)
    else:
        is_kept = passes(ahead_by(view.sign, settled, goal), strict=view.target.strict)
        status = Status.ON_TRACK if is_kept else Status.REVERSED
    verdict = conclude(
        view.target,
        settled,
        goal,
        sign=view.sign,
        tolerance_of=goal,
        attainment=travelled.get("attainment"),
        derived_places=places(goal) if chain.is_derived else None,
    )
    if not travelled and verdict is Verdict.EXCEEDED:
        verdict = Verdict.MET  # what is kept is never exceeded (exact 27)
    standing = stand(view, chain, now=status, at_end=verdict)
    return Answer(
        margin=float(ahead_by(view.sign, average, goal)),
        elapsed=chain.passed / chain.span,
        average_growth_percent=float(average),
        projection=float(average) if chain.left else None,
        **travelled,
        **standing,
        flags=(*view.flags, *chain.flags(standing, has_pace=bool(travelled))),
    )


def _travel(chain: Chain, average: Decimal, goal: Decimal) -> Travelled:
    """Progress over the whole plan, pace over the years that have a rate.

    A ceiling on growth, or a floor at or below zero, has none of it.
    """
    promised = promised_log(goal)
    required = chain.required_percent(promised)
    return {
        "attainment": float(average / goal),
        "progress": chain.log_growth / chain.span / promised,
        "pace": chain.log_growth / chain.years / promised,
        "path": Path.COMPOUND,
        "required_growth_percent": required,
        "required_over_achieved": (
            None if required is None else quotient(required, float(average))
        ),
    }
