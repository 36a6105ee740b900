"""Why a target is judged as it is: what went in, every quantity, the decision, what to mind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import notation
from tracker.assessment.queries import case_of
from tracker.attainment.trajectory import BASE_DERIVED, BASE_SUBSTITUTED
from tracker.findings import LIKELIHOODS, of_flag
from tracker.models import Target
from tracker.models.wording import label
from tracker.pages.facts import Facts, plain
from tracker.pages.quantities import Quantity, quantities
from tracker.pages.rules import RULES, Rule
from tracker.standing import Standing
from tracker.terms import Attribute, Reason, Status, TargetKind, TargetState, Verdict

ON_A_LINE = (TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK)


@dataclass(frozen=True)
class Given:
    """One number that went in, with the letter that formulas use for it."""

    letter: str
    name: str
    value: str
    origin: str = ""
    index: str = ""


@dataclass(frozen=True)
class Decision:
    """How the word was found: the comparison in words, and its rule."""

    text: str
    rule: Rule


@dataclass(frozen=True)
class Why:
    """Everything that a reader may ask about one judgement."""

    given: tuple[Given, ...]
    quantities: tuple[Quantity, ...]
    decision: Decision
    cautions: tuple[str, ...]
    projection: str


def why(target: Target, item: Standing) -> Why:
    """The reasons behind one target's judgement as of one year. Three queries at most.

    ``target`` is the one that is judged: the original, where an entry restates another.
    """
    if target.state == TargetState.TO_BE_CONFIRMED:
        return Why((), (), _unassessable(Reason.TO_BE_CONFIRMED), (), "")
    facts = Facts(case_of(target, item.year), item.answer)
    return Why(
        tuple(_given(facts, is_verified=target.verified_base_value is not None)),
        tuple(quantities(facts)),
        _decision(facts, item),
        tuple(of_flag(flag) for flag in item.answer.flags),
        _projection(facts),
    )


def _given(facts: Facts, *, is_verified: bool) -> Iterable[Given]:
    """The numbers that went in, as far as the kind has them."""
    target, kind = facts.view.target, facts.kind
    if kind in ON_A_LINE and facts.line.base is not None:
        base = facts.line.base
        name = _("Baseline of %(year)s") % {"year": base.year}
        yield Given("b", name, plain(base.value), _base_origin(base.flag, is_verified=is_verified))
    if target.growth_percent is not None and kind is TargetKind.GROWTH:
        yield Given("g*", _("Promised yearly growth"), f"{plain(target.growth_percent)}%")
    yield from _promised(facts)
    years = facts.values if kind in ON_A_LINE else facts.view.values
    for year, value in years.items():
        index = "" if year == max(years) and kind in ON_A_LINE else str(year)
        quality = str(label(facts.view.figures[year].quality))
        yield Given("x", _("Figure of %(year)s") % {"year": year}, plain(value), quality, index)
        yield from _beside(facts, year)
    if facts.first is not None and target.target_year is not None and years:
        span = f"{facts.first}–{facts.end}"
        yield Given("n", _("Years of the plan"), str(facts.n), span)
        yield Given("k", _("Years passed"), str(facts.k), f"{facts.first}–{facts.latest}")


def _beside(facts: Facts, year: int) -> Iterable[Given]:
    """What one year's figure is held against: the compared series, or the assigned value."""
    figure = facts.view.figures[year]
    if figure.parent is not None:
        name = _("Compared series in %(year)s") % {"year": year}
        yield Given("p", name, plain(figure.parent), index=str(year))
    if figure.assigned is not None:
        name = _("Assigned value of %(year)s") % {"year": year}
        yield Given("y", name, plain(figure.assigned), index=str(year))


def _base_origin(flag: str | None, *, is_verified: bool) -> str:
    if flag == BASE_DERIVED:
        return _("derived from target and growth")
    if flag == BASE_SUBSTITUTED:
        return _("first reported year, for want of a baseline")
    return _("as finally verified") if is_verified else _("as stated")


def _promised(facts: Facts) -> Iterable[Given]:
    """The target value with its letter; relative and delegated targets have one each year."""
    target, kind = facts.view.target, facts.kind
    text = notation.target_text(target, compared="p")
    if kind is TargetKind.INCREMENT and facts.line.goal is not None:
        yield Given("d", _("Promised increase"), text)
        yield Given("y", _("Target level"), plain(facts.line.goal), "b + d")
    elif kind is TargetKind.CUMULATIVE_SUM:
        yield Given("C", _("Promised total"), text)
    elif kind is TargetKind.CUMULATIVE_CHANGE:
        yield Given("D", _("Promised change"), text)
    elif kind is not TargetKind.GROWTH and text:
        name = _("Target of %(year)s") % {"year": target.target_year}
        yield Given("y", name, text)


def _projection(facts: Facts) -> str:
    """Where the figures lead, with range and likelihood as far as they are given."""
    answer = facts.answer
    if answer.projection is None:
        return ""
    if answer.projection_low is None:
        return _("If the pace so far is kept.")
    span = {
        "low": notation.number(answer.projection_low, 2),
        "high": notation.number(answer.projection_high, 2),
    }
    text = _("Range %(low)s to %(high)s.") % span
    return f"{text} {LIKELIHOODS[answer.likelihood]}" if answer.likelihood else text


def _decision(facts: Facts, item: Standing) -> Decision:
    answer, plan = item.answer, item.target.plan
    if answer.verdict is not None:
        return _concluded(facts, answer.verdict)
    if item.word is Status.NOT_ASSESSABLE:
        return _unassessable(answer.reason)
    if item.word is Status.ACHIEVED:
        return Decision(_("The target is reached before its year."), RULES["status_ours"])
    if answer.pace is not None:
        cuts = {
            "pace": notation.pace(answer.pace, plan.cuts),
            "behind": notation.number(plan.cut_behind),
            "on_track": notation.number(plan.cut_on_track),
            "ahead": notation.number(plan.cut_ahead),
        }
        is_ours = item.word in (Status.AHEAD, Status.ON_TRACK)
        rule = RULES["status_ours" if is_ours else "status"]
        return Decision(str(_PACES[item.word]) % cuts, rule)
    return Decision(_kept(facts, item.word), RULES["status_ours"])


_PACES: dict[Status | Verdict, Promise] = {
    Status.AHEAD: gettext_lazy("Pace %(pace)s is at least %(ahead)s."),
    Status.ON_TRACK: gettext_lazy("Pace %(pace)s lies from %(on_track)s to below %(ahead)s."),
    Status.BEHIND: gettext_lazy("Pace %(pace)s lies from %(behind)s to below %(on_track)s."),
    Status.FAR_BEHIND: gettext_lazy("Pace %(pace)s lies from 0 to below %(behind)s."),
    Status.REVERSED: gettext_lazy("Pace %(pace)s is below 0: it moves away from the target."),
}


def _kept(facts: Facts, word: Status | Verdict) -> str:
    """Targets without a way: kept or not, year by year."""
    answer = facts.answer
    if facts.kind is TargetKind.MILESTONE:
        is_late = word is Status.OVERDUE
        return _("Due, and not reported as done.") if is_late else _("Not due yet.")
    if facts.kind is TargetKind.RELATIVE and not facts.view.target.every_year:
        good = word is Status.ON_TRACK
        return _("The gap meets the target.") if good else _("The gap does not meet the target.")
    if answer.years_breached and word is not Status.ON_TRACK:
        counts = {"breached": answer.years_breached, "reported": answer.years_reported}
        return _("%(breached)s of %(reported)s reported years miss the target.") % counts
    if facts.kind is TargetKind.GROWTH:
        good = word is Status.ON_TRACK
        return _("The average keeps the limit.") if good else _("The average breaks the limit.")
    return _("The latest year keeps the target.")


_REMEDIES: dict[Reason, Promise] = {
    Reason.NO_BASE: gettext_lazy("The plan administrator can add a baseline with its source."),
    Reason.NO_FIGURE: gettext_lazy("The responsible department reports it in the next cycle."),
    Reason.PENDING_ASSIGNMENT: gettext_lazy(
        "The plan administrator enters what the superior assigned for the year."
    ),
    Reason.PENDING_PARENT: gettext_lazy(
        "The officer adds the same year's figure of the compared series."
    ),
    Reason.UNDETERMINED: gettext_lazy("It is recorded and charted, and never judged."),
    Reason.BREAK_IN_SERIES: gettext_lazy(
        "The officer adds that year's figure on the old caliber, which links the series."
    ),
    Reason.TO_BE_CONFIRMED: gettext_lazy(
        "The plan's wording is vague or undated; its administrator decides how it is meant."
    ),
}


def _unassessable(reason: Reason | None) -> Decision:
    if reason is None:
        return Decision(_("It has not been judged yet."), RULES["status_ours"])
    stop = _(". ")
    return Decision(f"{label(reason)}{stop}{_REMEDIES[reason]}", RULES["status_ours"])


_VERDICTS: dict[Verdict, tuple[Promise, str]] = {
    Verdict.EXCEEDED: (gettext_lazy("The final value is better than the target."), "verdict"),
    Verdict.MET: (gettext_lazy("The final value meets the target."), "verdict"),
    Verdict.MET_BY_ROUNDING: (
        gettext_lazy("Only the value rounded to the decimals of the target meets it."),
        "verdict",
    ),
    Verdict.MET_WITHIN_TOLERANCE: (
        gettext_lazy("Short by no more than 5%, which “about” allows."),
        "verdict",
    ),
    Verdict.MET_LATE: (gettext_lazy("Done after its due year."), "verdict_ours"),
    Verdict.BASICALLY_MET: (
        gettext_lazy("An anticipatory target, attained to at least 95%."),
        "verdict_ours",
    ),
    Verdict.MISSED: (gettext_lazy("The final value does not meet the target."), "verdict"),
    Verdict.INCOMPLETE: (
        gettext_lazy("A year between baseline and target is not reported."),
        "verdict_ours",
    ),
    Verdict.NOT_REPORTED: (
        gettext_lazy("The target year is not reported; earlier years never stand for it."),
        "verdict_ours",
    ),
}


def _concluded(facts: Facts, verdict: Verdict) -> Decision:
    text, key = _VERDICTS[verdict]
    is_binding = facts.view.target.attribute is Attribute.BINDING
    if verdict is Verdict.MISSED and is_binding:
        text, key = gettext_lazy("A binding target has no tolerance: it is missed."), "veto"
    return Decision(str(text), RULES[key])
