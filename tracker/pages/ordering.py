"""The desk of documents: which ones are wanted, and how far those are that were asked for."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.errors import NotAllowed, Refused
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, asked_year, page
from tracker.pages.order_forms import LeftOut, OrderForm, Range, at_first, kind_lines
from tracker.pages.ordered import LOOK_AGAIN_SECONDS, OrderLine
from tracker.pages.problems import status_of
from tracker.reports.progress import summaries, with_files

A_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: SignedIn) -> HttpResponse:
    """Ask for documents; below, what this person asked for, the newest first.

    The address may fill the form in: ``?zones=``, ``kinds``, ``year``, ``plan``, ``department``,
    ``languages`` and ``formats``, as the form sends them.
    """
    offer = Range(request.user)
    if not offer.years:
        return _show(request, None)
    if request.method == "POST":
        return _ask(request, OrderForm(offer, request.POST))
    year = asked_year(request, offer.years)
    language = get_language() or settings.LANGUAGE_CODE
    initial = at_first(offer, request.GET, year=year, language=language)
    return _show(request, OrderForm(offer, initial=initial))


def _ask(request: SignedIn, form: OrderForm) -> HttpResponse:
    """Order what was chosen, unless something of it cannot be made and nobody left it out yet."""
    if not form.is_valid():
        return _show(request, form, status=422)
    found = form.wishes()
    if form.errors:
        return _show(request, form, left_out=LeftOut.of(found), status=422)
    try:
        order = flow.order_documents(found.wanted, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Refused as error:
        return _show(request, form, refusal=explain(error), status=status_of(error))
    return redirect("order", token=order.token)


def _show(
    request: SignedIn,
    form: OrderForm | None,
    *,
    left_out: LeftOut | None = None,
    refusal: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    orders = with_files(access.visible_orders(request.user))
    shown = Paginator(orders, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "title": _("Documents"),
        "form": form,
        "kinds": kind_lines(form) if form else (),
        "left_out": left_out,
        "refusal": refusal,
        "may_schedule": access.schedulable_zones(request.user).exists(),
        "keep_days": settings.REPORT_KEEP_DAYS,
        "shown": shown,
        "look_again": LOOK_AGAIN_SECONDS,
        "lines": [OrderLine(one) for one in summaries(shown, now=timezone.now())],
    }
    return page(
        request, "reports/reports.html", context, crumbs=(Crumb(_("Documents")),), status=status
    )
