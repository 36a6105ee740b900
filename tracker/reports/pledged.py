"""What was promised about a target that fell short, as the report prints it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.reports import datasets
from tracker.standing.pledges import Outcome, Pledge
from tracker.terms import Light

_LIGHTS: dict[Outcome, Light] = {
    Outcome.RUNNING: Light.GREY,
    Outcome.NEAR: Light.YELLOW,
    Outcome.KEPT: Light.GREEN,
    Outcome.KEPT_LATE: Light.YELLOW,
    Outcome.BROKEN: Light.RED,
    Outcome.REPLACED: Light.GREY,
    Outcome.RETIRED: Light.GREY,
    Outcome.CLOSED: Light.GREY,
}


def printed(pledge: Pledge | None) -> datasets.Pledge | None:
    """One answer to alerts with its outcome; None where nobody has answered."""
    if pledge is None:
        return None
    row = pledge.handling
    day = date_format(row.promised_on, pgettext("format of dates", "j F Y"))
    return datasets.Pledge(
        title=_("Answer to the alert of %(year)s") % {"year": pledge.year},
        cause=_("%(kind)s: %(text)s") % {"kind": row.get_cause_display(), "text": row.explanation},
        measure=row.measure,
        owner=row.owner,
        promised=_("by %(day)s") % {"day": day},
        outcome=str(pledge.outcome.word),
        light=_LIGHTS[pledge.outcome],
    )


def in_short(pledge: Pledge | None) -> str:
    """The latest answer in one line: until when, by whom, what, and whether it was kept."""
    if pledge is None:
        return ""
    row = pledge.handling
    day = date_format(row.promised_on, pgettext("format of dates", "j F Y"))
    facts = {"day": day, "owner": row.owner, "what": row.measure, "kept": pledge.outcome.word}
    return _("by %(day)s (%(kept)s), %(owner)s: %(what)s") % facts
