"""Documents that were issued: which there are, what each one is, and its files."""

import logging
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tracker import access
from tracker.errors import NotReproduced
from tracker.models import IssuedReport, Zone
from tracker.models.explaining import explain
from tracker.models.wording import choices
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.handing_out import MEDIA_TYPES, handed_out
from tracker.pages.problems import status_of
from tracker.reports.datasets import Superseded
from tracker.reports.issuing.contents import issued_file
from tracker.reports.issuing.queries import frozen
from tracker.terms import ReportFormat, ReportKind

logger = logging.getLogger(__name__)

A_PAGE = 50
ALL = ("", gettext_lazy("All"))


class IssuedFilter(forms.Form):
    """What the list is narrowed to; empty fields leave everything in."""

    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("document", "Kind"), required=False, choices=[ALL, *choices(ReportKind)]
    )
    year = forms.IntegerField(
        label=gettext_lazy("Reporting year"), required=False, min_value=1949, max_value=2100
    )

    def __init__(self, data: Any, *, zones: list[Zone]) -> None:
        super().__init__(data, auto_id="f-%s")
        named = [ALL, *((zone.code, str(zone)) for zone in zones)]
        cast(forms.ChoiceField, self.fields["zone"]).choices = named

    def narrow(self, rows: QuerySet[IssuedReport]) -> QuerySet[IssuedReport]:
        """The documents that fit what was chosen; nothing fits what cannot be read."""
        if not self.is_valid():
            return rows.none()
        chosen = self.cleaned_data
        if chosen["zone"]:
            beside = IssuedReport.objects.filter(beside__code=chosen["zone"])
            rows = rows.filter(zone__code=chosen["zone"]) | rows.filter(pk__in=beside)
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        if chosen["year"] is not None:
            rows = rows.filter(year=chosen["year"])
        return rows


@login_required
@require_safe
def issued_documents(request: SignedIn) -> HttpResponse:
    """The issued documents that this person may read, the newest first."""
    zones = list(access.visible_zones(request.user))
    form = IssuedFilter(request.GET, zones=zones)
    # What a document says is long, and not in the list.
    rows = access.visible_issued(request.user).defer("dataset", "superseded_by__dataset")
    chosen = form.narrow(rows.select_related("zone", "issued_by", "superseded_by"))
    title = _("Issued documents")
    context = {
        "title": title,
        "form": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "shown": Paginator(chosen, A_PAGE).get_page(request.GET.get("page")),
        "issues": any(access.may_administer(request.user, zone) for zone in zones),
    }
    crumbs = [Crumb(_("Documents"), reverse("reports")), Crumb(title)]
    return page(request, "issued/list.html", context, crumbs=crumbs)


@login_required
@require_safe
def issued_document(request: SignedIn, pk: int) -> HttpResponse:
    """One issued document: its files with their hashes, and how it differs from the former one."""
    document = _document(request, pk)
    return _shown(request, document)


@login_required
@require_safe
def issued_content(request: SignedIn, pk: int, ending: str) -> HttpResponseBase:
    """One file, as it was issued; where it is lost and cannot be made again, the page says so."""
    document = _document(request, pk)
    file = get_object_or_404(document.files, format=ending)
    try:
        content = issued_file(document, ReportFormat(file.format))
    except NotReproduced as lost:
        logger.exception("Issued file %s (%s) is lost", file.pk, file.stored)
        return _shown(request, document, explain(lost), status_of(lost))
    return handed_out(content, file.filename, MEDIA_TYPES[file.format])


def _document(request: SignedIn, pk: int) -> IssuedReport:
    """An issued document, for who may read every zone in it; for others there is none."""
    rows = access.visible_issued(request.user).select_related(
        "zone", "department", "issued_by", "supersedes", "superseded_by"
    )
    rows = rows.defer("supersedes__dataset", "superseded_by__dataset")
    return get_object_or_404(rows, pk=pk)


def _shown(
    request: SignedIn, document: IssuedReport, refusal: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "title": document.number,
        "document": document,
        "beside": list(document.beside.all()),
        "files": list(document.files.all()),
        "superseded": _superseded(document),
        "refusal": refusal or [],
    }
    crumbs = [
        Crumb(_("Documents"), reverse("reports")),
        Crumb(_("Issued documents"), reverse("issued-documents")),
        Crumb(document.number),
    ]
    return page(request, "issued/document.html", context, crumbs=crumbs, status=status)


def _superseded(document: IssuedReport) -> Superseded | None:
    """What the document itself says of the one that it supersedes."""
    if document.supersedes is None:
        return None
    try:
        return frozen(document).superseded
    except ValueError as error:
        logger.exception("What issued document %s says cannot be read", document.pk)
        raise Http404 from error
