"""Evidence: attached with the figure's form, served to those who may see the figure, removed."""

import logging
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, flow
from tracker.entry.evidence.kinds import INLINE, KINDS
from tracker.entry.evidence.queries import opened
from tracker.errors import NotAllowed, Refused
from tracker.models import EvidenceFile, Figure
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, open_target, page
from tracker.pages.problems import status_of

logger = logging.getLogger(__name__)

MOST_REASON = 500
# What was uploaded runs nothing and loads nothing, whatever a browser takes it for.
ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
ACCEPT = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)


class FilesInput(forms.FileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class EvidenceForm(forms.Form):
    """The files that go with a figure's form; each is looked at by the verb."""

    attach = forms.FileField(
        label=gettext_lazy("Files"), required=False, widget=FilesInput(attrs={"accept": ACCEPT})
    )

    def __init__(self, problems: Sequence[str] = ()) -> None:
        super().__init__({})
        self.fields["attach"].help_text = _(
            "PDF, OFD, PNG, JPEG, Word, Excel or PowerPoint without macros; %(most)s MB each. They "
            "are attached when the figure is saved."
        ) % {"most": settings.MAX_EVIDENCE_MB}
        for problem in problems:
            self.add_error("attach", problem)


class RemovalForm(forms.Form):
    """Why a file is taken off a figure."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the removal"),
        help_text=gettext_lazy("Kept in the trail, with the name of the file."),
        max_length=MOST_REASON,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


def attach_sent(request: SignedIn, figure: Figure) -> list[str]:
    """Attach the files that came with a figure's form; answers with why some were not.

    Takes them out of the request: what is left in it when a page is shown was not looked at.
    """
    problems: list[str] = []
    for upload in request.FILES.pop("attach", []):
        # Django closes only what it finds in the request at its end.
        with upload:
            try:
                flow.attach_evidence(figure, upload, by=request.user)
            except NotAllowed:
                raise
            except Refused as refused:
                problems.extend(explain(refused))
    return problems


def evidence_form(request: SignedIn, problems: Sequence[str] = ()) -> EvidenceForm:
    """The form for more files; says so where files came along and nothing was saved."""
    if not problems and "attach" in request.FILES:
        problems = [_("Nothing was saved, so no file was attached. Choose the files again.")]
    return EvidenceForm(problems)


@login_required
@require_safe
def evidence(request: SignedIn, pk: int) -> HttpResponseBase:
    """One file: shown in the browser where it runs nothing, else (or with ?download) saved."""
    file = _file(request, pk)
    if not access.may_see_figure(request.user, file.figure):
        raise PermissionDenied(
            _("The figure is not approved yet; only those who work on it see its files.")
        )
    try:
        content = opened(file)
    except OSError as error:
        logger.exception("Evidence %s (%s) cannot be read", file.pk, file.stored)
        raise Http404 from error
    shown = file.content_type in INLINE and "download" not in request.GET
    response = FileResponse(
        content, as_attachment=not shown, filename=file.name, content_type=file.content_type
    )
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Ask why a file is to be removed, and remove it."""
    file = _file(request, pk)
    if not access.may_enter(request.user, file.figure.target):
        raise PermissionDenied(explain(NotAllowed(verb="remove_evidence"))[0])
    form = RemovalForm(request.POST or None)
    refusal: Refused | None = None
    if form.is_valid():
        try:
            flow.remove_evidence(file, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as error:
            refusal = error
        else:
            messages.success(request, _("“%(name)s” is removed.") % {"name": file.name})
            return redirect("figure", pk=file.figure.target_id, year=file.figure.year)
    return _show_removal(request, file, form, refusal)


def _show_removal(
    request: SignedIn, file: EvidenceFile, form: RemovalForm, refusal: Refused | None
) -> HttpResponse:
    target, year = file.figure.target, file.figure.year
    context = {
        "title": _("Remove “%(name)s”") % {"name": file.name},
        "file": file,
        "form": form,
        "refusal": explain(refusal) if refusal else [],
    }
    crumbs = (
        Crumb(f"{target} {year}", reverse("figure", args=[target.pk, year])),
        Crumb(_("Remove a file")),
    )
    status = status_of(refusal) if refusal else 422 if form.errors else 200
    template = "evidence/removal.html"
    return page(request, template, context, plan=target.plan, crumbs=crumbs, status=status)


def _file(request: SignedIn, pk: int) -> EvidenceFile:
    """A file that is on a figure, for those who may read the figure's target."""
    rows = EvidenceFile.objects.select_related("figure", "added_by")
    file = get_object_or_404(rows, pk=pk, removed_at=None)
    file.figure.target = open_target(request, file.figure.target_id)
    return file
