"""What is said when mails are not sent again, or webhooks refused; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a FieldProblem; each names what to do.
PROBLEMS: dict[str, Promise] = {
    "field_missing": _("Nothing was entered. Fill in this field."),
    "webhook_name_taken": _("“%(value)s” is the name of another channel. Choose another one."),
    "not_a_web_address": _("This is no web address. Copy it whole, from https:// to its end."),
    "password_in_address": _("Leave out user name and password before the @. Sign with a secret."),
    "no_robot_key": _("“%(value)s=” is missing. Copy the whole address that the robot shows."),
    "secret_too_short": _("The secret is too short. Enter %(value)s random characters or more."),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "mail_waits": _("This mail is still waiting to be sent. Wait until it has gone out or failed."),
    "mail_not_needed": _(
        "All that this mail named was dealt with. There is nothing to send again."
    ),
    "account_is_closed": _("The account of %(person)s is closed. Open it first."),
    "address_is_refused": _(
        "Mails to the address of %(person)s are refused. Have it corrected, or let it be tried "
        "again on the page of this person."
    ),
    "no_address": _("%(person)s has no valid e-mail address. Enter one, then send the mail again."),
    "webhook_gone": _("The channel was removed meanwhile. Reload the page."),
    "test_waits": _("A test is on its way. Reload the page to see what came of it."),
    "host_not_listed": _(
        "%(host)s may not be called. Ask the system administrator to add it to WEBHOOK_HOSTS."
    ),
    "not_https": _("%(host)s is called by https:// only. Change the address."),
}

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = {
    "resend_message": _("Only who looks after this person sends their mails again."),
    **dict.fromkeys(
        ("add_webhook", "change_webhook", "switch_webhook", "remove_webhook", "test_webhook"),
        _("Only plan administrators of the zone keep its channels, not their substitutes."),
    ),
}
