"""What is said when a plan's reminder settings are refused; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a FieldProblem; each names the value as typed and the remedy.
PROBLEMS: dict[str, Promise] = {
    "not_days": _("“%(value)s” is no whole number of days. Enter days, such as 30, 7, 1."),
    "not_1_to_90_days": _(
        "%(value)s lies outside 1 to 90. Enter days before the due date; on the date itself "
        "everybody is told anyway."
    ),
    "no_days": _("Nothing was entered. Enter at least one number of days, such as 7."),
    "no_number": _("Nothing was entered. Enter a whole number, such as 5."),
    "too_many_days": _("%(value)s reminders are too many. Keep six at most."),
    "not_1_to_60": _("%(value)s lies outside 1 to 60. Enter a number of working days in between."),
    "not_1_to_10": _("%(value)s lies outside 1 to 10. Enter a number of years in between."),
}
