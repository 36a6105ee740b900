"""Which targets the mid-term evaluation asks to be looked at again, by rules of this system.

A proposal only: what is revised is decided by whoever approved the plan, and entered with the
approving document.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tracker.models.wording import LIKELIHOODS, label
from tracker.notation import NOT_KNOWN, number
from tracker.reports.composing.material import Material
from tracker.reports.composing.overview import joined
from tracker.reports.composing.table import actual, promised, word
from tracker.reports.composing.unreported import name_of
from tracker.reports.composing.written import gravity, is_binding
from tracker.reports.datasets import Proposal
from tracker.reports.prose import amount
from tracker.reports.sentences import needed
from tracker.standing import Standing
from tracker.standing.pledges import Pledge
from tracker.terms import OFF_TRACK, Cause, Reason, Status, TargetKind

# Reasons for which a target cannot be judged that time alone does not mend.
_TO_SETTLE = {
    Reason.NO_BASE: gettext_lazy("State a baseline."),
    Reason.UNDETERMINED: gettext_lazy("State a figure to be reached."),
    Reason.TO_BE_CONFIRMED: gettext_lazy("Confirm what is promised."),
    Reason.BREAK_IN_SERIES: gettext_lazy("Restate baseline and target on the new caliber."),
    Reason.NO_FIGURE: gettext_lazy("Settle who reports it, or give it up with a document."),
}
_RAISE = gettext_lazy("Met before its year: examine a higher target.")
_KEEP = gettext_lazy("Binding: keep the target and strengthen the measures.")
_LOWER = gettext_lazy("Examine whether it can still be reached, and revise it if not.")


def proposals(material: Material) -> Iterable[Proposal]:
    """Targets to be looked at again: what is met already, what is unlikely, what is unsettled."""
    order: tuple[Callable[[Standing, Pledge | None], str], ...] = (_raised, _lowered, _settled)
    for rule in order:
        found = []
        for item in material.zone.counted:
            pledge = material.pledges.get(item.target.pk)
            if text := rule(item, pledge):
                found.append((item, text, pledge))
        if rule is _lowered:
            found.sort(key=lambda row: gravity(row[0]))
        yield from (_row(item, text, pledge) for item, text, pledge in found)


def _raised(item: Standing, _pledge: Pledge | None) -> str:
    is_passed = item.word is Status.ACHIEVED and item.target.kind != TargetKind.MILESTONE
    return str(_RAISE) if is_passed else ""


def _lowered(item: Standing, pledge: Pledge | None) -> str:
    """Off track, and the department, the trend or the pace says that it will not be reached."""
    if item.word not in OFF_TRACK:
        return ""
    said = pledge is not None and pledge.handling.cause == Cause.TARGET_TOO_HIGH
    hopeless = item.answer.likelihood == "unlikely" or item.word in (
        Status.FAR_BEHIND,
        Status.REVERSED,
    )
    if not (said or hopeless):
        return ""
    return str(_KEEP if is_binding(item) else _LOWER)


def _settled(item: Standing, _pledge: Pledge | None) -> str:
    return str(_TO_SETTLE.get(item.answer.reason, "")) if item.answer.reason else ""


def _row(item: Standing, text: str, pledge: Pledge | None) -> Proposal:
    return Proposal(
        name=name_of(item),
        unit=item.target.unit,
        judged=word(item),
        target=promised(item),
        actual=actual(item),
        outlook=_outlook(item),
        proposal=text,
        grounds=_grounds(item, pledge),
        key=item.target.register_id,
    )


def _outlook(item: Standing) -> str:
    """Where the figures lead, with the chances in a word."""
    answer = item.answer
    if answer.projection is None or item.word is Status.ACHIEVED:
        return NOT_KNOWN
    value = number(item.target.as_reported(answer.projection), item.decimals)
    chance = LIKELIHOODS.get(answer.likelihood or "")
    return _("%(value)s, %(chance)s") % {"value": value, "chance": chance} if chance else value


def _grounds(item: Standing, pledge: Pledge | None) -> str:
    """What is needed from here, why nothing can be judged, and what the department says."""
    texts = [needed(item)]
    if item.answer.reason:
        texts.append(str(label(item.answer.reason)) + pgettext("end of sentence", "."))
    if item.word is Status.ACHIEVED and item.figure:
        facts = {
            "year": item.figure.year,
            "value": amount(item, item.figure.value, item.figure.decimals),
        }
        texts.append(_("%(value)s in %(year)s.") % facts)
    if pledge:
        texts.append(
            _("The department: %(text)s")
            % {"text": f"{pledge.handling.get_cause_display()} · {pledge.handling.explanation}"}
        )
    return joined(*texts)
