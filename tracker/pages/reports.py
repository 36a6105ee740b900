"""A zone's report of a year, to be kept as a file."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tracker import flow
from tracker.errors import WrongState
from tracker.pages.common import SignedIn, asked_year, open_zone, years_of
from tracker.terms import PlanState, ReportFormat, ReportKind

_MEDIA_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.CSV: "text/csv; charset=utf-8",
    ReportFormat.JSON: "application/json",
}


@login_required
@require_safe
def report(request: SignedIn, code: str, ending: str) -> HttpResponse:
    """The monitoring report as a file of ``?year=`` in ``?lang=``, by default the reader's own.

    ``ending`` is a format of ``ReportFormat``.
    """
    if ending not in list(ReportFormat):
        raise Http404
    written_as = ReportFormat(ending)
    zone = open_zone(request, code)
    plans = list(zone.plans.filter(state=PlanState.PUBLISHED))
    plan = next((plan for plan in plans if str(plan.pk) == request.GET.get("plan")), None)
    years = years_of([plan] if plan else plans)
    if not years:
        raise Http404
    try:
        made = flow.make_report(
            zone,
            asked_year(request, years),
            ReportKind.MONITORING,
            format=written_as,
            language=_language(request),
            by=request.user,
            plan=plan,
        )
    except WrongState as refused:
        raise Http404 from refused
    response = HttpResponse(made.content, content_type=_MEDIA_TYPES[written_as])
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    return response


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang")
    known = [code for code, _name in settings.LANGUAGES]
    return wanted if wanted in known else get_language() or settings.LANGUAGE_CODE
