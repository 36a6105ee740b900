"""A cycle's sheet: downloaded, uploaded, looked at, and only then confirmed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tracker import access, flow
from tracker.entry.sheet.comparing import DryRun, Outcome
from tracker.entry.sheet.grid import MOST_BYTES
from tracker.entry.sheet.keeping import KeptRow, good_rows, packed, unpacked
from tracker.errors import NotAllowed, Refused, SheetRefused
from tracker.models import ReportingCycle
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.previews import left_rows, listed
from tracker.pages.problems import status_of
from tracker.terms import PlanState, Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Where the session keeps the good rows of the last dry run.
KEPT = "sheet"


@login_required
@require_GET
def download(request: SignedIn, pk: int) -> HttpResponse:
    """The person's own targets of a cycle as .xlsx."""
    cycle = _cycle(pk)
    try:
        data = flow.make_sheet(cycle, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Refused as error:
        return _show(request, cycle, refusal=error)
    name = f"{cycle.plan.zone}-{cycle.year}.xlsx"
    response = HttpResponse(data, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for the file, show what it would change, or store what was confirmed."""
    cycle = _cycle(pk)
    steps = {"check": _check, "take": _take}
    step = steps.get(request.POST.get("action", "check")) if request.method == "POST" else _ask
    if step is None:
        raise Http404
    try:
        return step(request, cycle)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Refused as error:
        return _show(request, cycle, refusal=error)


def _cycle(pk: int) -> ReportingCycle:
    cycles = ReportingCycle.objects.select_related("plan__zone")
    return get_object_or_404(cycles, pk=pk, plan__state=PlanState.PUBLISHED)


def _ask(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """The page to choose a file on, for those who report in the cycle while it is open."""
    flow.require_sheet(cycle, by=request.user)
    return _show(request, cycle)


def _check(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """The dry run: what would change, and nothing stored but that it was looked at."""
    flow.require_sheet(cycle, by=request.user)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise SheetRefused("no_file")
    if file.size is None or file.size > MOST_BYTES:
        raise SheetRefused("too_big")
    run = flow.check_sheet(cycle, file.read(), by=request.user)
    token = _keep(request, cycle, run)
    return _show(request, cycle, run=run, token=token, file=file.name or "")


def _keep(request: SignedIn, cycle: ReportingCycle, run: DryRun) -> str:
    """Keep the good rows in the session; the browser gets nothing but the name of this dry run."""
    token = get_random_string(22)
    request.session[KEPT] = {
        "token": token,
        "cycle": cycle.pk,
        "rows": [packed(row) for row in good_rows(run)],
        "bad": len(run.of(Outcome.REFUSED)) + len(run.of(Outcome.STALE)),
    }
    return token


def _take(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """Store the rows of the dry run that was confirmed, once."""
    flow.require_sheet(cycle, by=request.user)
    kept: Mapping[str, Any] = request.session.get(KEPT) or {}
    token = request.POST.get("token", "")
    if not kept or kept["token"] != token or kept["cycle"] != cycle.pk:
        raise SheetRefused("outdated")
    strict = request.POST.get("mode") != "good"
    if strict and kept["bad"]:
        raise SheetRefused("not_all_good")
    rows = [unpacked(row) for row in kept["rows"]]
    taken = flow.take_sheet(cycle, rows, by=request.user, all_or_nothing=strict)
    del request.session[KEPT]
    stored = ngettext(
        "%(count)s figure is stored as a draft. It is not submitted yet.",
        "%(count)s figures are stored as drafts. They are not submitted yet.",
        len(taken.saved),
    )
    messages.success(request, stored % {"count": len(taken.saved)})
    if taken.left:
        return _show(request, cycle, left=taken.left)
    return redirect("entry")


def _due_on(request: SignedIn, cycle: ReportingCycle) -> date:
    """The first date that holds for one of the departments that this person reports for."""
    mine = (m for m in access.reach(request.user).memberships if m.role == Role.OFFICER)
    here = {m.department_id for m in mine if m.zone_id == cycle.plan.zone_id} or {None}
    return min(cycle.due_for(number) for number in here)


def _show(
    request: SignedIn,
    cycle: ReportingCycle,
    *,
    run: DryRun | None = None,
    token: str = "",
    file: str = "",
    left: tuple[tuple[KeptRow, Refused], ...] = (),
    refusal: Refused | None = None,
) -> HttpResponse:
    title = _("Upload the sheet of %(year)s") % {"year": cycle.year}
    context = {
        "title": title,
        "cycle": cycle,
        "due_on": _due_on(request, cycle),
        "most": MOST_BYTES // 1024 // 1024,
        "run": listed(run) if run else None,
        "token": token,
        "file": file,
        "left": left_rows(left),
        "refusal": explain(refusal) if refusal else [],
    }
    crumbs = (Crumb(_("My returns"), reverse("entry")), Crumb(title))
    status = status_of(refusal) if refusal else 200
    return page(
        request, "sheet/upload.html", context, plan=cycle.plan, crumbs=crumbs, status=status
    )
