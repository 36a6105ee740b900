"""The plan administrator's page of a zone: reporting cycles, and what is to be confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.errors import NotAllowed, Refused
from tracker.models import Plan, ReportingCycle, Target, Zone
from tracker.models.cycle import usual_dates
from tracker.models.explaining import explain
from tracker.pages.common import Crumb, SignedIn, open_planning, page
from tracker.terms import PlanState, TargetState

# Browsers' own date fields read and send ISO dates, whatever the language.
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CycleForm(forms.Form):
    """One year's figures are asked for. ``plans`` are the zone's published ones."""

    opens_on = forms.DateField(label=gettext_lazy("Opens on"), widget=DAY)
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=DAY)

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        taken = {cycle.year for cycle in plan.cycles.all()}
        self.years = [y for y in range(plan.start_year, plan.end_year + 1) if y not in taken]
        year = forms.ChoiceField(
            label=_("Reporting year"), choices=[(each, str(each)) for each in self.years]
        )
        self.fields = {"year": year, **self.fields}


@dataclass(frozen=True)
class Planned:
    """One plan with its cycles and what is to be confirmed; no form where every year is asked."""

    plan: Plan
    cycles: tuple[ReportingCycle, ...]
    form: CycleForm | None
    unconfirmed: tuple[Target, ...]

    @property
    def reminders(self) -> str:
        """The days before the due date on which officers are reminded."""
        return _(", ").join(map(str, self.plan.reminder_days))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: SignedIn, code: str) -> HttpResponse:
    """The cycles of a zone's plans, the form that opens another, and what is to be confirmed."""
    zone = open_planning(request, code)
    plans = list(
        zone.plans.filter(state=PlanState.PUBLISHED).prefetch_related(
            "cycles__extensions__department"
        )
    )
    if request.method == "POST":
        form = _open(request, plans)
        if form is None:
            return redirect("planning", code=zone.code)
        return _show(request, zone, plans, bound=form, status=422)
    return _show(request, zone, plans)


def _show(
    request: SignedIn,
    zone: Zone,
    plans: Iterable[Plan],
    *,
    bound: CycleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": _("Planning"),
        "zone": zone,
        "planned": [_planned(plan, bound) for plan in plans],
        "may_schedule": access.may_schedule(request.user, [zone]),
    }
    crumbs = (Crumb(str(zone), reverse("zone", args=[zone.code])), Crumb(_("Planning")))
    return page(request, "planning/planning.html", context, crumbs=crumbs, status=status)


def _planned(plan: Plan, bound: CycleForm | None) -> Planned:
    if bound is not None and bound.prefix == _prefix(plan):
        form = bound
    else:
        form = CycleForm(plan=plan, prefix=_prefix(plan), initial=_usual_dates(plan))
    waiting = plan.targets.filter(state=TargetState.TO_BE_CONFIRMED, restates=None)
    return Planned(
        plan=plan,
        cycles=tuple(plan.cycles.all()),
        form=form if form.years else None,
        unconfirmed=tuple(waiting.select_related("scope")),
    )


def _prefix(plan: Plan) -> str:
    return f"plan{plan.pk}"


def _usual_dates(plan: Plan) -> dict[str, object]:
    """The latest year over that is not asked for yet, and its usual dates."""
    taken = {cycle.year for cycle in plan.cycles.all()}
    over = min(timezone.localdate().year - 1, plan.end_year)
    year = next((y for y in range(over, plan.start_year - 1, -1) if y not in taken), over)
    opens_on, due_on = usual_dates(year)
    return {"year": year, "opens_on": opens_on, "due_on": due_on}


def _open(request: SignedIn, plans: Iterable[Plan]) -> CycleForm | None:
    """Open the cycle that was asked for; the form comes back where it has to be corrected."""
    plan = next((plan for plan in plans if str(plan.pk) == request.POST.get("open")), None)
    if plan is None:
        return None
    form = CycleForm(request.POST, plan=plan, prefix=_prefix(plan))
    if not form.is_valid():
        return form
    asked = form.cleaned_data
    dates = {name: asked[name] for name in ("opens_on", "due_on")}
    try:
        flow.open_cycle(plan, int(asked["year"]), **dates, by=request.user)
    except NotAllowed as refused:
        raise PermissionDenied(" ".join(explain(refused))) from refused
    except Refused as refused:
        for line in explain(refused):
            messages.error(request, line)
        return form
    text = _("Figures of %(year)s are asked for now.") % {"year": asked["year"]}
    messages.success(request, text)
    return None
