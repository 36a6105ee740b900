"""The series that relative targets are compared with, and their figures, entered once for all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, flow
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models import ComparedSeries, ParentFigure, Plan, Target, Zone
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, open_planning, page, years_of
from tracker.pages.planned_forms import ParentFigureForm
from tracker.pages.planned_list import way
from tracker.pages.problems import status_of
from tracker.planning.keeping import series_of, users_of
from tracker.terms import PlanState, Quality, TargetState


@login_required
@require_safe
def series(request: SignedIn, code: str) -> HttpResponse:
    """All series of the zone with their figures by year."""
    zone = open_planning(request, code)
    in_force = ParentFigure.objects.filter(in_force=True)
    rows = series_of(zone).prefetch_related(
        Prefetch("figures", queryset=in_force),
        Prefetch("targets", queryset=Target.objects.exclude(state=TargetState.RETIRED)),
    )
    span = _years(zone)
    lines = []
    for row in rows:
        known = {figure.year: figure for figure in row.figures.all()}
        lines.append((row, [(year, known.get(year)) for year in span]))
    context = {"title": _("Compared series"), "zone": zone, "lines": lines, "years": span}
    crumbs = (*way(zone), Crumb(_("Compared series")))
    return page(request, "planned/series.html", context, crumbs=crumbs)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def parent_figure(request: SignedIn, code: str, pk: int, year: int) -> HttpResponse:
    """One year's figure of a series: entered, or replaced with a reason."""
    zone = open_planning(request, code)
    found = get_object_or_404(series_of(zone), pk=pk)
    vintages = list(found.figures.filter(year=year).select_related("entered_by"))
    stands = next((one for one in vintages if one.in_force), None)
    may_enter = access.may_keep_series(request.user, found)
    form = ParentFigureForm(request.POST or None, series=found, stands=stands)
    refusal: list[str] = []
    status = 200
    if request.method == "POST":
        refusal, status = _enter(request, found, year, form)
        if status == 200:
            return redirect("planning-series", code=zone.code)
    context = {
        "title": f"{found} {year}",
        "zone": zone,
        "series": found,
        "year": year,
        "form": form if may_enter else None,
        "vintages": vintages[::-1],
        "users": list(users_of(found).select_related("plan__zone", "scope")),
        "refusal": refusal,
    }
    crumbs = (
        *way(zone),
        Crumb(_("Compared series"), reverse("planning-series", args=[zone.code])),
        Crumb(f"{found} {year}"),
    )
    return page(request, "planned/figure.html", context, crumbs=crumbs, status=status)


def _enter(
    request: SignedIn, series: ComparedSeries, year: int, form: ParentFigureForm
) -> tuple[list[str], int]:
    """What was refused, and the status of the answer: 200 once the figure is in force."""
    if not access.may_keep_series(request.user, series):
        raise PermissionDenied(explain(NotAllowed(verb="enter_parent_figure"))[0])
    if not form.is_valid():
        return [], 422
    sent = form.cleaned_data
    try:
        flow.enter_parent_figure(
            series,
            year,
            sent["value"],
            replaces=sent["replaces"],
            quality=Quality(sent["quality"]),
            document=sent["document"],
            reason=sent.get("reason", ""),
            by=request.user,
        )
    except Incomplete as error:
        form.add_problems(error)
        return [], status_of(error)
    except Refused as error:
        return explain(error), status_of(error)
    count = users_of(series).count()
    text = ngettext(
        "In force; %(count)s target is judged anew.",
        "In force; %(count)s targets are judged anew.",
        count,
    )
    messages.success(request, text % {"count": count})
    return [], 200


def _years(zone: Zone) -> list[int]:
    """The years of the plans under a zone; its own, or those of the zones below it."""
    plans = Plan.objects.filter(state=PlanState.PUBLISHED)
    own = plans.filter(zone=zone)
    return years_of(own or plans.filter(zone__parent=zone))
