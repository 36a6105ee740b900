"""One target as its administrator keeps it: what it promised, promises, and is asked each year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import flow, notation
from tracker.assessment.queries import Proposal, proposals
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.importing.queries import findings
from tracker.models import ComparedSeries, Target, TargetRevision, Zone
from tracker.models.explaining import explain
from tracker.models.promise import printed_decimals, promise, promise_in
from tracker.pages import planned_forms as typed
from tracker.pages.common import Crumb, SignedIn, open_planning, page, years_of
from tracker.pages.planned_list import way
from tracker.pages.planned_retired import (
    RestoreForm,
    RetireForm,
    beside,
)
from tracker.pages.problems import status_of
from tracker.planning.comparing import line
from tracker.planning.keeping import series_of
from tracker.planning.revising import REVISABLE, last_year_of
from tracker.planning.yearly import print_of, stored_values, takes_years
from tracker.terms import Measure, TargetKind, TargetState


@dataclass
class Bench:
    """One target on its administrator's desk; ``bound`` holds a form that is to be corrected."""

    request: SignedIn
    zone: Zone
    target: Target
    bound: dict[str, forms.Form] = field(default_factory=dict)
    refusal: list[str] = field(default_factory=list)
    status: int = 200

    @property
    def is_unconfirmed(self) -> bool:
        return self.target.state == TargetState.TO_BE_CONFIRMED

    @property
    def is_retired(self) -> bool:
        return self.target.state == TargetState.RETIRED

    @property
    def is_kept(self) -> bool:
        """Whether it is in force: neither to be confirmed nor retired."""
        return not self.is_unconfirmed and not self.is_retired

    @property
    def may_revise(self) -> bool:
        """Whether the kind has a value of its own."""
        return self.is_kept and self.target.kind in REVISABLE

    @property
    def takes_years(self) -> bool:
        return takes_years(self.target)

    @property
    def is_milestone(self) -> bool:
        return self.target.kind == TargetKind.MILESTONE and not self.is_retired

    @property
    def is_relative(self) -> bool:
        return self.target.kind == TargetKind.RELATIVE and self.is_kept

    @property
    def has_baseline(self) -> bool:
        """Whether there is a year whose value could be verified."""
        return self.target.base_year is not None and self.is_kept and not self.is_milestone

    @property
    def is_delegated(self) -> bool:
        return self.target.kind == TargetKind.DELEGATED

    @cached_property
    def years(self) -> list[int]:
        return [year for year in years_of([self.target.plan]) if year <= last_year_of(self.target)]

    @cached_property
    def stored(self) -> Any:
        return stored_values([self.target])

    @cached_property
    def proposal(self) -> Proposal | None:
        return proposals([self.target]).get(self.target.pk) if self.takes_years else None

    def data(self, name: str) -> Any:
        """What was sent for a form, where it is the one that was sent."""
        return self.request.POST if self.request.POST.get("action") == name else None

    def revise_form(self) -> typed.ReviseForm:
        last = last_year_of(self.target)
        return typed.ReviseForm(self.data("revise"), target=self.target, last=last)

    def base_form(self) -> typed.BaselineForm:
        return typed.BaselineForm(self.data("verify"), target=self.target)

    def years_form(self) -> typed.YearsForm:
        rows = self.stored[self.target.pk]
        values = {year: row.value for year, row in rows.items()}
        if "spread" in self.request.GET and self.proposal:
            values = self.proposal.values
        documents = [row.document for row in rows.values() if row.document]
        return typed.YearsForm(
            self.data("years"),
            target=self.target,
            years=self.years,
            values=values,
            seen=print_of(self.stored),
            document=documents[-1] if documents else "",
        )

    def confirm_form(self) -> typed.ConfirmForm:
        return typed.ConfirmForm(
            self.data("confirm"), target=self.target, series=series_of(self.zone)
        )

    def steps_form(self) -> typed.StepsForm:
        return typed.StepsForm(self.data("steps"), steps=list(self.target.steps.all()))

    def compare_form(self) -> typed.CompareForm:
        rows = series_of(self.zone).filter(measure=self.target.relative_kind)
        above = Zone.objects.filter(pk__in=[zone.pk for zone in line(self.zone)])
        return typed.CompareForm(self.data("compare"), target=self.target, series=rows, zones=above)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """The target's versions and what can be done to them; each button is one verb."""
    zone = open_planning(request, code)
    rows = Target.objects.select_related(
        "plan__zone", "indicator", "scope", "department", "compared_series", "verified_base_by"
    )
    found = get_object_or_404(rows, pk=pk, plan__zone=zone, restates=None)
    bench = Bench(request, zone, found)
    if request.method != "POST":
        return _show(bench)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Http404
    try:
        told = action(bench)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    if told:
        messages.success(request, told)
        return redirect("planning-target", code=zone.code, pk=found.pk)
    return _show(bench)


def _sent(bench: Bench, name: str, form: forms.Form, verb: Callable[[], Any]) -> bool:
    """Whether a form was carried out; what was refused stands beside its fields."""
    bench.bound[name], bench.status = form, 422
    if not form.is_valid():
        return False
    try:
        verb()
    except NotAllowed:
        raise
    except Incomplete as error:
        form.add_problems(error)  # type: ignore[attr-defined]
        return False
    except Refused as error:
        bench.refusal, bench.status = explain(error), status_of(error)
        return False
    return True


def _confirm(bench: Bench) -> str:
    form = bench.confirm_form()

    def verb() -> None:
        basis = form.cleaned_data["reason"]
        flow.confirm_target(bench.target, form.supplied, basis=basis, by=bench.request.user)

    if not _sent(bench, "confirm", form, verb):
        return ""
    return _("%(target)s is judged from now on.") % {"target": bench.target}


def _choose_kind(bench: Bench) -> str:
    """Show the fields of another kind; nothing is stored."""
    form = typed.ConfirmForm(
        target=bench.target, series=series_of(bench.zone), sent=bench.request.POST
    )
    bench.bound["confirm"] = form
    return ""


def _revise(bench: Bench) -> str:
    form = bench.revise_form()

    def verb() -> None:
        flow.revise_target(bench.target, **form.cleaned_data, by=bench.request.user)

    if not _sent(bench, "revise", form, verb):
        return ""
    year = form.cleaned_data["effective_year"]
    return _("The revised value is in force from %(year)s on.") % {"year": year}


def _withdraw(bench: Bench) -> str:
    """Withdraw the revision of the button that was pressed."""
    pk = bench.request.POST.get("revision", "")
    rows = TargetRevision.objects.select_related("target__plan__zone")
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 10 else 0
    revision = get_object_or_404(rows, pk=number, target=bench.target)
    try:
        reason = bench.request.POST.get("reason", "")
        flow.withdraw_revision(revision, reason=reason, by=bench.request.user)
    except NotAllowed:
        raise
    except Refused as error:
        bench.refusal, bench.status = explain(error), status_of(error)
        return ""
    return _("The revision is withdrawn; it stays to be read.")


def _verify(bench: Bench) -> str:
    form = bench.base_form()

    def verb() -> None:
        flow.verify_baseline(bench.target, **form.cleaned_data, by=bench.request.user)

    if not _sent(bench, "verify", form, verb):
        return ""
    if form.cleaned_data["value"] is None:
        return _("The printed baseline counts again.")
    return _("The verified baseline is used from now on.")


def _keep_years(bench: Bench) -> str:
    form = bench.years_form()

    def verb() -> None:
        typed_in = form.cleaned_data
        flow.set_yearly_values(
            [bench.target],
            {bench.target.pk: form.values},
            seen=typed_in["seen"],
            document=typed_in["document"],
            by=bench.request.user,
        )

    if not _sent(bench, "years", form, verb):
        return ""
    return _("The values by year are saved.")


def _keep_steps(bench: Bench) -> str:
    form = bench.steps_form()

    def verb() -> None:
        flow.set_steps(bench.target, form.steps, by=bench.request.user)

    return _("The steps are saved.") if _sent(bench, "steps", form, verb) else ""


def _compare(bench: Bench) -> str:
    """Choose a series, or make a new one and choose it."""
    form = bench.compare_form()

    def verb() -> None:
        chosen, by = form.cleaned_data, bench.request.user
        series: ComparedSeries | None = chosen["series"]
        if chosen["name"].strip():
            series = flow.add_series(
                bench.zone,
                chosen["name"],
                of=chosen["of"],
                indicator=bench.target.indicator,
                measure=Measure(bench.target.relative_kind),
                unit=bench.target.unit,
                by=by,
            )
        flow.compare_target(bench.target, series, by=by)

    return _("The compared series is chosen.") if _sent(bench, "compare", form, verb) else ""


def _retire(bench: Bench) -> str:
    form = RetireForm(bench.data("retire"))

    def verb() -> None:
        texts = {name: form.cleaned_data[name] for name in ("document", "reason")}
        flow.retire_target(bench.target, **texts, by=bench.request.user)

    if not _sent(bench, "retire", form, verb):
        return ""
    return _("%(target)s is retired.") % {"target": bench.target}


def _restore(bench: Bench) -> str:
    form = RestoreForm(bench.data("restore"))

    def verb() -> None:
        flow.restore_target(bench.target, **form.cleaned_data, by=bench.request.user)

    if not _sent(bench, "restore", form, verb):
        return ""
    return _("%(target)s is back.") % {"target": bench.target}


ACTIONS: dict[str, Callable[[Bench], str]] = {
    "confirm": _confirm,
    "kind": _choose_kind,
    "revise": _revise,
    "withdraw": _withdraw,
    "verify": _verify,
    "years": _keep_years,
    "steps": _keep_steps,
    "compare": _compare,
    "retire": _retire,
    "restore": _restore,
}


def _forms(bench: Bench) -> dict[str, forms.Form]:
    """The forms of all that can be done to the target as it stands."""
    makers: dict[str, tuple[bool, Callable[[], forms.Form]]] = {
        "confirm": (bench.is_unconfirmed, bench.confirm_form),
        "revise": (bench.may_revise, bench.revise_form),
        "verify": (bench.has_baseline, bench.base_form),
        "years": (bench.takes_years, bench.years_form),
        "steps": (bench.is_milestone, bench.steps_form),
        "compare": (bench.is_relative, bench.compare_form),
        "retire": (not bench.is_retired, RetireForm),
        "restore": (bench.is_retired, RestoreForm),
    }
    return {
        f"{name}_form": bench.bound.get(name) or make()
        for name, (offered, make) in makers.items()
        if offered
    }


def _show(bench: Bench) -> HttpResponse:
    target = bench.target
    context = {
        "title": str(target),
        "zone": bench.zone,
        "target": target,
        "bench": bench,
        "refusal": bench.refusal,
        "reason": bench.request.POST.get("reason", ""),
        "now": _text(target, in_year=last_year_of(target)),
        "printed": _text(target),
        "revisions": list(target.revisions.select_related("revised_by", "withdrawn_by")),
        "oddities": [one for one in findings(target.plan) if one.target_id == target.pk],
        "is_proposal": "spread" in bench.request.GET and bench.request.method != "POST",
        "rows": bench.stored[target.pk] if bench.takes_years else {},
        **beside(target),
        **_forms(bench),
    }
    crumbs = (
        *way(bench.zone),
        Crumb(_("Targets over time"), reverse("planning-targets", args=[bench.zone.code])),
        Crumb(str(target)),
    )
    return page(
        bench.request, "planned/target.html", context,
        plan=target.plan, crumbs=crumbs, status=bench.status,
    )  # fmt: skip


def _text(target: Target, in_year: int | None = None) -> str:
    """What the target promises, as printed or in the version of a year."""
    promised = promise(target) if in_year is None else promise_in(target, in_year)
    compared = target.compared_with or _("compared series")
    decimals = printed_decimals(promised, target)
    return notation.target_text(promised, decimals=decimals, compared=compared)
