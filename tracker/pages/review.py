"""The reviewer's inbox: figures side by side with what they mean, approved or returned at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models import Figure
from tracker.models.explaining import explain, explain_problem
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.inbox import (
    SORTS,
    Inbox,
    clean_of,
    compared,
    inbox,
    reviewed_zones,
    ticked,
)
from tracker.pages.problems import status_of
from tracker.review.queries import in_zones
from tracker.terms import Quality

PER_PAGE = 50
ACTIONS = ("approve", "approve_clean", "return")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedIn) -> HttpResponse:
    """Show what waits, or approve or return what was ticked."""
    if request.method == "POST":
        return _do(request)
    return _show(request, _inbox(request))


def _inbox(request: SignedIn) -> Inbox:
    return inbox(request.user, request.GET, timezone.localdate())


def _do(request: SignedIn) -> HttpResponse:
    action = request.POST.get("action", "")
    if not reviewed_zones(request.user).exists():
        raise PermissionDenied(explain(NotAllowed(verb="approve_figure"))[0])
    if action == "show":
        return _show(request, _inbox(request))
    if action not in ACTIONS:
        raise Http404
    figures = _clean(request) if action == "approve_clean" else _ticked(request)
    if not figures:
        return _show(request, _inbox(request), problem=_("Tick at least one figure."), status=422)
    try:
        if action == "return":
            reason = request.POST.get("reason", "")
            reviewed = flow.return_figures(figures, reason=reason, by=request.user)
        else:
            reviewed = flow.approve_figures(figures, by=request.user)
    except Incomplete as error:
        problem = explain_problem(error.problems[0])
        return _show(request, _inbox(request), missing=problem, status=status_of(error))
    _say(request, action, len(reviewed.done))
    if reviewed.left:
        return _show(request, _inbox(request), left=reviewed.left, status=409)
    return HttpResponseRedirect(request.get_full_path())


def _ticked(request: SignedIn) -> list[tuple[Figure, int]]:
    """The ticked figures with the versions that were shown; of other zones none can be ticked."""
    try:
        versions = ticked(request.POST.getlist("figure"))
    except ValueError as error:
        raise Http404 from error
    rows = in_zones(reviewed_zones(request.user), versions)
    found = [(figure, versions[figure.pk]) for figure in rows]
    if len(found) < len(versions):
        raise PermissionDenied(explain(NotAllowed(verb="approve_figure"))[0])
    return found


def _clean(request: SignedIn) -> list[tuple[Figure, int]]:
    """All without warnings of the filter, as far as the list counted them so and they still are."""
    try:
        shown = ticked(request.POST.get("clean", "").split())
    except ValueError as error:
        raise Http404 from error
    items = clean_of(_inbox(request).kept, shown)
    return [(item.figure, item.figure.version) for item in items]


def _say(request: SignedIn, action: str, count: int) -> None:
    if not count:
        return
    if action == "return":
        words = ngettext("%d figure returned.", "%d figures returned.", count)
    else:
        words = ngettext("%d figure approved.", "%d figures approved.", count)
    messages.success(request, words % count)


def _show(
    request: SignedIn,
    found: Inbox,
    *,
    left: tuple[tuple[Figure, Refused], ...] = (),
    problem: str = "",
    missing: str = "",
    status: int = 200,
) -> HttpResponse:
    """``missing`` is what the reason lacks; what was ticked and typed stays after a refusal."""
    kept = found.kept
    shown = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    rows = compared(list(shown), found.shelf)
    context: dict[str, Any] = {
        "title": _("To review"),
        "inbox": found,
        "filters": found.filters,
        "sorts": SORTS,
        "kept_count": len(kept),
        "clean": [item.key for item in kept if item.clean],
        "shown": shown,
        "rows": rows,
        "left": [(figure, explain(error)) for figure, error in left],
        "problem": problem,
        "missing": missing,
        "reason": "" if left else request.POST.get("reason", ""),
        "ticked": [] if left else request.POST.getlist("figure"),
        "illustrative": any(_invented(row.figure, row.last, row.replaced) for row in rows),
    }
    crumbs = (Crumb(_("To review")),)
    return page(request, "review/review.html", context, crumbs=crumbs, status=status)


def _invented(*figures: Figure | None) -> bool:
    return any(each.quality == Quality.ILLUSTRATIVE for each in figures if each)
