"""Who did what, when and from where: of a figure, of a target, of a zone; the latter as CSV too."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import islice
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from tracker import access, notation, trail
from tracker.models import Person, Target, TrailEntry, Zone
from tracker.models.verbs import VERBS
from tracker.pages.common import Crumb, SignedIn, open_target, open_zone, page
from tracker.recounting import Told, tell
from tracker.terms import TargetState

A_PAGE = 50
A_CHUNK = 500
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

HEADS = (
    gettext_noop("When"),
    gettext_noop("By"),
    gettext_noop("User name"),
    gettext_noop("What"),
    gettext_noop("About"),
    gettext_noop("Year"),
    gettext_noop("Field"),
    gettext_noop("Before"),
    gettext_noop("After"),
    gettext_noop("Reason"),
    gettext_noop("From where"),
)

# A spreadsheet program would take a cell that begins so for a formula, unless it is a figure.
FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d+)?%?\Z)")


class TrailFilter(forms.Form):
    """What a zone's trail is narrowed to; empty fields leave everything in."""

    about = forms.CharField(label=gettext_lazy("About"), required=False, max_length=100)
    verb = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("By"), required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DAY)

    def __init__(self, data: Any, *, zone: Zone) -> None:
        super().__init__(data, auto_id="f-%s")
        acted = TrailEntry.objects.filter(zone=zone).order_by().values("by").distinct()
        people = Person.objects.filter(pk__in=acted).order_by("name", "username")
        everything = ("", _("All"))
        self.choose("by", [everything, *((str(one.pk), str(one)) for one in people)])
        self.choose("verb", [everything, *((name, str(words)) for name, words in VERBS.items())])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices."""
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, required=False, choices=choices
        )

    def narrow(self, entries: QuerySet[TrailEntry]) -> QuerySet[TrailEntry]:
        """The entries that fit what was chosen; nothing fits what cannot be read."""
        if not self.is_valid():
            return entries.none()
        chosen = self.cleaned_data
        conditions = {
            "label__icontains": chosen["about"],
            "verb": chosen["verb"],
            "by": chosen["by"],
            "at__gte": chosen["since"] and first_moment(chosen["since"]),
            "at__lt": chosen["until"] and first_moment(chosen["until"], after=1),
        }
        return entries.filter(**{name: value for name, value in conditions.items() if value})


def first_moment(day: date, *, after: int = 0) -> datetime:
    """The first instant of a day where the office is, or of the day ``after`` so many."""
    # No clock reaches what lies before or behind, whatever was typed.
    day = min(max(day, date(1900, 1, 1)), date(9000, 1, 1))
    return timezone.make_aware(datetime.combine(day + timedelta(days=after), time.min))


@login_required
@require_safe
def of_zone(request: SignedIn, code: str) -> HttpResponse:
    """Everything that was done in a zone, narrowed as asked."""
    zone = _open_zone(request, code)
    form = TrailFilter(request.GET, zone=zone)
    context = {
        "title": _("Trail of %(zone)s") % {"zone": zone},
        "form": form,
        "zone": zone,
        "narrowed": any(form.data.get(name) for name in form.fields),
    }
    crumbs = (Crumb(str(zone), reverse("zone", args=[zone.code])), Crumb(_("Trail")))
    # Names, addresses and roles are for those who look after the people.
    entries = trail.of_zone(zone, with_people=access.may_administer(request.user, zone))
    return _show(request, form.narrow(entries), zone, context, crumbs)


@login_required
@require_safe
def of_target(request: SignedIn, pk: int) -> HttpResponse:
    """What was done to a target and to its figures of all years."""
    target = _open_target(request, pk)
    context = {"title": _("Trail of %(target)s") % {"target": target}, "target": target}
    crumbs = (*_way(target), Crumb(_("Trail")))
    return _show(request, trail.of_target(target), target.plan.zone, context, crumbs)


@login_required
@require_safe
def of_figure(request: SignedIn, pk: int, year: int) -> HttpResponse:
    """What was done to a target's figure of one year, in every vintage."""
    target = _open_target(request, pk)
    if target.restates_id is not None:
        return redirect("figure-trail", pk=target.restates_id, year=year)
    if not target.plan.start_year <= year <= target.plan.end_year:
        raise Http404
    title = _("Trail of %(target)s in %(year)s") % {"target": target, "year": year}
    context = {"title": title, "target": target}
    figure = Crumb(str(year), reverse("figure", args=[target.pk, year]))
    crumbs = (*_way(target), figure, Crumb(_("Trail")))
    return _show(request, trail.of_figure(target, year), target.plan.zone, context, crumbs)


def _open_zone(request: SignedIn, code: str) -> Zone:
    zone = open_zone(request, code)
    if not access.may_trace_zone(request.user, zone):
        text = _("Only administrators and reviewers of %(zone)s read its trail.")
        raise PermissionDenied(text % {"zone": zone})
    return zone


def _open_target(request: SignedIn, pk: int) -> Target:
    target = open_target(request, pk, retired=True)
    if not access.may_trace(request.user, target):
        raise PermissionDenied(_("Only those who work on this target read its trail."))
    return target


def _way(target: Target) -> tuple[Crumb, ...]:
    zone = target.plan.zone
    if target.state == TargetState.RETIRED:
        own = reverse("planning-target", args=[zone.code, target.pk])
    else:
        own = reverse("target", args=[target.pk])
    return Crumb(str(zone), reverse("zone", args=[zone.code])), Crumb(str(target), own)


def _show(
    request: SignedIn,
    entries: QuerySet[TrailEntry],
    zone: Zone,
    context: dict[str, Any],
    crumbs: Iterable[Crumb],
) -> HttpResponse:
    """One page of entries. Two queries for them, and few to say them in words."""
    shown = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "shown": shown,
        "told": tell(shown.object_list),
        # From where somebody works is for those who look after the people.
        "administers": access.may_administer(request.user, zone),
    }
    return page(request, "trail/trail.html", context | told, crumbs=crumbs)


# --- as a file ----------------------------------------------------------------------------------


@login_required
@require_safe
def export(request: SignedIn, code: str) -> HttpResponseBase:
    """A zone's trail as CSV, narrowed as the page is; a line for each field that differs."""
    zone = _open_zone(request, code)
    if not access.may_administer(request.user, zone):
        raise PermissionDenied(
            _("Only plan administrators of %(zone)s take its trail out.") % {"zone": zone}
        )
    form = TrailFilter(request.GET, zone=zone)
    if not form.is_valid():
        raise Http404
    lines = _lines(form.narrow(trail.of_zone(zone, with_people=True)), translation.get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{zone}-{_('Trail')}-{timezone.localdate():%Y%m%d}.csv"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(entries: QuerySet[TrailEntry], language: str | None) -> Iterator[str]:
    """The file, a chunk at a time; each is written in the language of whoever asked for it.

    The request is over by then, and with it the language that was chosen for it.
    """
    yield "\ufeff" + _csv([_heads()])
    rows = entries.iterator(A_CHUNK)
    while chunk := list(islice(rows, A_CHUNK)):
        with translation.override(language):
            yield _csv(row for told in tell(chunk) for row in _rows(told))


def _heads() -> list[str]:
    """The heads of the columns, each in both languages."""
    return [f"{_in('zh-hans', head)} {_in('en', head)}" for head in HEADS]


def _in(language: str, text: str) -> str:
    with translation.override(language):
        return _(text)


def _rows(told: Told) -> Iterator[list[str]]:
    entry = told.entry
    at = timezone.localtime(entry.at).isoformat(" ", "seconds")
    start = [at, str(entry.by), entry.by.username, told.verb, told.label, told.year]
    end = [entry.reason or "", told.origin]
    for difference in told.differences:
        texts = [notation.ungrouped(text) for text in (difference.before, difference.after)]
        yield [*start, difference.label, *texts, *end]
    if not told.differences:
        yield [*start, "", "", "", *end]


def _csv(rows: Iterable[Iterable[str]]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerows(
        [f"'{cell}" if FORMULA.match(cell) else cell for cell in row] for row in rows
    )
    return buffer.getvalue()
