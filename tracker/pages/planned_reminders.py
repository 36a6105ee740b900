"""When the people of a plan are reminded: the settings, and the days that follow from them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tracker import flow
from tracker.alerts.coming import Coming, coming
from tracker.alerts.rules.calendar import Dated
from tracker.errors import FieldProblem, Incomplete, NotAllowed
from tracker.models import Plan, Zone
from tracker.models.explaining import explain, explain_problem
from tracker.models.wording import label
from tracker.pages.common import Crumb, SignedIn, open_planning, page
from tracker.pages.people_forms import TellingForm
from tracker.pages.planned_list import way
from tracker.planning.reminding import BOUNDS, FLOORS, read_days, settings_of
from tracker.terms import AlertRule, Frequency, PlanState, Role

DAY = timedelta(days=1)
# What lies outside the bounds is a whole number too, and is told so.
_WHOLE = re.compile(r"[-+]?\d{1,9}")


class Days(forms.CharField):
    """Several numbers of days, as people type them."""

    def clean(self, value: Any) -> Any:
        """The numbers, the earliest reminder first; the error names what is none."""
        try:
            return read_days(str(value or ""))
        except Incomplete as refused:
            raise _error(*refused.problems) from None


class Number(forms.CharField):
    """A whole number, as people type it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})

    def clean(self, value: Any) -> Any:
        """The number; the error names what was typed."""
        text = str(value or "").strip()
        if not _WHOLE.fullmatch(text):
            raise _error(FieldProblem("days", text, "not_whole" if text else "no_number"))
        return int(text)


class RemindersForm(TellingForm):
    """The settings of a plan."""

    reminder_days = Days(
        label=gettext_lazy("Reminders before the due date"),
        help_text=gettext_lazy(
            "Such as 30, 7, 1. A reminder that falls on a day off goes out on the working day "
            "before it. On the due date itself there is a final notice, whatever stands here."
        ),
        max_length=100,
    )
    correction_days = Number(
        label=gettext_lazy("Time to correct returned figures"),
        help_text=gettext_lazy("After them the officers are reminded, a week later reviewers too."),
    )
    review_days = Number(
        label=gettext_lazy("Time to review submitted figures"),
        help_text=gettext_lazy(
            "After them the reviewers are reminded, three weeks later plan administrators too."
        ),
    )
    stale_years = Number(
        label=gettext_lazy("Not reported for long after"),
        help_text=gettext_lazy("Then officers and reviewers are told of the target."),
    )
    deadline_floor = forms.ChoiceField(
        label=gettext_lazy("How often people hear of deadlines at least"),
        choices=[(each.value, label(each)) for each in FLOORS],
        help_text=gettext_lazy(
            "People choose for themselves how often they are mailed; of deadlines nobody hears "
            "less often than this."
        ),
    )

    @property
    def with_units(self) -> list[tuple[forms.BoundField, str]]:
        """What is counted, each with the unit that stands beside it."""
        days, years = _("working days"), _("years")
        units = {"reminder_days": _("days"), "stale_years": years}
        return [(self[name], units.get(name, days)) for name in ("reminder_days", *BOUNDS)]


@dataclass(frozen=True)
class Row:
    """One notice: on which day, what it says and to whom; ``instead_of`` the day it was due."""

    on: date
    what: str
    told: str
    is_over: bool
    instead_of: date | None


@dataclass(frozen=True)
class Dates:
    """The notices of one due date as a table."""

    coming: Coming
    rows: tuple[Row, ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """The settings of a plan with the days that follow; a POST changes them."""
    zone = open_planning(request, code)
    plan = get_object_or_404(zone.plans.filter(state=PlanState.PUBLISHED), pk=pk)
    if request.method != "POST":
        return _show(request, zone, plan, RemindersForm(initial=_typed(plan)))
    form = RemindersForm(request.POST)
    if form.is_valid() and _set(request, plan, form):
        messages.success(request, _("The reminders are set."))
        return redirect("planning-reminders", code=zone.code, pk=plan.pk)
    plan.refresh_from_db()
    return _show(request, zone, plan, form, status=422)


def _typed(plan: Plan) -> dict[str, Any]:
    return settings_of(plan) | {"reminder_days": _(", ").join(map(str, plan.reminder_days))}


def _set(request: SignedIn, plan: Plan, form: RemindersForm) -> bool:
    """Whether the settings were stored; else the form says what cannot be."""
    chosen = form.cleaned_data
    floor = Frequency(chosen["deadline_floor"])
    try:
        flow.set_reminders(plan, chosen | {"deadline_floor": floor}, by=request.user)
    except NotAllowed as refused:
        raise PermissionDenied(" ".join(explain(refused))) from refused
    except Incomplete as refused:
        form.tell(refused)
        return False
    return True


def _show(
    request: SignedIn, zone: Zone, plan: Plan, form: RemindersForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    dates = [Dates(one, tuple(_rows(one.notices, today))) for one in coming(plan, today)]
    next_on = min((row.on for each in dates for row in each.rows if not row.is_over), default=None)
    context = {
        "title": _("Reminders"),
        "zone": zone,
        "plan": plan,
        "form": form,
        "dates": dates,
        "next_on": next_on,
        "weekly": plan.deadline_floor == Frequency.WEEKLY,
        "unpublished": sorted({year for each in dates for year in each.coming.unpublished}),
    }
    crumbs = (*way(zone), Crumb(_("Reminders")))
    return page(request, "planned/reminders.html", context, crumbs=crumbs, status=status)


def _rows(notices: Iterable[Dated], today: date) -> Iterable[Row]:
    for notice in notices:
        finding = notice.finding
        meant = _meant_on(notice)
        yield Row(
            on=notice.on,
            what=_what(notice),
            told=_(", ").join(str(label(role)) for role in Role if role in finding.told),
            is_over=notice.on < today,
            instead_of=meant if meant != notice.on else None,
        )


def _number(notice: Dated) -> int:
    """The days before the due date, or the weeks after it, of a step such as "week-2"."""
    return int(notice.finding.step.rpartition("-")[2])


def _meant_on(notice: Dated) -> date:
    """The day that the step itself names, a day off or not."""
    due_on = date.fromisoformat(notice.finding.facts["due_on"])
    if notice.finding.rule is AlertRule.DUE_SOON:
        return due_on - _number(notice) * DAY
    if notice.finding.rule is AlertRule.DUE_TODAY:
        return due_on
    return due_on + (7 * (_number(notice) - 1) + 1) * DAY


def _what(notice: Dated) -> str:
    if notice.finding.rule is AlertRule.DUE_SOON:
        number = _number(notice)
        return ngettext("%d day before", "%d days before", number) % number
    if notice.finding.rule is AlertRule.DUE_TODAY:
        return _("Final notice on the due date")
    return _("Overdue, week %d") % _number(notice)


def _error(*problems: FieldProblem) -> forms.ValidationError:
    return forms.ValidationError([explain_problem(problem) for problem in problems])
