"""A document is issued: what it is, what it would supersede, and its number."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import access, flow, standing
from tracker.errors import Incomplete, NotAllowed, Refused, WrongState
from tracker.flow.issuing import Prepared
from tracker.models import Department, IssuedReport, Plan, Zone
from tracker.models.explaining import explain
from tracker.models.wording import choices
from tracker.pages.common import Crumb, SignedIn, page, this_year
from tracker.pages.order_forms import Range
from tracker.pages.people_forms import TellingForm
from tracker.pages.problems import status_of
from tracker.reports.fonts import FontsMissing
from tracker.terms import PlanState, ReportKind


class ZoneField(forms.ModelChoiceField):
    """One of the zones that somebody administers, known by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Zone.objects.none(), to_field_name="code", **kwargs)


class DepartmentField(forms.ModelChoiceField):
    """A department, named with its zone."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.zone} · {obj}"


class PlanField(forms.ModelChoiceField):
    """A published plan, named with its zone; nothing where the one in force is meant."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.zone} · {obj}"


class DocumentForm(forms.Form):
    """Which document is to be issued."""

    zone = ZoneField(label=gettext_lazy("Zone"), empty_label=None)
    kind = forms.ChoiceField(label=pgettext_lazy("document", "Kind"), choices=choices(ReportKind))
    year = forms.IntegerField(label=gettext_lazy("Reporting year"), min_value=1949, max_value=2100)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the document"), choices=settings.LANGUAGES
    )
    plan = PlanField(
        label=gettext_lazy("Plan"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("The plan in force in the year"),
    )
    department = DepartmentField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label="—",
        help_text=gettext_lazy("For a department's sheet alone."),
    )
    beside = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Compared with"),
        queryset=Zone.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For a comparison of zones alone."),
    )

    def __init__(self, data: Any, *, zones: list[Zone], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        own = Zone.objects.filter(pk__in=[zone.pk for zone in zones])
        for name in ("zone", "beside"):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = own
        departments = Department.objects.filter(zone__in=own).select_related("zone")
        cast(forms.ModelChoiceField, self.fields["department"]).queryset = departments
        if rivals := _rival_plans(zones):
            plans = Plan.objects.filter(pk__in=rivals).select_related("zone")
            ordered = plans.order_by("zone__position", "zone__code", "start_year", "id")
            cast(forms.ModelChoiceField, self.fields["plan"]).queryset = ordered
        else:
            del self.fields["plan"]
        if len(zones) < 2:
            del self.fields["beside"]

    def clean(self) -> dict[str, Any]:
        """A plan is one of its own zone; a comparison has none."""
        given = self.cleaned_data
        plan, is_one = given.get("plan"), given.get("kind") != ReportKind.COMPARISON
        if plan is not None and is_one and plan.zone != given.get("zone", plan.zone):
            text = _("“%(plan)s” is a plan of %(zone)s. Choose that zone, or another plan.")
            self.add_error("plan", text % {"plan": plan, "zone": plan.zone})
        return given

    @property
    def wanted(self) -> dict[str, Any]:
        """The document, as ``flow.issue_report`` takes it besides zone, year and kind."""
        chosen = self.cleaned_data
        is_sheet = chosen["kind"] == ReportKind.DEPARTMENT
        is_comparison = chosen["kind"] == ReportKind.COMPARISON
        return {
            "language": chosen["language"],
            "plan": None if is_comparison else chosen.get("plan"),
            "department": chosen["department"] if is_sheet else None,
            "beside": tuple(chosen.get("beside", ())) if is_comparison else (),
        }

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was chosen, to be sent along with the number."""
        data = cast(QueryDict, self.data)
        return [(name, text) for name in self.fields for text in data.getlist(name)]

    @property
    def which(self) -> tuple[Zone, int, ReportKind]:
        chosen = self.cleaned_data
        return chosen["zone"], chosen["year"], ReportKind(chosen["kind"])


def _rival_plans(zones: list[Zone]) -> list[int]:
    """The plans of zones that have more than one. One query."""
    found: dict[int, list[int]] = {}
    published = Plan.objects.filter(zone__in=zones, state=PlanState.PUBLISHED)
    for pk, zone in published.values_list("pk", "zone"):
        found.setdefault(zone, []).append(pk)
    return [pk for plans in found.values() if len(plans) > 1 for pk in plans]


class NumberForm(TellingForm):
    """Under which number it is issued, and why, where one was issued before."""

    number = forms.CharField(
        label=gettext_lazy("Document number"),
        required=False,
        max_length=100,
        strip=True,
        help_text=gettext_lazy(
            "Proposed is the next one in the pattern of the last; enter what the office's register "
            "gives."
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("Reason for the new one"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Printed in the document, and kept in the trail."),
    )

    def __init__(self, data: Any, *, former: IssuedReport | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if former is None:
            del self.fields["why"]


@dataclass
class Shown:
    """One showing of the page: the document that was chosen, and what issuing it would do."""

    chosen: DocumentForm
    prepared: Prepared | None = None
    number: NumberForm | None = None
    refusal: tuple[str, ...] = ()
    status: int = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SignedIn) -> HttpResponse:
    """Choose a document (GET), see what issuing it would do, and issue it (POST)."""
    seen = access.visible_zones(request.user)
    zones = [zone for zone in seen if access.may_administer(request.user, zone)]
    if not zones:
        raise PermissionDenied(explain(NotAllowed(verb="issue_report"))[0])
    planned = {zone.pk for zone in Range(request.user).zones}
    shown = _chosen(request, [zone for zone in zones if zone.pk in planned] or zones)
    if shown.prepared is not None and request.method == "POST":
        issued = _issued(request, shown)
        if issued is not None:
            messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})
            return redirect("issued-document", pk=issued.pk)
    title = _("Issue a document")
    crumbs = [
        Crumb(_("Documents"), reverse("reports")),
        Crumb(_("Issued documents"), reverse("issued-documents")),
        Crumb(title),
    ]
    context = {"title": title, "shown": shown, "draft": _draft(shown)}
    return page(request, "issued/issue.html", context, crumbs=crumbs, status=shown.status)


def _chosen(request: SignedIn, zones: list[Zone]) -> Shown:
    """The document that was chosen, if any, and what issuing it would supersede."""
    asked = request.POST if request.method == "POST" else request.GET
    usual = {
        "zone": zones[0].code,
        "kind": ReportKind.MONITORING.value,
        "year": standing.usual_year(this_year()),
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    is_chosen = "kind" in asked
    form = DocumentForm(
        asked if is_chosen else None, zones=zones, initial={**usual, **asked.dict()}
    )
    if not is_chosen or not form.is_valid():
        return Shown(form, status=422 if form.is_bound and request.method == "POST" else 200)
    try:
        prepared = flow.prepare_issue(
            *form.which, by=request.user, today=timezone.localdate(), **form.wanted
        )
    except Refused as refused:
        return Shown(form, refusal=tuple(explain(refused)), status=status_of(refused))
    given = request.POST if request.method == "POST" else None
    number = NumberForm(given, former=prepared.former, initial={"number": prepared.number})
    return Shown(form, prepared, number)


def _issued(request: SignedIn, shown: Shown) -> IssuedReport | None:
    """Issue it; where that is refused, the page says why and keeps what was typed."""
    number = shown.number
    if number is None or not number.is_valid():
        shown.status = 422
        return None
    given = number.cleaned_data
    try:
        _check_seen(request, shown)
        return flow.issue_report(
            *shown.chosen.which,
            number=given["number"],
            reason=given.get("why", ""),
            by=request.user,
            **shown.chosen.wanted,
        )
    except Incomplete as refused:
        number.tell(refused)
        shown.status = status_of(refused)
    except Refused as refused:
        shown.refusal, shown.status = tuple(explain(refused)), status_of(refused)
    except FontsMissing as missing:
        shown.refusal, shown.status = (str(missing),), 503
    return None


def _check_seen(request: SignedIn, shown: Shown) -> None:
    """Nobody supersedes what was issued after the page was shown. Raises ``WrongState``."""
    former = shown.prepared.former if shown.prepared else None
    if former is not None and request.POST.get("former") != str(former.pk):
        raise WrongState("issued_meanwhile", number=former.number)


def _draft(shown: Shown) -> str:
    """The address of the draft in PDF, to be read before it is issued."""
    if shown.prepared is None:
        return ""
    zone, year, kind = shown.chosen.which
    wanted = shown.chosen.wanted
    query: dict[str, Any] = {"kind": kind.value, "year": year, "lang": wanted["language"]}
    query |= {name: wanted[name].pk for name in ("plan", "department") if wanted[name]}
    if wanted["beside"]:
        query["beside"] = [one.code for one in wanted["beside"]]
    return reverse("report", args=[zone.code, "pdf"], query=query)
