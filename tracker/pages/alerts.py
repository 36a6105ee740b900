"""What needs someone: the inbox of alerts, and each of them with its answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, findings, flow, standing
from tracker.alerts.inbox import others_of, told_of
from tracker.alerts.limits import latest_day
from tracker.alerts.queries import illustrative_zones
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models import Alert
from tracker.models.explaining import explain
from tracker.pages.alert_forms import HandlingForm
from tracker.pages.alert_list import CLEARED, AlertList, Filters
from tracker.pages.alerted import Found
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.problems import status_of
from tracker.pages.why import why
from tracker.standing.pledges import pledges_of_alert, pledges_of_targets
from tracker.terms import AlertState, TargetState


@login_required
@require_safe
def alerts(request: SignedIn) -> HttpResponse:
    """Open alerts, the gravest first, or with ``?state=cleared`` those that are over."""
    found = AlertList(
        request.user,
        Filters.of(request.GET),
        request.GET.get("state") == CLEARED,
        timezone.localdate(),
    )
    shown = found.page(request.GET.get("page"))
    context: dict[str, Any] = {
        "title": _("Alerts"),
        "list": found,
        "filters": found.filters,
        "options": found.options,
        "shown": shown,
        "kept_count": found.total,
        "lines": found.lines(shown),
        "illustrative": bool(illustrative_zones() & {each.zone_id for each in shown}),
    }
    return page(request, "alerts/alerts.html", context, crumbs=(Crumb(_("Alerts")),))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: SignedIn, pk: int) -> HttpResponse:
    """One alert in full; a POST answers it."""
    found = _open(request, pk)
    if request.method == "POST":
        return _answer(request, found)
    return _show(request, found, _form(found) if found.may_handle else None)


def _open(request: SignedIn, pk: int) -> Found:
    """The alert of an address, for those who may read its zone."""
    rows = Alert.objects.select_related(
        "zone", "department", "cycle__plan",
        "target__plan__zone", "target__indicator", "target__scope", "target__department",
    )  # fmt: skip
    row = get_object_or_404(rows, pk=pk)
    if not access.may_see(request.user, row.zone):
        raise PermissionDenied(_("This account has no access to %(zone)s.") % {"zone": row.zone})
    if row.target is not None and row.target.state == TargetState.RETIRED:
        raise Http404
    return Found(row, request.user, timezone.localdate())


def _form(found: Found, data: Any = None) -> HandlingForm | None:
    """The form with what was typed; none for an alert that is over, unless something was."""
    row = found.alert
    if row.state != AlertState.OPEN and data is None:
        return None
    return HandlingForm(
        data,
        others=[each for each in others_of(row) if access.may_handle(found.person, each)],
        seen=row.handlings.count(),
        earliest=found.today,
        latest=latest_day(row, found.today),
    )


def _answer(request: SignedIn, found: Found) -> HttpResponse:
    """Keep the answer; whatever is refused, what was typed stays on the page."""
    if not found.may_handle:
        raise PermissionDenied(explain(NotAllowed(verb="handle_alert"))[0])
    form = _form(found, request.POST)
    assert form is not None  # noqa: S101  there are data
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        flow.handle_alert(found.alert, **form.answer, by=request.user, at=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Incomplete as error:
        form.tell(error)
        return _show(request, found, form, status=status_of(error))
    except Refused as error:
        return _show_refused(request, found.alert.pk, error)
    text = _("Answered. Until the promised date nobody is reminded of it.")
    messages.success(request, text)
    return redirect("alert", pk=found.alert.pk)


def _show_refused(request: SignedIn, pk: int, error: Refused) -> HttpResponse:
    """The alert as it stands now; a second send is a decision, with the last answer seen."""
    found = _open(request, pk)
    data = request.POST.copy()
    data["seen"] = str(found.alert.handlings.count())
    form = _form(found, data)
    if form is not None:
        form.is_valid()
    return _show(request, found, form, refusal=explain(error), status=status_of(error))


def _show(
    request: SignedIn,
    found: Found,
    form: HandlingForm | None,
    *,
    refusal: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = found.alert
    pledges = pledges_of_alert(row, found.today)
    context: dict[str, Any] = {
        "title": _title(found),
        "found": found,
        "alert": row,
        "is_open": row.state == AlertState.OPEN,
        "form": form,
        "refusal": refusal or [],
        "pledges": pledges,
        "told": told_of(row) if found.may_handle else None,
        "others": others_of(row),
        **_about_target(found, {each.handling.pk for each in pledges}),
    }
    crumbs = (
        Crumb(_("Alerts"), reverse("alerts")),
        Crumb(str(row.zone), reverse("alerts") + f"?who=all&zone={row.zone.code}"),
        Crumb(row.get_rule_display()),
    )
    return page(
        request, "alerts/alert.html", context, plan=_plan(row), crumbs=crumbs, status=status
    )


def _plan(row: Alert) -> Any:
    about = row.target or row.cycle
    return about.plan if about is not None else None


def _title(found: Found) -> str:
    row = found.alert
    name = str(row.target) if row.target is not None else str(row.department or row.zone)
    return _("%(rule)s: %(name)s") % {"rule": row.get_rule_display(), "name": name}


def _about_target(found: Found, shown: set[int]) -> dict[str, Any]:
    """How the target stands in the year, why, and what was promised about it before."""
    target = found.alert.target
    if target is None:
        return {}
    item = standing.target_standing(target, found.alert.year)
    before = pledges_of_targets([target.pk], found.today).get(target.pk, [])
    return {
        "target": target,
        "item": item,
        "finding": findings.of_target(item),
        "why": why(target, item),
        "earlier": [each for each in before if each.handling.pk not in shown],
        "illustrative": any(figure.quality == "illustrative" for figure in item.figures),
    }
