"""What is said when an answer to an alert is refused; ``explaining`` takes it in."""

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.errors import Change

# Keyed by the code of a FieldProblem; each names the value as typed and the remedy.
PROBLEMS: dict[str, Promise] = {
    "cause_missing": _("Nothing was chosen. Choose the kind of cause that weighs most."),
    "explanation_missing": _("Nothing was entered. Say what led to it, in a sentence or two."),
    "measure_missing": _("Nothing was entered. Say what is done about it, in a sentence or two."),
    "owner_missing": _("Nothing was entered. Name who sees to it, with the post."),
    "day_missing": _("No day was entered. Choose the day by which it will be done."),
    "too_far_off": _("%(value)s is too far off. Choose an earlier day; the latest stands below."),
    "not_of_this": _("That alert is about something else. Answer it on its own page."),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "alert_cleared": _(
        "The alert was cleared on %(cleared_on)s; no answer is needed any more. What was typed is "
        "still here."
    ),
}

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = {
    "handle_alert": _(
        "Only officers of the responsible department, reviewers and plan administrators of the "
        "zone answer this alert."
    ),
}


def explain_answered(change: Change) -> str:
    """Somebody else answered since the page was shown; what was typed is kept."""
    at = formats.date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
    text = gettext(
        "%(by)s answered this at %(at)s: the answer stands above. What was typed is still here; "
        "send it again if it is to stand beside that one."
    )
    return text % {"by": change.by, "at": at}
