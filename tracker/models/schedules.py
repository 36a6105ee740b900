"""What is said when a schedule of documents is refused; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a FieldProblem; each names the value and the remedy.
PROBLEMS: dict[str, Promise] = {
    "no_zone": _("No zone is ticked. Tick at least one."),
    "two_zones": _("A comparison needs two zones or more. Tick another one."),
    "nothing_ticked": _("Nothing is ticked. Tick at least one."),
    "not_a_day": _("%(value)s is no day of a month. Enter 1 to 31."),
    "blind_recipient": _(
        "%(value)s may not see every ticked zone, or has left, and would get nothing. Choose among "
        "the people listed here, or tick fewer zones."
    ),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "schedule_ended": _("This schedule was ended. Enter a new one."),
}

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = dict.fromkeys(
    ("schedule_documents", "change_schedule", "end_schedule"),
    _("Only plan administrators of every zone in it keep a schedule, not their substitutes."),
)
