"""One reporting cycle: how far each department is, and extended, closed or reopened from here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import flow, working_days
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models import Department, ReportingCycle, Zone
from tracker.models.explaining import explain, explain_problem
from tracker.pages.common import Crumb, SignedIn, open_planning, page
from tracker.pages.planned_list import way
from tracker.pages.planning import DAY
from tracker.pages.problems import status_of
from tracker.planning.queries import Progress, cycle_progress, extended

LONG = forms.Textarea(attrs={"rows": 2, "maxlength": 500})


class ExtendForm(forms.Form):
    """One department, or the whole zone while the cycle is open, is given longer."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Who is given longer"), required=False
    )
    due_on = forms.DateField(label=gettext_lazy("New due date"), widget=DAY)
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=LONG,
        max_length=500,
        help_text=gettext_lazy("The trail keeps it."),
    )

    def __init__(self, data: Any = None, *, cycle: ReportingCycle) -> None:
        super().__init__(data, auto_id="extend-%s")
        zone, closed = cycle.plan.zone, cycle.closed_on is not None
        self.fields["department"] = forms.ModelChoiceField(
            zone.departments.all(),
            label=self.fields["department"].label,
            required=closed,
            empty_label=_("Choose a department") if closed else _("The whole zone"),
        )


class CloseForm(forms.Form):
    """Closing ends the entry for everybody who was not given longer: it is said twice."""

    sure = forms.BooleanField(label=gettext_lazy("Close it, although figures are outstanding"))

    def __init__(self, data: Any = None, *, owed: int) -> None:
        super().__init__(data, auto_id="close-%s")
        if not owed:
            del self.fields["sure"]


class ReopenForm(forms.Form):
    """Figures are entered again, until it is closed once more."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=LONG,
        max_length=500,
        help_text=gettext_lazy("The trail keeps it."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reopen-%s")


@dataclass(frozen=True)
class Office:
    """One cycle as its administrator meets it."""

    request: SignedIn
    zone: Zone
    cycle: ReportingCycle
    progress: tuple[Progress, ...]

    def sum_of(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.progress)

    @property
    def totals(self) -> dict[str, int]:
        """All departments together."""
        names = ("asked", "owed", "submitted", "approved", "late")
        return {name: self.sum_of(name) for name in names}

    @property
    def days_off(self) -> list[str]:
        """The due dates that offices do not work on, those of extensions included."""
        off = (day for day in sorted(self._due_dates) if not working_days.is_working_day(day))
        return [formats.date_format(day, "DATE_FORMAT") for day in off]

    @property
    def unpublished(self) -> list[int]:
        """The years of due dates of which only Monday to Friday are known."""
        years = sorted({day.year for day in self._due_dates})
        return [year for year in years if not working_days.is_published(year)]

    @property
    def _due_dates(self) -> set[date]:
        """Those still to come; none once the cycle is closed."""
        dates = {self.cycle.due_for(None), *(each.due_on for each in self.progress)}
        today, is_closed = timezone.localdate(), self.cycle.closed_on is not None
        return set() if is_closed else {day for day in dates if day >= today}

    @property
    def outlasting(self) -> tuple[Progress, ...]:
        """Those who still have figures to enter, and their own time, after a closing."""
        today = timezone.localdate()
        return tuple(
            each
            for each in self.progress
            if each.owed
            and each.extension is not None
            and each.extension.department_id is not None
            and each.extension.due_on >= today
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Show a cycle, or do one verb to it."""
    zone = open_planning(request, code)
    office = _office(request, zone, pk)
    if request.method != "POST":
        return _show(office)
    name = request.POST.get("action", "")
    if name not in _VERBS:
        raise Http404
    form = _forms(office, request.POST, only=name)[name]
    if not form.is_valid():
        return _show(office, bound={name: form}, status=422)
    try:
        messages.success(request, _VERBS[name](office, form.cleaned_data))
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Incomplete as error:
        for problem in error.problems:
            form.add_error(problem.field, explain_problem(problem))
        return _show(office, bound={name: form}, status=status_of(error))
    except Refused as error:
        # Somebody was faster: the page as it stands now.
        now = _office(request, zone, pk)
        return _show(now, refusal=explain(error), status=status_of(error))
    return redirect("planning-cycle", code=zone.code, pk=pk)


def _office(request: SignedIn, zone: Zone, pk: int) -> Office:
    found = get_object_or_404(extended(zone.pk), pk=pk)
    return Office(request, zone, found, tuple(cycle_progress(found)))


def _extend(office: Office, sent: dict[str, Any]) -> str:
    given = flow.extend_cycle(
        office.cycle,
        sent["department"],
        due_on=sent["due_on"],
        reason=sent["why"],
        by=office.request.user,
    )
    day = formats.date_format(given.due_on, "DATE_FORMAT")
    return _("%(who)s has until %(day)s.") % {"who": given.department or office.zone, "day": day}


def _close(office: Office, sent: dict[str, Any]) -> str:
    flow.close_cycle(office.cycle, on=timezone.localdate(), by=office.request.user)
    return _("The reporting cycle of %(year)s is closed.") % {"year": office.cycle.year}


def _reopen(office: Office, sent: dict[str, Any]) -> str:
    flow.reopen_cycle(office.cycle, reason=sent["why"], by=office.request.user)
    return _("Figures of %(year)s can be entered again.") % {"year": office.cycle.year}


_VERBS: dict[str, Callable[[Office, dict[str, Any]], str]] = {
    "extend": _extend,
    "close": _close,
    "reopen": _reopen,
}


def _forms(office: Office, data: Any = None, *, only: str = "") -> dict[str, forms.Form]:
    """What can be done; ``data`` goes into the one that was sent."""
    sent = {name: data if name == only else None for name in _VERBS}
    return {
        "extend": ExtendForm(sent["extend"], cycle=office.cycle),
        "close": CloseForm(sent["close"], owed=office.sum_of("owed")),
        "reopen": ReopenForm(sent["reopen"]),
    }


def _show(
    office: Office,
    *,
    bound: dict[str, forms.Form] | None = None,
    refusal: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    year = office.cycle.year
    context = {
        "title": _("Reporting cycle %(year)s") % {"year": year},
        "zone": office.zone,
        "cycle": office.cycle,
        "office": office,
        "forms": _forms(office) | (bound or {}),
        "refusal": list(refusal),
    }
    crumbs = (*way(office.zone), Crumb(str(year)))
    return page(office.request, "planned/cycle.html", context, crumbs=crumbs, status=status)
