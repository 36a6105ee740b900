"""The page that stops mails: without signing in, for whoever has the link of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker import flow
from tracker.alerts.unsubscribing import named
from tracker.errors import WrongState
from tracker.pages.common import Crumb, page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once more, or does it: mail programs send the POST themselves (RFC 8058)."""
    person = named(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        try:
            flow.unsubscribe(token, by=flow.system_person())
        except WrongState as error:
            raise Http404 from error
    with override(person.language):
        title = _("Fewer mails")
        context = {"title": title, "person": person, "is_done": request.method == "POST"}
        return page(request, "account/unsubscribe.html", context, crumbs=(Crumb(title),))
