"""One target's figure of one year: entered by its officer, approved or returned by a reviewer."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import access, findings, flow, standing
from tracker.errors import Incomplete, NotAllowed, Refused, Stale, WrongState
from tracker.models import Figure
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, open_target, page, to_retired
from tracker.pages.desk import Desk, Surroundings, desk_of, surroundings
from tracker.pages.evidence import attach_sent, evidence_form
from tracker.pages.forms import REVISION, ReopenForm, ReportForm, ReturnForm
from tracker.pages.problems import status_of
from tracker.pages.warned import of_saved, warned
from tracker.standing import Standing
from tracker.standing.pledges import pledges_of_targets
from tracker.terms import Quality, TargetState


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: SignedIn, pk: int, year: int) -> HttpResponse:
    """Show the year's figure, or do one verb to it."""
    target = open_target(request, pk, retired=True)
    if target.state == TargetState.RETIRED:
        return to_retired(target)
    if target.restates_id is not None:
        return redirect("figure", pk=target.restates_id, year=year)
    if not target.plan.start_year <= year <= target.plan.end_year:
        raise Http404
    desk = desk_of(request, target, year)
    if request.method == "POST":
        return _do(desk)
    return _show(desk, form=desk.form() if desk.form_is_open else None)


def _do(desk: Desk) -> HttpResponse:
    """One verb; whoever may not do it is told so before anything else is looked at."""
    verb = _VERBS.get(desk.request.POST.get("action", ""))
    if verb is None:
        raise Http404
    try:
        return verb(desk)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error


def _save(desk: Desk) -> HttpResponse:
    """Keep what was typed; hand it in too where the officer says so."""
    if not desk.may_enter:
        raise NotAllowed(verb="save_figure")
    request = desk.request
    form = desk.form(request.POST)
    if not form.is_valid():
        return _show(desk, form=form, status=422)
    version = form.cleaned_data["version"]
    try:
        # Who was shown no figure in force has not asked to replace one.
        if version is None and desk.in_force and REVISION not in request.POST:
            raise WrongState("already_approved", year=desk.year)
        saved = flow.save_figure(
            desk.target, desk.year, form.report, version=version, by=request.user
        )
    except Stale as error:
        return _show_stale(desk, form, error)
    except Incomplete as error:
        form.add_problems(error)
        return _show(desk, form=form, status=status_of(error))
    except Refused as error:
        return _show(desk, form=form, refusal=error, status=status_of(error))
    if unattached := attach_sent(request, saved):
        return _show_unattached(desk, unattached)
    if request.POST["action"] == "submit":
        return _submit(desk, saved)
    messages.success(request, _("The draft is saved. It is not submitted yet."))
    return _back(desk)


def _show_unattached(desk: Desk, problems: list[str]) -> HttpResponse:
    """The figure is saved, but not all of its files are: why, beside the choice of files."""
    text = _("Saved as a draft, but not every file is attached: see below.")
    messages.warning(desk.request, text)
    now = desk_of(desk.request, desk.target, desk.year)
    return _show(now, form=now.form(), unattached=problems, status=422)


def _submit(desk: Desk, saved: Figure) -> HttpResponse:
    """Hand a saved draft to the reviewer; where something is missing the draft stays.

    Warnings never block, but they are shown before the figure is out of the officer's hands: the
    same button submits, with or without a note, once they were.
    """
    request = desk.request
    odd = of_saved(saved)
    if odd is not None and odd.is_news(request.POST.get("warned", "")):
        text = _("Saved, not submitted yet: say why in the remarks, or submit it as it is.")
        messages.warning(request, text)
        return _back(desk)
    try:
        flow.submit_figure(saved, version=saved.version, by=request.user)
    except Incomplete as error:
        form = desk.form({**request.POST.dict(), "version": saved.version})
        form.is_valid()
        form.add_problems(error)
        messages.warning(request, _("Saved as a draft, but not submitted: see below."))
        desk = desk_of(request, desk.target, desk.year)
        return _show(desk, form=form, status=status_of(error))
    except Refused as error:
        # Somebody was faster in between: the page as it stands now says who.
        return _show_refused(desk, error)
    messages.success(request, _("Submitted. The reviewer approves it or returns it."))
    return _back(desk)


def _approve(desk: Desk) -> HttpResponse:
    """Put the submitted figure in force, and say at once what it means."""
    request = desk.request
    working = _reviewed(desk, "approve_figure")
    try:
        flow.approve_figure(working, version=_version(request), by=request.user)
    except Refused as error:
        return _show_refused(desk, error)
    item = standing.target_standing(desk.target, desk.year)
    messages.success(request, _("Approved.") + " " + findings.of_target(item))
    return _back(desk)


def _return(desk: Desk) -> HttpResponse:
    """Send the submitted figure back with a reason."""
    request = desk.request
    working = _reviewed(desk, "return_figure")
    reason = request.POST.get("reason", "")
    try:
        flow.return_figure(working, version=_version(request), reason=reason, by=request.user)
    except Refused as error:
        return _show_refused(desk, error)
    messages.success(request, _("Returned with the reason."))
    return _back(desk)


def _reopen(desk: Desk) -> HttpResponse:
    """Send the figure in force back to be corrected; it stays in force meanwhile."""
    request = desk.request
    shown = next((v for v in desk.vintages if str(v.pk) == request.POST.get("figure")), None)
    if not access.may_reopen(request.user, desk.target):
        raise NotAllowed(verb="reopen_figure")
    if shown is None:
        raise Http404
    try:
        flow.reopen_figure(shown, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as error:
        return _show_refused(desk, error)
    messages.success(request, _("Reopened: the officer is told. The figure stays in force."))
    return _back(desk)


_VERBS: dict[str, Callable[[Desk], HttpResponse]] = {
    "save": _save,
    "submit": _save,
    "approve": _approve,
    "return": _return,
    "reopen": _reopen,
}


def _reviewed(desk: Desk, verb: str) -> Figure:
    """The figure under review; whoever may not review here is refused, whatever its state."""
    figure = desk.working or desk.in_force
    if not access.reach(desk.request.user).reviews(desk.target.plan.zone_id):
        raise NotAllowed(verb=verb)
    if figure is None:
        raise Http404
    return figure


def _version(request: SignedIn) -> int:
    """The version that the page showed; 0, which no figure has, where it was tampered with."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0


def _back(desk: Desk) -> HttpResponse:
    return redirect("figure", pk=desk.target.pk, year=desk.year)


def _show(
    desk: Desk,
    *,
    form: ReportForm | None = None,
    refusal: Refused | None = None,
    stale: list[tuple[str, str, str]] | None = None,
    unattached: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    target, year = desk.target, desk.year
    reason = desk.request.POST.get("reason", "")
    item, around = standing.target_standing(target, year), surroundings(target, year)
    context = {
        "title": _("%(target)s in %(year)s") % {"target": target, "year": year},
        "desk": desk,
        "target": target,
        "year": year,
        "item": item,
        "around": around,
        "form": form,
        "return_form": ReturnForm(initial={"reason": reason}),
        "reopen_form": ReopenForm(initial={"reason": reason}),
        "files_form": evidence_form(desk.request, unattached),
        "warned": warned(desk),
        "pledges": pledges_of_targets([target.pk], timezone.localdate(), before=year).get(
            target.pk, []
        ),
        "refusal": explain(refusal) if refusal else [],
        "stale": stale or [],
        "illustrative": _is_illustrative(desk, item, around),
    }
    zone = target.plan.zone
    crumbs = (
        Crumb(str(zone), reverse("zone", args=[zone.code]) + f"?year={year}"),
        Crumb(str(target), reverse("target", args=[target.pk]) + f"?year={year}"),
        Crumb(str(year)),
    )
    return page(
        desk.request, "figure/figure.html", context, plan=target.plan, crumbs=crumbs, status=status
    )


def _is_illustrative(desk: Desk, item: Standing, around: Surroundings) -> bool:
    """Whether an invented figure stands behind anything on the page."""
    shown = [*item.figures, *desk.seen, *([around.last] if around.last else [])]
    return any(each.quality == Quality.ILLUSTRATIVE for each in shown)


def _show_refused(desk: Desk, error: Refused) -> HttpResponse:
    """A refused approval or return: the page as it stands now, with the reason on top."""
    if isinstance(error, NotAllowed):
        raise error
    now = desk_of(desk.request, desk.target, desk.year)
    form = now.form() if now.form_is_open else None
    return _show(now, form=form, refusal=error, status=status_of(error))


def _show_stale(desk: Desk, form: ReportForm, error: Stale) -> HttpResponse:
    """Who was faster and what stands now; what was typed stays, a second save is a decision."""
    now = desk_of(desk.request, desk.target, desk.year)
    rows = _differences(form, now.form()) if now.working else []
    if now.working:
        form = now.form({**desk.request.POST.dict(), "version": now.working.version})
        form.is_valid()
    return _show(now, form=form, refusal=error, stale=rows, status=status_of(error))


def _differences(typed: ReportForm, stored: ReportForm) -> list[tuple[str, str, str]]:
    """(field, as typed here, as stored meanwhile) where the two differ, in words of the form."""
    return [
        (str(typed[name].label), _shown(typed, name), _shown(stored, name))
        for name in typed.names
        if _shown(typed, name) != _shown(stored, name)
    ]


def _shown(form: ReportForm, name: str) -> str:
    value: Any = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", ()))
    text = str(choices.get(str(value), value)) if choices else value
    return "—" if text in (None, "") else str(text)
