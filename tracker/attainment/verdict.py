"""How a target stands, and how it ended: the words of an answer (methods §2, §4)."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Answer, Target
from tracker.attainment.numbers import ahead_by, passes, rounded, without_noise
from tracker.attainment.parts import Standing, Tally
from tracker.attainment.progress import SLACK
from tracker.attainment.series import View
from tracker.attainment.trajectory import Line
from tracker.terms import Attribute, Reason, Status, TargetKind, Verdict

TOLERANCE = Decimal("0.05")
BASICALLY = 0.95


def stands(status: Status) -> Standing:
    """A status during the period."""
    return {"status": status}


def unassessable(reason: Reason) -> Standing:
    """暂无法评估, and why."""
    return {"status": Status.NOT_ASSESSABLE, "reason": reason}


def ended(verdict: Verdict, *, provisional: bool = False) -> Standing:
    """A verdict, which a later figure may still change where it is provisional."""
    return {"verdict": verdict, "provisional": provisional}


def unanswered(view: View, flags: tuple[str, ...] | None = None) -> Answer:
    """No figure at all: not reported once the target year has come, until then no figure."""
    flags = view.flags if flags is None else flags
    if view.is_over:
        return Answer(**ended(Verdict.NOT_REPORTED), flags=flags)
    return Answer(**unassessable(Reason.NO_FIGURE), flags=flags)


def conclude(
    target: Target,
    value: Decimal,
    goal: Decimal,
    *,
    sign: int,
    tolerance_of: Decimal,
    attainment: float | None,
    derived_places: int | None = None,
) -> Verdict:
    """The verdict of one figure in the order of exact 40.

    ``tolerance_of`` is what 左右 takes its 5 % of. ``derived_places`` are the printed decimals of
    the target where ``value`` is an average or a chain; a reported figure has none (exact 41).
    """
    if derived_places is not None:
        value = without_noise(value)
    margin = ahead_by(sign, value, goal)
    if margin > 0:
        return Verdict.EXCEEDED
    if margin == 0 and not target.strict:
        return Verdict.MET
    if derived_places is not None:
        shown = rounded(value, derived_places)
        if passes(ahead_by(sign, shown, goal), strict=target.strict):
            return Verdict.MET_BY_ROUNDING
    if target.approximate and -margin <= TOLERANCE * abs(tolerance_of):
        return Verdict.MET_WITHIN_TOLERANCE
    is_expected = target.attribute is Attribute.ANTICIPATORY
    if is_expected and attainment is not None and attainment >= BASICALLY - SLACK:
        return Verdict.BASICALLY_MET
    return Verdict.MISSED


def conclude_line(line: Line, year: int, attainment: float | None) -> Verdict:
    """The verdict on the value of T; an increment is tolerated by d, not its level (exact 30)."""
    target, goal = line.view.target, known(line.goal, "target", "base_value")
    promised = known(target.target_value, "target", "target_value")
    return conclude(
        target,
        line.values[year],
        goal,
        sign=line.view.sign,
        tolerance_of=promised if target.kind is TargetKind.INCREMENT else goal,
        attainment=attainment,
    )


def tally(margins: Iterable[Decimal], *, strict: bool) -> Tally:
    """Every reported year is its own test; a margin of 0 passes an inclusive one."""
    found = list(margins)
    met = sum(passes(margin, strict=strict) for margin in found)
    return {
        "years_met": met,
        "years_reported": len(found),
        "years_breached": len(found) - met,
        "worst_margin": float(min(found)) if found else None,
    }


def every_year(counts: Tally, *, is_complete: bool) -> Verdict:
    """One failure is final, and a year that is missing is not a pass (exact 33)."""
    if counts["years_breached"]:
        return Verdict.MISSED
    return Verdict.MET if is_complete else Verdict.INCOMPLETE
