"""Remind my officers: what is outstanding, who would get which mail, and off it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, flow, working_days
from tracker.alerts import reminders
from tracker.alerts.reminding import Recipient, Round, cycles_of, look
from tracker.errors import Incomplete, NotAllowed, Refused
from tracker.models import Message, ReportingCycle
from tracker.models.explaining import explain, explain_problem
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.mails import framed
from tracker.pages.problems import status_of

# When a mail arrives that waits for the next working day.
MORNING = time(8)
NOW, NEXT = "now", "next"


@dataclass(frozen=True)
class Asked:
    """What the page was asked for, by its address or by a form that was sent."""

    request: SignedIn
    cycles: list[ReportingCycle]
    sent: QueryDict
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def cycle(self) -> ReportingCycle | None:
        """The cycle that is named, else the first one; 404 for one that is not this person's."""
        named = self.sent.get("cycle")
        if not named:
            return self.cycles[0] if self.cycles else None
        found = next((one for one in self.cycles if str(one.pk) == named), None)
        if found is None:
            raise Http404
        return found

    @property
    def note(self) -> str:
        # No database stores NUL in a text, and nobody types it.
        return self.sent.get("note", "").replace("\r\n", "\n").replace("\0", "").strip()

    @property
    def is_day_off(self) -> bool:
        return not working_days.is_working_day(self.today)

    @property
    def next_day(self) -> date:
        return working_days.on_or_after(self.today + working_days.DAY)

    @property
    def when(self) -> str:
        """At once, or on the next working day, which is what a day off suggests."""
        chosen = self.sent.get("when", "")
        if not self.is_day_off:
            return NOW
        return chosen if chosen in (NOW, NEXT) else NEXT

    @property
    def not_before(self) -> datetime:
        if self.when == NOW:
            return self.at
        return timezone.make_aware(datetime.combine(self.next_day, MORNING))

    @cached_property
    def everybody(self) -> Round:
        assert self.cycle is not None  # noqa: S101  pages without one show no list
        return look(self.cycle, today=self.today, day=timezone.localdate(self.not_before))

    @cached_property
    def ticked(self) -> frozenset[int]:
        """Who is ticked: everybody who can be, until somebody chose."""
        chosen = set(self.sent.getlist("people")) if "chosen" in self.sent else None
        return frozenset(
            one.person.pk
            for one in self.everybody.recipients
            if (one.obstacle is None if chosen is None else str(one.person.pk) in chosen)
        )

    @property
    def is_possible(self) -> bool:
        """Whether anybody can be reminded at all."""
        return any(one.obstacle is None for one in self.everybody.recipients)

    @property
    def chosen(self) -> list[Recipient]:
        return [one for one in self.everybody.recipients if one.person.pk in self.ticked]

    def letter(self, recipient: Recipient) -> Message:
        return reminders.letter(
            self.everybody, recipient,
            note=self.note, by=self.request.user, at=self.at, not_before=self.not_before,
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One officer in the list."""

    recipient: Recipient
    ticked: bool

    @property
    def tasks(self) -> str:
        return reminders.tasks(self.recipient.outstanding, len(self.recipient.alerts))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: SignedIn) -> HttpResponse:
    """Show who owes what and the mail that each would get; a POST shows one, or sends them."""
    asked = _asked(request)
    if request.method != "POST" or asked.cycle is None or "preview" in request.POST:
        return _show(asked)
    try:
        written = flow.remind_officers(
            asked.cycle,
            [one.person for one in asked.chosen],
            note=asked.note,
            not_before=asked.not_before,
            by=request.user,
            at=asked.at,
        )
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Incomplete as error:
        wrong = {one.field: explain_problem(one) for one in error.problems}
        return _show(asked, wrong=wrong, status=status_of(error))
    except Refused as error:
        return _show(_asked(request), refusal=explain(error), status=status_of(error))
    messages.success(request, _told(written))
    return redirect(f"{reverse('remind')}?cycle={asked.cycle.pk}")


@login_required
@require_safe
@xframe_options_sameorigin
def preview(request: SignedIn) -> HttpResponse:
    """The mail of one officer as it would arrive, alone in its frame."""
    asked = _asked(request)
    return framed(asked.letter(_previewed(asked)))


def _asked(request: SignedIn) -> Asked:
    zone_ids = access.zones_reminding(request.user)
    if not zone_ids:
        raise PermissionDenied(_("Only reviewers and plan administrators remind officers."))
    at = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    return Asked(request, cycles_of(zone_ids, timezone.localdate(at)), sent, at)


def _previewed(asked: Asked) -> Recipient:
    """Whose mail is to be shown."""
    named = asked.sent.get("preview", "")
    everybody = asked.everybody.recipients if asked.cycle else ()
    found = next((one for one in everybody if str(one.person.pk) == named), None)
    if found is None:
        raise Http404
    return found


def _finding(everybody: Round) -> str:
    """The page in one sentence."""
    figures = sum(len(desk.outstanding) for desk in everybody.desks)
    alerts = sum(len(desk.alerts) for desk in everybody.desks)
    cycle = everybody.cycle
    return _("%(zone)s, %(year)s: %(tasks)s") % {
        "zone": cycle.plan.zone,
        "year": cycle.year,
        "tasks": reminders.tasks(figures, alerts) or _("nothing is outstanding"),
    }


def _told(written: Iterable[Message]) -> str:
    names = [str(message.person) for message in written]
    text = ngettext("%(count)s reminder is on its way: %(names)s",
                    "%(count)s reminders are on their way: %(names)s", len(names))  # fmt: skip
    return text % {"count": len(names), "names": _(", ").join(names)}


def _show(
    asked: Asked,
    *,
    wrong: dict[str, str] | None = None,
    refusal: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    crumbs = (Crumb(_("Alerts"), reverse("alerts")), Crumb(_("Remind officers")))
    context: dict[str, Any] = {
        "title": _("Remind officers"),
        "asked": asked,
        "wrong": wrong or {},
        "refusal": refusal,
        "most_note": reminders.MOST_NOTE,
    }
    if asked.cycle is not None:
        everybody = asked.everybody
        lines = [Line(one, one.person.pk in asked.ticked) for one in everybody.recipients]
        context |= {
            "lines": lines,
            "finding": _finding(everybody),
            "manages": access.reach(asked.request.user).manages(asked.cycle.plan.zone_id),
            "illustrative": everybody.illustrative,
        }
        if asked.sent.get("preview"):
            recipient = _previewed(asked)
            context |= {"letter": asked.letter(recipient), "to": recipient.person}
    plan = asked.cycle.plan if asked.cycle else None
    return page(
        asked.request, "reminding/remind.html", context, plan=plan, crumbs=crumbs, status=status
    )
