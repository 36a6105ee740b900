"""Documents of an order as files: one, or all that are there in one ZIP.

Served by these pages alone, to those who may see every zone in them on that day. What is not
theirs is answered as what does not exist.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker import flow
from tracker.errors import NotAllowed, WrongState
from tracker.pages.common import SignedIn
from tracker.pages.handing_out import MEDIA_TYPES, ZIP, handed_out
from tracker.pages.ordered import open_order, show_order


@login_required
@require_safe
def file(request: SignedIn, token: str, pk: int, ending: str) -> HttpResponseBase:
    """One document. One that is not there any more leads to its order, where it is made again."""
    order = open_order(request, token)
    files = order.files.select_related("order", "zone").prefetch_related("beside")
    found = get_object_or_404(files, pk=pk, format=ending)
    try:
        content = flow.fetch_document(found, by=request.user)
    except NotAllowed as error:
        raise Http404 from error
    except WrongState as error:
        return show_order(request, order, refusal=error)
    return handed_out(content, found.filename, MEDIA_TYPES[found.format])


@login_required
@require_safe
def archive(request: SignedIn, token: str) -> HttpResponseBase:
    """All documents of an order that are there and may be fetched, in one ZIP."""
    order = open_order(request, token)
    try:
        content = flow.fetch_documents(order, by=request.user)
    except NotAllowed as error:
        raise Http404 from error
    except WrongState as error:
        return show_order(request, order, refusal=error)
    day = timezone.localtime(order.asked_at)
    return handed_out(content, f"documents-{day:%Y%m%d-%H%M}.zip", ZIP)
