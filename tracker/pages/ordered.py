"""One order of documents: how far it is, its files, and what can still be done about them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.errors import NotAllowed, Refused
from tracker.models import Person, ReportFile, ReportOrder
from tracker.models.explaining import explain
from tracker.models.wording import label
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.problems import status_of
from tracker.reports.progress import (
    STEPS,
    Summary,
    files_of,
    summaries,
    with_files,
    zones_of,
)
from tracker.terms import FileState, MakingStep

A_PAGE = 50
# How soon the page of an order that is worked on looks again.
LOOK_AGAIN_SECONDS = 2
# Workers are few; of more files than this at once the sentence tells enough.
MOST_AT_HAND = 4
LOOKS = {
    FileState.WAITING: ("○", "grey"),
    FileState.MAKING: ("◎", "blue"),
    FileState.MADE: ("●", "green"),
    FileState.FAILED: ("■", "red"),
    FileState.CANCELLED: ("○", "grey"),
    FileState.EXPIRED: ("○", "grey"),
}


@dataclass(frozen=True)
class OrderLine:
    """An order as lists and its own page tell of it."""

    summary: Summary

    @property
    def order(self) -> ReportOrder:
        return self.summary.order

    @property
    def mark(self) -> str:
        return LOOKS[self.summary.state][0]

    @property
    def colour(self) -> str:
        return LOOKS[self.summary.state][1]

    @property
    def word(self) -> str:
        return str(label(self.summary.state))

    @property
    def title(self) -> str:
        """Which documents, of when."""
        names = _(", ").join(str(label(kind)) for kind in self.summary.kinds)
        years = _(", ").join(str(year) for year in self.summary.years)
        return _("%(documents)s %(years)s") % {"documents": names, "years": years}

    @property
    def place(self) -> str:
        """About which zones: the only one, or the first of how many."""
        zone, zones = self.summary.zone, self.summary.zones
        if zones == 1:
            return str(zone)
        text = ngettext("%(zone)s and %(others)s other zone",
                        "%(zone)s and %(others)s other zones", zones - 1)  # fmt: skip
        return text % {"zone": zone, "others": zones - 1, "zones": zones}

    @property
    def formats(self) -> str:
        return " · ".join(str(label(each)) for each in self.summary.formats)

    @property
    def languages(self) -> str:
        return " · ".join(tongue(each) for each in self.summary.languages)

    @property
    def sentence(self) -> str:
        """How far it is, in one sentence; states that no file is in are left out."""
        summary = self.summary
        made = ngettext("%(made)s of %(files)s file made", "%(made)s of %(files)s files made",
                        summary.files) % {"made": summary.made, "files": summary.files}  # fmt: skip
        told = [made, *(_(text) % count for text, count in self._others if count)]
        return pgettext("between names", "; ").join(told)

    @property
    def _others(self) -> list[tuple[str, int]]:
        summary = self.summary
        return [
            (_("%s still to come"), summary.waiting),
            (_("%s could not be made"), summary.failed),
            (_("%s cancelled"), summary.cancelled),
            (_("%s expired"), summary.expired),
        ]

    @property
    def print(self) -> str:
        """Changes with everything that the line shows."""
        counts = ".".join(str(self.summary.counts[state]) for state in FileState)
        return f"{counts}-{self.summary.done}"


@dataclass(frozen=True)
class FileLine:
    """One file of an order as its page tells a person of it."""

    file: ReportFile
    person: Person
    now: datetime

    @property
    def state(self) -> FileState:
        """As the row says; what is past its time has expired, swept or not."""
        expires, state = self.file.expires_at, FileState(self.file.state)
        return FileState.EXPIRED if is_over(state, expires, self.now) else state

    @property
    def mark(self) -> str:
        return LOOKS[self.state][0]

    @property
    def colour(self) -> str:
        return LOOKS[self.state][1]

    @property
    def language(self) -> str:
        return tongue(self.file.language)

    @property
    def word(self) -> str:
        return str(label(self.state))

    @property
    def is_there(self) -> bool:
        """Whether there is a file to be fetched."""
        return self.state is FileState.MADE

    @property
    def may_fetch(self) -> bool:
        return access.may_see_all(self.person, self.file)

    @property
    def issue(self) -> str:
        """Where this document is issued under a number, for those who may; else empty."""
        file, beside = self.file, list(self.file.beside.all())
        if not access.may_issue(self.person, [file.zone, *beside]):
            return ""
        asked = QueryDict(mutable=True)
        asked.update({"zone": file.zone.code, "kind": file.kind, "year": str(file.year)})
        asked["language"] = file.language
        for name, chosen in (("plan", file.plan_id), ("department", file.department_id)):
            if chosen:
                asked[name] = str(chosen)
        asked.setlist("beside", [zone.code for zone in beside])
        return f"{reverse('issue')}?{asked.urlencode()}"

    @property
    def waits(self) -> bool:
        return self.state is FileState.WAITING

    @cached_property
    def zones(self) -> list[str]:
        """The zones of a comparison; of another document it is told by its title."""
        others = [str(zone) for zone in self.file.beside.all()]
        return [str(self.file.zone), *others] if others else []

    @property
    def removed(self) -> str:
        """The signs that were left out, by their numbers: most of them cannot be seen."""
        return " ".join(f"U+{ord(sign):04X}" for sign in self.file.removed if sign != " ")

    @property
    def step(self) -> str:
        """What is done for it at the moment, as "Storing the file (step 3 of 3)"."""
        if self.state is not FileState.MAKING or not self.file.step:
            return ""
        step = MakingStep(self.file.step)
        return _("%(step)s (step %(number)s of %(all)s)") % {
            "step": label(step),
            "number": STEPS.index(step) + 1,
            "all": len(STEPS),
        }

    @property
    def print(self) -> str:
        """Changes with everything that the line shows."""
        return f"{self.file.state}-{self.file.step or ''}-{self.file.attempts}"


def tongue(language: str) -> str:
    """A language by its own name."""
    return str(dict(settings.LANGUAGES).get(language, language))


def _at_hand(order: ReportOrder, now: datetime) -> list[FileLine]:
    """What workers are at, with the step."""
    making = files_of(order).filter(state=FileState.MAKING)[:MOST_AT_HAND]
    return [FileLine(file, order.by, now) for file in making]


def _like(summary: Summary) -> str:
    """The address of the form, filled in as for this order."""
    asked = QueryDict(mutable=True)
    asked.setlist("zones", [zone.code for zone in zones_of(summary.order)])
    asked.setlist("kinds", [str(kind) for kind in summary.kinds])
    asked.setlist("formats", [str(each) for each in summary.formats])
    asked.setlist("languages", list(summary.languages))
    asked.setlist("year", [str(year) for year in list(summary.years)[:1]])
    for name in ("plan", "department"):
        chosen = summary.order.files.order_by().exclude(**{name: None})
        named = list(chosen.values_list(name, flat=True).distinct()[:2])
        # Several departments are all of them, as the form means it where none is chosen.
        if len(named) == 1:
            asked[name] = str(named[0])
    return f"{reverse('reports')}?{asked.urlencode()}"


def _is_lost(refusal: Refused | None) -> bool:
    return refusal is not None and refusal.code == "document_lost"


def is_over(state: FileState, expires_at: datetime | None, now: datetime) -> bool:
    """Whether a file that was made is past its time."""
    return state is FileState.MADE and expires_at is not None and expires_at <= now


def open_order(request: SignedIn, token: str) -> ReportOrder:
    """The order of an address; for whom it is not there is none, so that no address tells.

    Nor is there one whose every file went with its plan or department.
    """
    orders = with_files(access.visible_orders(request.user)).select_related("by", "schedule")
    return get_object_or_404(orders, token=token)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: SignedIn, token: str) -> HttpResponse:
    """How far an order is, and its files; a POST cancels what is left, or makes again."""
    found = open_order(request, token)
    if request.method != "POST":
        return show_order(request, found)
    verbs = {"cancel": flow.cancel_documents, "retry": flow.retry_documents}
    verb = verbs.get(request.POST.get("action", ""))
    if verb is None:
        raise Http404
    try:
        verb(found, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Refused as error:
        return show_order(request, found, refusal=error)
    return redirect("order", token=found.token)


def show_order(
    request: SignedIn, order: ReportOrder, *, refusal: Refused | None = None
) -> HttpResponse:
    """The page of an order; ``refusal`` is what was refused just now."""
    now = timezone.now()
    line = OrderLine(summaries([order], now=now)[0])
    shown = Paginator(files_of(order), A_PAGE).get_page(request.GET.get("page"))
    files = [FileLine(file, request.user, now) for file in shown]
    context = {
        "title": line.title,
        "line": line,
        "summary": line.summary,
        "order": order,
        "shown": shown,
        "files": files,
        "is_own": access.may_change_order(request.user, order),
        "refusal": explain(refusal) if refusal else [],
        "look_again": LOOK_AGAIN_SECONDS if line.summary.is_waiting and not refusal else None,
        # A file that was lost or damaged shows only when it is fetched.
        "can_be_retried": line.summary.can_be_retried or _is_lost(refusal),
        "at_hand": _at_hand(order, now) if line.summary.is_waiting else [],
        "like_this": _like(line.summary),
    }
    crumbs = (Crumb(_("Documents"), reverse("reports")), Crumb(line.title))
    status = status_of(refusal) if refusal else 200
    return page(request, "reports/order.html", context, crumbs=crumbs, status=status)
