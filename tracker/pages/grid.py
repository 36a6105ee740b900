"""The grid of a reporting cycle: all figures that a person owes, typed in one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tracker import access
from tracker.errors import NotAllowed
from tracker.models import ReportingCycle
from tracker.models.explaining import explain
from tracker.pages import grid_posts as posts
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.grid_posts import Attempt, attempt
from tracker.pages.grid_rows import Row, around, counts, pledged, rows_of
from tracker.planning.queries import asked_in, cycles
from tracker.terms import Category, Quality

SAVE, SUBMIT = "save", "submit"


@dataclass(frozen=True)
class Filters:
    """What the grid is narrowed to; empty texts leave everything in."""

    state: str = ""
    text: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """As the address says."""
        return cls(request.GET.get("state", ""), request.GET.get("q", "").strip())

    @property
    def narrows(self) -> bool:
        return bool(self.state or self.text)

    def keeps(self, row: Row) -> bool:
        """Whether a row stays; one that needs its person now always does."""
        if row.is_wrong or row.notice:
            return True
        target = row.target
        names = (target.name, target.name_en, target.scope.name, target.register_id)
        return (not self.state or row.state == self.state) and (
            not self.text or any(self.text.casefold() in name.casefold() for name in names if name)
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: SignedIn, pk: int) -> HttpResponse:
    """All rows of the person's cycle; a POST saves or submits those that were sent."""
    cycle = get_object_or_404(cycles([pk]))
    targets = _own(request, cycle)
    if request.method != "POST":
        promised = pledged(targets, cycle.year, timezone.localdate())
        return _show(request, cycle, rows_of(targets, cycle.year, promised))
    try:
        return _take(request, cycle, targets)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error


@login_required
@require_POST
def row(request: SignedIn, pk: int, target: int) -> HttpResponse:
    """Save or submit one row, and answer with it as it stands now."""
    found = get_object_or_404(asked_in(pk, timezone.localdate()), pk=target)
    year, action = found.asked_year, _action(request)
    sent = attempt(found, request.POST.dict())
    try:
        if not access.may_enter(request.user, found):
            raise NotAllowed(verb="save_figure")
        posts.save(sent, year, by=request.user)
        promised = pledged([found], year, timezone.localdate())
        (now,) = rows_of([found], year, promised)
        if action == SUBMIT and _submit_one(request, sent, now):
            (now,) = rows_of([found], year, promised)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    sent.explain(now)
    context = {"row": now, **around(pk, year)}
    return render(request, "tracker/grid/_row.html", context, status=sent.status)


def _submit_one(request: SignedIn, sent: Attempt, now: Row) -> bool:
    """Submit the row that was asked for, also where it has no figure: then it says so."""
    if now.figure is None and not sent.failed:
        sent.errors = {now.names[0]: [_("Nothing was entered, so nothing was submitted.")]}
    return posts.submit(sent, now, by=request.user)


def _own(request: SignedIn, cycle: ReportingCycle) -> list[Any]:
    """What this person reports in the cycle; whoever reports nothing has no grid."""
    today = timezone.localdate()
    if cycle.opens_on > today:
        raise Http404
    own = [each for each in asked_in(cycle.pk, today) if access.may_enter(request.user, each)]
    if not own:
        raise PermissionDenied(explain(NotAllowed(verb="open_grid"))[0])
    return own


def _action(request: SignedIn) -> str:
    action = request.POST.get("action", SAVE)
    if action not in (SAVE, SUBMIT):
        raise Http404
    return action


def _take(request: SignedIn, cycle: ReportingCycle, targets: Sequence[Any]) -> HttpResponse:
    """Save every row that was changed, each by itself; submit the filled ones where asked."""
    data, action = request.POST.dict(), _action(request)
    sent = {
        target.pk: attempt(target, data, f"t{target.pk}-")
        for target in targets
        if f"t{target.pk}-shown" in data
    }
    for each in sent.values():
        posts.save(each, cycle.year, by=request.user)
    promised = pledged(targets, cycle.year, timezone.localdate())
    rows = rows_of(targets, cycle.year, promised)
    submitted = 0
    if action == SUBMIT:
        filled = [row for row in rows if row.target.pk in sent and row.is_filled]
        submitted = sum(posts.submit(sent[r.target.pk], r, by=request.user) for r in filled)
    _tell(request, sent.values(), submitted)
    if not any(each.failed or each.held for each in sent.values()):
        return redirect(request.get_full_path())
    if submitted:
        rows = rows_of(targets, cycle.year, promised)
    for now in rows:
        if now.target.pk in sent:
            sent[now.target.pk].explain(now)
    return _show(request, cycle, rows, status=posts.worst(sent.values()))


def _tell(request: SignedIn, sent: Iterable[Attempt], submitted: int) -> None:
    """What happened to the form as a whole, in numbers."""
    attempts = list(sent)
    saved = sum(each.saved is not None for each in attempts)
    failed = sum(each.failed for each in attempts)
    held = sum(each.held for each in attempts)
    if saved:
        text = ngettext("%(count)s draft saved.", "%(count)s drafts saved.", saved)
        messages.success(request, text % {"count": saved})
    if submitted:
        text = ngettext("%(count)s figure submitted.", "%(count)s figures submitted.", submitted)
        messages.success(request, text % {"count": submitted})
    if held:
        text = ngettext(
            "%(count)s figure looks odd and is not submitted yet: see its row.",
            "%(count)s figures look odd and are not submitted yet: see their rows.",
            held,
        )
        messages.warning(request, text % {"count": held})
    if failed:
        text = ngettext(
            "%(count)s row is not saved or submitted: see below; what was typed stands there.",
            "%(count)s rows are not saved or submitted: see below; what was typed stands there.",
            failed,
        )
        messages.error(request, text % {"count": failed})
    if not (saved or submitted or held or failed):
        messages.info(request, _("Nothing was changed, so nothing was saved."))


def _show(
    request: SignedIn, cycle: ReportingCycle, rows: Sequence[Row], status: int = 200
) -> HttpResponse:
    filters = Filters.of(request)
    kept = [row for row in rows if filters.keeps(row)]
    title = _("Figures of %(year)s") % {"year": cycle.year}
    context = {
        "title": title,
        "cycle": cycle,
        "plan": cycle.plan,
        **around(cycle.pk, cycle.year),
        **_due(cycle, rows),
        "groups": _groups(kept),
        "states": counts(rows, filters.state),
        "filters": filters,
        "all": len(rows),
        "shown": len(kept),
        "outstanding": sum(row.is_open for row in rows),
        "next_empty": next((row for row in kept if row.is_empty), None),
        "first_wrong": next((row for row in kept if row.is_wrong), None),
        "is_open": any(row.is_open for row in rows),
        "illustrative": any(_is_invented(row) for row in rows),
    }
    crumbs = (Crumb(_("My returns"), reverse("entry")), Crumb(f"{cycle.plan.zone} {cycle.year}"))
    return page(request, "grid/grid.html", context, plan=cycle.plan, crumbs=crumbs, status=status)


def _due(cycle: ReportingCycle, rows: Sequence[Row]) -> dict[str, Any]:
    """The due date that comes first for what still waits, or for all where nothing does."""
    waiting = [row for row in rows if row.is_open] or rows
    due_on = min(cycle.due_for(row.target.department_id) for row in waiting)
    left = (due_on - timezone.localdate()).days
    return {"due_on": due_on, "days_left": left, "days_late": -left}


def _is_invented(row: Row) -> bool:
    return any(
        each is not None and each.quality == Quality.ILLUSTRATIVE
        for each in (row.figure, row.line.last)
    )


def _groups(rows: Sequence[Row]) -> list[tuple[Category, list[Row]]]:
    """Rows under their field of work, in the order of boards."""
    groups: dict[Category, list[Row]] = {category: [] for category in Category}
    for row in rows:
        groups[Category(row.target.indicator.category)].append(row)
    return [(category, group) for category, group in groups.items() if group]
