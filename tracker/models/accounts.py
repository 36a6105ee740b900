"""What is said when an account, a role or an absence is refused; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a FieldProblem; each names the value as typed and the remedy.
PROBLEMS: dict[str, Promise] = {
    "empty": _("Nothing was entered. Fill in this field."),
    "unknown_person": _("No account has the user name or address “%(value)s”. Check the spelling."),
    "ambiguous_person": _("Several accounts share “%(value)s”. Enter the user name."),
    "not_a_username": _("“%(value)s” is no user name. Use letters, digits and @ . + - _ only."),
    "username_taken": _("“%(value)s” has an account already. Give that account a role instead."),
    "email_taken": _("“%(value)s” belongs to an account already. Give that one a role instead."),
    "not_an_address": _("“%(value)s” is no e-mail address. Write it as name@example.cn."),
    "only_officers_by_department": _(
        "Only reporting officers belong to one department. Choose the whole zone."
    ),
    "has_role": _(
        "This person is “%(value)s” there already. Choose another role or another department."
    ),
    "not_a_colleague": _(
        "“%(value)s” cannot stand in. Choose somebody else who has a role in this zone."
    ),
    "before_first_day": _("%(value)s is before the first day. Choose a later one."),
    "too_long_absence": _("More than half a year is no absence. Have the roles changed instead."),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "no_such_link": _("This link is not complete. Copy all of it, or sign in and choose there."),
    "role_gone": _("The role was withdrawn meanwhile. Reload the page."),
    "account_changed": _("The account was closed or opened meanwhile. Reload the page."),
    "nothing_to_delegate": _("There is no role of one's own to hand over in this zone."),
    "delegation_ended": _("The substitution was ended meanwhile. Reload the page."),
    "address_not_refused": _("Mails go to this address again already. Reload the page."),
    "link_just_sent": _("A mail has just gone out. Wait two minutes before sending another."),
    "sign_in_locked": _(
        "Too many wrong passwords. Try again at %(until)s, or ask the administrator to release it."
    ),
}

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = {
    "add_person": _("Only plan administrators of the zone add people."),
    "grant_role": _("Only plan administrators of the zone grant roles, and never to themselves."),
    "withdraw_role": _("Only plan administrators of the zone withdraw roles, never their own."),
    "deactivate_person": _("This account has roles elsewhere; only the roles here can be taken."),
    "reactivate_person": _("This account has roles elsewhere; its own administrator opens it."),
    "correct_person": _("Once somebody has signed in, they correct their account themselves."),
    "send_link_again": _("Only plan administrators of the zone send the link again."),
    "accept_address": _("Only plan administrators of the zone let an address be tried again."),
    "release_sign_in": _("Only plan administrators of the zone release an account."),
    "make_delegation": _("Only the person or a plan administrator of the zone names a substitute."),
    "end_delegation": _("Only those concerned or a plan administrator end the substitution."),
}
