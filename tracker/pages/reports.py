"""Documents on zones, to be kept as files."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tracker import access, flow
from tracker.errors import WrongState
from tracker.models import Department, Plan, Zone
from tracker.models.wording import label
from tracker.pages.common import SignedIn, asked_year, open_zone, years_of
from tracker.pages.handing_out import MEDIA_TYPES, handed_out
from tracker.reports.kinds import kinds_of_year
from tracker.terms import PlanState, ReportFormat, ReportKind


@dataclass(frozen=True)
class Offered:
    """A document that a page offers, with the formats that every one is made in."""

    kind: ReportKind
    name: str
    formats: tuple[tuple[ReportFormat, str], ...]


def offered(plan: Plan, year: int) -> list[Offered]:
    """The documents on a whole zone that fit a year of its plan."""
    kinds = kinds_of_year(plan.start_year, plan.end_year, year)
    return [offer(kind) for kind in kinds if kind is not ReportKind.DEPARTMENT]


def offer(kind: ReportKind) -> Offered:
    """One kind of document, with its name and formats."""
    formats = tuple((each, str(label(each))) for each in ReportFormat)
    return Offered(kind, str(label(kind)), formats)


@login_required
@require_safe
def report(request: SignedIn, code: str, ending: str) -> HttpResponseBase:
    """A document as a file: ``?kind=``, by default the monitoring report, of ``?year=``.

    In ``?lang=``, by default the reader's own; ``ending`` is a format of ``ReportFormat``. A sheet
    is of ``?department=``; a comparison holds the zone against each ``?beside=``, by default all
    others that may be seen.
    """
    kind = request.GET.get("kind", ReportKind.MONITORING)
    if ending not in list(ReportFormat) or kind not in list(ReportKind):
        raise Http404
    zone = open_zone(request, code)
    beside = _beside(request, zone) if kind == ReportKind.COMPARISON else []
    plans = list(Plan.objects.filter(zone__in=[zone, *beside], state=PlanState.PUBLISHED))
    plan = next((plan for plan in plans if str(plan.pk) == request.GET.get("plan")), None)
    years = years_of([plan] if plan else plans)
    if not years:
        raise Http404
    try:
        made = flow.make_report(
            zone,
            asked_year(request, years),
            ReportKind(kind),
            format=ReportFormat(ending),
            language=_language(request),
            by=request.user,
            plan=plan,
            department=_department(request, zone),
            beside=beside,
        )
    except WrongState as refused:
        raise Http404 from refused
    return handed_out(made.content, made.filename, MEDIA_TYPES[ending])


def _department(request: SignedIn, zone: Zone) -> Department | None:
    asked = request.GET.get("department", "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(zone.departments, pk=asked)


def _beside(request: SignedIn, zone: Zone) -> list[Zone]:
    """The zones of ``?beside=``; one out of sight is as one that does not exist."""
    others = access.visible_zones(request.user).exclude(pk=zone.pk)
    named = {*request.GET.getlist("beside")} - {zone.code}
    found = list(others.filter(code__in=named) if named else others)
    if named and len(found) < len(named):
        raise Http404
    return found


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang")
    known = [code for code, _name in settings.LANGUAGES]
    return wanted if wanted in known else get_language() or settings.LANGUAGE_CODE
