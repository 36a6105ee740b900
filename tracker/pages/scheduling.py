"""Documents on a schedule: which there are, what each makes next, and how it is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, flow
from tracker.models import ReportSchedule, Zone
from tracker.models.explaining import explain
from tracker.models.wording import label
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.schedule_forms import ScheduleForm, as_stored, at_first
from tracker.pages.telling import told
from tracker.reports.occurrences import coming
from tracker.reports.schedules.queries import Scheduled, listed, unreached, yearly_of
from tracker.terms import ReportFormat, ReportKind

SHOWN = 3
# So many reasons are written out; the others are counted.
MOST_REASONS = 6


@dataclass(frozen=True)
class Line:
    """A schedule as the list tells of it."""

    scheduled: Scheduled

    @property
    def schedule(self) -> ReportSchedule:
        return self.scheduled.schedule

    @property
    def formats(self) -> str:
        return " · ".join(str(label(ReportFormat(each))) for each in self.schedule.formats)

    @property
    def languages(self) -> str:
        names = dict(settings.LANGUAGES)
        return " · ".join(str(names.get(each, each)) for each in self.schedule.languages)


@dataclass(frozen=True)
class Next:
    """One of the next days: how many files are made of which year, and what is left out."""

    day: date
    year: int
    files: int
    reasons: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return self.reasons[:MOST_REASONS]

    @property
    def more(self) -> int:
        return len(self.reasons) - len(self.shown)


@login_required
@require_safe
def schedules(request: SignedIn) -> HttpResponse:
    """The schedules that this person keeps or could take over; ended ones at the end."""
    _offered(request)
    rows = access.kept_schedules(request.user)
    lines = [Line(one) for one in listed(rows, timezone.localdate())]
    title = _("Documents on a schedule")
    context = {
        "title": title,
        "lines": [line for line in lines if line.schedule.ended_at is None],
        "ended": [line for line in lines if line.schedule.ended_at is not None],
    }
    return page(request, "schedules/schedules.html", context, crumbs=_crumbs())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    """The form of a new schedule, what it would make, and, once it is saved, its page."""
    zones, today = _offered(request), timezone.localdate()
    first = at_first(zones, request.user, zone=request.GET.get("zone", ""))
    form = ScheduleForm(request.POST or None, zones=zones, by=request.user, initial=first)
    saved: list[int] = []
    if _is_saved(request, form) and told(request, lambda: _add(request, form, saved), form):
        return redirect("schedule", pk=saved[0])
    title = _("New schedule")
    context = {"title": title, "form": form, "days": _days(form, today, None)}
    crumbs = _crumbs(Crumb(title))
    status = _status(request, form)
    return page(request, "schedules/add.html", context, crumbs=crumbs, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: SignedIn, pk: int) -> HttpResponse:
    """One schedule: what it makes next, what it made, and the form that changes it."""
    zones, today = _offered(request), timezone.localdate()
    row = get_object_or_404(access.kept_schedules(request.user), pk=pk)
    if "end" in request.POST:
        told(request, lambda: _end(request, row))
        return redirect("schedule", pk=pk)
    form = _form_of(request, row, zones)
    if _is_saved(request, form) and told(request, lambda: _change(request, row, form), form):
        return redirect("schedule", pk=pk)
    [shown] = listed(ReportSchedule.objects.filter(pk=pk), today)
    context = {
        "title": shown.schedule.name,
        "line": Line(shown),
        "orders": _orders(request, shown.schedule),
        "unreached": unreached(shown.schedule, access.readers_of(shown.schedule.zones.all())),
        "form": form,
        "days": _days(form, today, shown.schedule),
        # After a refusal a second save is a decision: it carries the version that is shown now.
        "version": shown.schedule.version,
    }
    crumbs = _crumbs(Crumb(shown.schedule.name))
    status = _status(request, form)
    return page(request, "schedules/schedule.html", context, crumbs=crumbs, status=status)


def _offered(request: SignedIn) -> list[Zone]:
    """The zones that can be chosen; who has none does not come here."""
    zones = list(access.schedulable_zones(request.user))
    if not zones:
        raise PermissionDenied(
            _("Only plan administrators put documents on a schedule, not their substitutes.")
        )
    return zones


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    own = Crumb(_("Documents on a schedule"), reverse("schedules") if more else "")
    return (Crumb(_("Documents"), reverse("reports")), own, *more)


def _form_of(request: SignedIn, row: ReportSchedule, zones: list[Zone]) -> ScheduleForm:
    sent = request.POST if request.method == "POST" else None
    return ScheduleForm(sent, zones=zones, by=request.user, initial=as_stored(row))


def _is_saved(request: SignedIn, form: ScheduleForm) -> bool:
    """Whether the form was sent to be saved, and can be; the other button only looks."""
    return form.is_bound and form.is_valid() and "save" in request.POST


def _status(request: SignedIn, form: ScheduleForm) -> int:
    return 422 if "save" in request.POST or form.errors else 200


def _days(form: ScheduleForm, today: date, row: ReportSchedule | None) -> list[Next] | None:
    """What would be made on the next days as the form stands; None where it does not say enough.

    Of a form that nobody sent, what is stored.
    """
    if form.is_bound:
        yearly = form.yearly if form.is_valid() else None
        zones: Sequence[Zone] = form.ticked_zones if yearly else ()
        asked: Mapping[str, Any] = form.cleaned_data
    elif row is not None:
        yearly, zones, asked = yearly_of(row), list(row.zones.all()), form.initial
    else:
        return None
    if yearly is None or not zones:
        return None
    since = row.since if row is not None and yearly == yearly_of(row) else today
    told_year = row.told_year if row is not None else None
    days = islice(coming(yearly, today, since=since, told=told_year), SHOWN)
    return [_next(day, yearly.year_told(day), zones, asked) for day in days]


def _next(day: date, year: int, zones: Sequence[Zone], asked: Mapping[str, Any]) -> Next:
    found = flow.wishes_for(
        zones,
        year,
        [ReportKind(asked["kind"])],
        formats=[each for each in ReportFormat if each in asked["formats"]],
        languages=asked["languages"],
    )
    reasons = (_reason(wish, " ".join(explain(refused))) for wish, refused in found.left_out)
    return Next(day, year, len(found.wanted), tuple(dict.fromkeys(reasons)))


def _reason(wish: flow.Wish, why: str) -> str:
    """Why a document is left out, after the zone that it is on; a comparison is on many."""
    if wish.kind is ReportKind.COMPARISON:
        return why
    return _("%(zone)s: %(why)s") % {"zone": wish.zone, "why": why}


def _orders(request: SignedIn, row: ReportSchedule) -> list[tuple[Any, bool]]:
    """What it made, each with whether this person may look at it."""
    mine = request.user in row.recipients.all()
    return [(order, mine or order.by_id == request.user.pk) for order in row.orders.all()]


def _add(request: SignedIn, form: ScheduleForm, saved: list[int]) -> str:
    row = flow.schedule_documents(form.given, by=request.user)
    saved.append(row.pk)
    return _("“%(name)s” is entered.") % {"name": row.name}


def _change(request: SignedIn, row: ReportSchedule, form: ScheduleForm) -> str:
    version = request.POST.get("version", "")
    shown = int(version) if version.isdecimal() else 0
    flow.change_schedule(row, form.given, version=shown, by=request.user)
    return _("Saved.")


def _end(request: SignedIn, row: ReportSchedule) -> str:
    flow.end_schedule(row, by=request.user)
    return _("“%(name)s” is ended. What it made stays.") % {"name": row.name}
