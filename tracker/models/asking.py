"""What kind of figure each kind of target asks for every year.

The wrong kind of figure (a level for a rate, a total for a year's amount) is the commonest error
at entry, so every form, sheet and mail says it in these words (methods §3).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.terms import Measure, TargetKind

_ASKED: dict[TargetKind, Promise] = {
    TargetKind.LEVEL: _("Level reached in %(year)s"),
    TargetKind.GROWTH: _("Growth rate of %(year)s, %%"),
    TargetKind.CUMULATIVE_SUM: _("Amount of %(year)s alone"),
    TargetKind.CUMULATIVE_CHANGE: _("Change in %(year)s against the year before, %%"),
    TargetKind.INCREMENT: _("Level reached in %(year)s"),
    TargetKind.EACH_YEAR: _("Value of %(year)s"),
    TargetKind.MAINTAIN: _("Level in %(year)s"),
    TargetKind.RANK: _("Rank in %(year)s"),
    TargetKind.RELATIVE: _("The zone's own level in %(year)s"),
    TargetKind.DELEGATED: _("Value of %(year)s"),
    TargetKind.MILESTONE: _("Done by the end of %(year)s?"),
    TargetKind.RANGE: _("Level in %(year)s"),
    TargetKind.UNDETERMINED: _("Level in %(year)s"),
}

_HELP: dict[TargetKind, Promise] = {
    TargetKind.LEVEL: _("The level itself, not the growth rate and not the share done."),
    TargetKind.GROWTH: _("At comparable prices; a fall is negative. Not the average so far."),
    TargetKind.CUMULATIVE_SUM: _("What this one year added, not the total since the base year."),
    TargetKind.CUMULATIVE_CHANGE: _("This year's change only; a fall is negative, as −3.2."),
    TargetKind.INCREMENT: _("The level itself, not the increase over the baseline."),
    TargetKind.EACH_YEAR: _("Every year is tested by itself."),
    TargetKind.MAINTAIN: _("Tested every year; being close is not enough."),
    TargetKind.RANK: _("A whole number; 1 is the best."),
    TargetKind.RELATIVE: _("Judged only together with the figure of the compared series."),
    TargetKind.DELEGATED: _("Tested against the value that the superior assigned for this year."),
    TargetKind.MILESTONE: _("Yes only once it is finished and accepted."),
    TargetKind.RANGE: _("Must lie within the range, its ends included."),
    TargetKind.UNDETERMINED: _("Recorded and charted, never judged: the plan states no figure."),
}

# The two answers of a milestone; "not known" is neither.
DONE: dict[bool, Promise] = {
    True: pgettext_lazy("milestone", "Done"),
    False: pgettext_lazy("milestone", "Not done"),
}

_OTHERS: dict[str, Promise] = {
    "parent_value": _("Same year's figure of the compared series"),
    "steps_done": _("Steps done"),
    "steps_total": _("Steps in all"),
    "field_size": _("Ranked among how many"),
    "level": _("Level on a comparable basis"),
    "is_break": _("Boundary or caliber changed this year"),
    "old_value": _("This year's figure on the old caliber"),
    "quality": _("Quality of the figure"),
    "note": _("Remarks"),
    "evidence": _("Evidence"),
    "revision_reason": _("Reason for the revision"),
    "reason": _("Reason for the return"),
    "year": _("Year"),
    "due_on": _("Due date"),
    "department": _("Department"),
    "why": _("Reason"),
    "cause": _("Kind of cause"),
    "explanation": _("Cause"),
    "measure": _("Measure"),
    "owner": _("Responsible person"),
    "promised_on": _("Promised date"),
    "also": _("Also answered"),
    "number": _("Document number"),
    "name": _("Name"),
    "url": _("Address"),
    "secret": _("Secret"),
    "language": pgettext_lazy("of a person", "Language"),
}

_OTHERS_HELP: dict[str, Promise] = {
    "steps_done": _("Optional; of the steps counted beside."),
    "field_size": _("Optional; gives the percentile."),
    "level": _("Optional; used where a year's rate is not known."),
    "old_value": _("Links the series across the change; without it nothing can be judged."),
    "note": _("What a reader must know: one-off effects, revisions, method."),
    "evidence": _("Title, number or address of the bulletin that the figure is taken from."),
    "revision_reason": _(
        "Why the approved figure is replaced: final accounting, census, an error."
    ),
    "cause": _("The one that weighs most; the others go into the text."),
    "explanation": _("What led to it, so that a superior understands it."),
    "measure": _("What is done about it from here, by which steps."),
    "owner": _("Who sees to it, with the post."),
}


def asked_for(kind: TargetKind, year: int, measure: Measure = Measure.LEVEL) -> str:
    """The label of a target's yearly figure: what is to be entered for this year.

    ``measure`` is how a relative target is compared or a delegated one assigned.
    """
    if kind is TargetKind.RELATIVE and measure is Measure.CHANGE:
        return _("The zone's own growth rate of %(year)s, %%") % {"year": year}
    return _ASKED[_as_entered(kind, measure)] % {"year": year}


def asked_help(kind: TargetKind, measure: Measure = Measure.LEVEL) -> Promise:
    """What is commonly entered by mistake instead."""
    return _HELP[_as_entered(kind, measure)]


def _as_entered(kind: TargetKind, measure: Measure) -> TargetKind:
    """An assigned change is entered like any yearly change: a fall is negative (exact 36)."""
    if kind is TargetKind.DELEGATED and measure is Measure.CHANGE:
        return TargetKind.CUMULATIVE_CHANGE
    return kind


def field_label(name: str) -> str:
    """What people call a field of a report other than its asked-for figure."""
    return str(_OTHERS.get(name, _("Figure")))


def field_help(name: str) -> str:
    """What belongs into such a field; empty where the label says it."""
    return str(_OTHERS_HELP.get(name, ""))
