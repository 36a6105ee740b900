"""What is said when documents are not made; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "no_published_plan": _("%(zone)s has no published plan. Choose another zone."),
    "year_outside_plan": _(
        "%(year)s lies outside the plan. Choose a year from %(first)s to %(last)s."
    ),
    "kind_outside_year": _("“%(kind)s” does not fit %(year)s. Choose one of: %(fitting)s."),
    "no_department": _(
        "A department's sheet wants a department of the zone, and no other document does."
    ),
    "nothing_to_compare": _(
        "A comparison wants two zones whose plans hold %(year)s. Choose another year or more zones."
    ),
    "nothing_to_cancel": _("All of it is done already. There is nothing to cancel."),
    "nothing_to_retry": _("All of it is there or on its way. There is nothing to make again."),
    "nothing_to_fetch": _(
        "Nothing of it can be fetched: it is not made yet, or no longer kept. Have it made again."
    ),
    "document_expired": _("The file is no longer kept. Have it made again."),
    "document_not_made": _("The file is not made. Reload the page to see how far it is."),
    "document_lost": _("The file is damaged or was lost on the server. Have it made again."),
}

# Keyed by the code of an OrderRefused.
ORDERS: dict[str, Promise] = {
    "nothing_asked": _("No document was chosen. Choose at least one."),
    "impossible_wishes": _("Some of these documents cannot be made; see what is said beside them."),
    "too_many_files": _(
        "These are %(asked)s files; one order holds %(most)s. Choose fewer zones, kinds, formats "
        "or languages."
    ),
    "too_many_waiting": _(
        "%(waiting)s files are being made already, and %(most)s at once are the most; these are "
        "%(asked)s more. Wait until some are done, or cancel an order."
    ),
}

# Keyed by what stopped the making of a file.
STOPPED: dict[str, Promise] = {
    "no_room": _(
        "The server's disk is full, so the document was not stored. Tell the system "
        "administrator, then have it made again."
    ),
    "not_stored": _(
        "The server cannot write the document (%(why)s). Tell the system administrator, then have "
        "it made again."
    ),
    "database_away": _(
        "The database did not answer. Have the document made again; tell the system administrator "
        "if this stays so."
    ),
    "fonts_missing": _(
        "No font for the document was found. Tell the system administrator: %(why)s"
    ),
    "ended_its_worker": _(
        "The process that made it ended %(times)s times, as it does where memory is short. Tell "
        "the system administrator, then have it made again, with fewer zones."
    ),
    "error": _(
        "An error of the system stopped it (%(why)s). Tell the system administrator, who finds "
        "more in the worker's log, then have it made again."
    ),
}

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = {
    **dict.fromkeys(
        ("make_report", "order_documents", "fetch_document", "fetch_documents"),
        _("A document is made for, and fetched by, who may see every zone in it."),
    ),
    **dict.fromkeys(
        ("cancel_documents", "retry_documents"),
        _("Only who asked for the documents cancels them or has them made again."),
    ),
}
