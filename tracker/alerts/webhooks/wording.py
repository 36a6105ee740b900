"""Why a webhook cannot be called, or was told nothing, in words that say what helps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.alerts.webhooks.addresses import NotCalled

# Keyed by the code that stands before the colon; "%s" is what stands behind it.
REASONS: dict[str, Promise] = {
    "host_not_listed": _(
        "%s may not be called. The system administrator adds it to WEBHOOK_HOSTS."
    ),
    "not_https": _("%s is called by https:// only. Change the address."),
    "not_a_web_address": _("The address is no web address. Change it."),
    "password_in_address": _("The address has a password in it. Change it."),
    "inner_address": _("The name leads to an address inside, which is not called: %s."),
    "name_unknown": _("Nobody knows the name %s. Check the address and the network."),
    "too_slow": _("The other side did not answer in time."),
    "not_trusted": _("The other side could not prove who it is: %s."),
    "not_there": _("The other side was not reached, or hung up: %s."),
    "redirected": _(
        "The other side sent us elsewhere (%s), where we do not go. Enter the address."
    ),
    "no_robot": _("What answered is no robot: %s. Check the address."),
    "switched_off": _("Not sent: the channel was switched off."),
}

# What the robots' own manuals say helps.
REMEDIES: dict[str, Promise] = {
    "errcode 93000": _("The robot's key is wrong, or it was removed. Copy its address again."),
    "errcode 300001": _("The robot's key is wrong, or it was removed. Copy its address again."),
    "errcode 310000": _(
        "The robot's own security settings refuse it: check its secret, keywords and addresses."
    ),
}


def explain_posting(last_error: str) -> str:
    """What became of a posting that was not taken; the other side's own words stay as they are."""
    code, _colon, facts = last_error.partition(": ")
    if text := REASONS.get(code):
        return _with(text, facts)
    for start, remedy in REMEDIES.items():
        if last_error.startswith(start):
            return f"{remedy} ({last_error})"
    return last_error


def explain_refusal(error: NotCalled) -> str:
    """Why an address may not be called."""
    return _with(REASONS[error.code], error.facts)


def _with(text: Promise, facts: str) -> str:
    return str(text).replace("%s", facts)
