"""A cycle's sheet: downloaded, uploaded, looked at, and only then confirmed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tracker import access, flow
from tracker.entry.sheet.grid import MOST_BYTES
from tracker.errors import NotAllowed, Refused, SheetRefused
from tracker.models import ReportingCycle, SheetUpload
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.previews import listed
from tracker.pages.problems import status_of
from tracker.terms import PlanState, Role, UploadState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How soon the page of an upload that is worked on looks again.
LOOK_AGAIN_SECONDS = 2


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
    step = steps.get(request.POST.get("action", "check")) if request.method == "POST" else _look
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


def _look(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """An upload where one is named or still worked on, else the page to choose a file on.

    For those who report in the cycle while it is open.
    """
    flow.require_sheet(cycle, by=request.user)
    own = _own(request, cycle)
    token = request.GET.get("file", "")
    if token:
        return _show_upload(request, get_object_or_404(own, token=token))
    waiting = own.filter(state__in=(UploadState.SENT, UploadState.CONFIRMED)).first()
    return _go_to(waiting) if waiting else _show(request, cycle)


def _own(request: SignedIn, cycle: ReportingCycle) -> QuerySet[SheetUpload]:
    uploads = SheetUpload.objects.filter(cycle=cycle, by=request.user)
    return uploads.select_related("cycle__plan__zone")


def _check(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """The dry run: what would change, and nothing stored but that it was looked at."""
    flow.require_sheet(cycle, by=request.user)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise SheetRefused("no_file")
    if file.size is None or file.size > MOST_BYTES:
        raise SheetRefused("too_big")
    sent = flow.send_sheet(cycle, file.name or "", file.read(), by=request.user)
    return _go_to(sent) if sent.state == UploadState.SENT else _show_upload(request, sent)


def _take(request: SignedIn, cycle: ReportingCycle) -> HttpResponse:
    """Store the rows of the preview that was confirmed, once."""
    flow.require_sheet(cycle, by=request.user)
    kept = _own(request, cycle).filter(token=request.POST.get("token", "")).first()
    if kept is None or kept.preview is None:
        raise SheetRefused("outdated")
    strict = request.POST.get("mode") != "good"
    done = flow.confirm_sheet(kept, all_or_nothing=strict, by=request.user)
    if done.state == UploadState.CONFIRMED:
        return _go_to(done)
    messages.success(request, _stored(done))
    return _show(request, cycle, left=done.left) if done.left else redirect("entry")


def _go_to(upload: SheetUpload) -> HttpResponse:
    """The address of an upload, which can be left and come back to."""
    return redirect(reverse("upload", args=[upload.cycle_id], query={"file": upload.token}))


def _show_upload(request: SignedIn, upload: SheetUpload) -> HttpResponse:
    """How far an upload is; while it is worked on the page asks again by itself."""
    if upload.state in (UploadState.SENT, UploadState.CONFIRMED):
        response = _show(request, upload.cycle, waiting=upload)
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return response
    if upload.state == UploadState.PREVIEWED:
        return _show(request, upload.cycle, upload=upload)
    stored = _stored(upload) if upload.state == UploadState.STORED else ""
    return _show(request, upload.cycle, reasons=upload.refusal, stored=stored, left=upload.left)


def _stored(upload: SheetUpload) -> str:
    text = ngettext(
        "%(count)s figure is stored as a draft. It is not submitted yet.",
        "%(count)s figures are stored as drafts. They are not submitted yet.",
        upload.saved or 0,
    )
    return text % {"count": upload.saved}


def _due_on(request: SignedIn, cycle: ReportingCycle) -> date:
    """The first date that holds for one of the departments that this person reports for."""
    mine = (m for m in access.reach(request.user).memberships if m.role == Role.OFFICER)
    here = {m.department_id for m in mine if m.zone_id == cycle.plan.zone_id} or {None}
    return min(cycle.due_for(number) for number in here)


def _show(
    request: SignedIn,
    cycle: ReportingCycle,
    *,
    upload: SheetUpload | None = None,
    waiting: SheetUpload | None = None,
    left: Sequence[Mapping[str, Any]] = (),
    stored: str = "",
    reasons: Sequence[str] = (),
    refusal: Refused | None = None,
) -> HttpResponse:
    title = _("Upload the sheet of %(year)s") % {"year": cycle.year}
    context = {
        "title": title,
        "cycle": cycle,
        "due_on": _due_on(request, cycle),
        "most": MOST_BYTES // 1024 // 1024,
        "run": listed(upload) if upload else None,
        "token": upload.token if upload else "",
        "file": upload.name if upload else "",
        "waiting": waiting,
        "left": left,
        "stored": stored,
        "refusal": explain(refusal) if refusal else reasons,
    }
    crumbs = (Crumb(_("My returns"), reverse("entry")), Crumb(title))
    status = status_of(refusal) if refusal else 200
    return page(
        request, "sheet/upload.html", context, plan=cycle.plan, crumbs=crumbs, status=status
    )
