"""Refusals and errors as pages that say what happened and what to do next."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from tracker.errors import (
    EvidenceRefused,
    Incomplete,
    NotAllowed,
    NotReproduced,
    NotStored,
    OrderRefused,
    Refused,
    SheetRefused,
    Stale,
    WrongState,
)
from tracker.pages.common import Crumb, page


class NoRoom(BadRequest):
    """The disk has no room for a file that is coming in; no page was asked yet."""


# The one table from a refusal to an HTTP status.
STATUSES: dict[type[Refused], int] = {
    NotAllowed: 403,
    WrongState: 409,
    Stale: 409,
    Incomplete: 422,
    SheetRefused: 422,
    EvidenceRefused: 422,
    OrderRefused: 422,
    NotReproduced: 409,
    NotStored: 507,
}


def status_of(error: Refused) -> int:
    """The HTTP status of a refused verb."""
    return STATUSES.get(type(error), 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: who is signed in may not do this here."""
    context = {
        "title": _("Not allowed"),
        "problem": str(exception or "") or _("This account may not do this."),
        "remedy": _("Sign in with another account, or ask the system administrator for the role."),
    }
    return _problem(request, context, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing stands at this address."""
    context = {
        "title": _("Page not found"),
        "problem": _("Nothing stands at this address."),
        "remedy": _("Go back to the board, or search for the target by name."),
    }
    return _problem(request, context, 404)


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that did not come from this site's own page, or from one of long ago."""
    context = {
        "title": _("The form has expired"),
        "problem": _("Nothing was saved: the form was opened too long ago, or cookies are off."),
        "remedy": _("Go back, copy what was typed, reload the page and send it again."),
    }
    return _problem(request, context, 403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that no page of this site sends, or one with too many files.

    Files that the disk had no room for end here too, before any page was asked.
    """
    if isinstance(exception, NoRoom):
        return no_room(request)
    context = {
        "title": _("The request cannot be read"),
        "problem": _("Nothing was saved: it holds too much, or was changed on its way."),
        "remedy": _("Go back and send it again, with %(most)s files at most at once.")
        % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES},
    }
    return _problem(request, context, 400)


def no_room(request: HttpRequest) -> HttpResponse:
    """507: an uploaded file could not be kept while it came in."""
    context = {
        "title": _("No room for the file"),
        "problem": _(
            "The disk of the server is full, or cannot be written: the file was not taken in, and "
            "nothing was stored."
        ),
        "remedy": _(
            "Tell the system administrator, who makes room. Then go back and send the file again; "
            "other pages can be used meanwhile."
        ),
    }
    return _problem(request, context, 507)


def failed(request: HttpRequest) -> HttpResponse:
    """500: shown without the database, which may be what failed."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def _problem(request: HttpRequest, context: dict[str, str], status: int) -> HttpResponse:
    crumbs = (Crumb(context["title"]),)
    return page(request, "problem/problem.html", context, crumbs=crumbs, status=status)
