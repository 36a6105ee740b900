"""How the background works, in words: for those who have to see to it that people are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from tracker import access
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.health import Background, look
from tracker.pulses import Life, Part

NAMES = {
    Part.CLOCK: gettext_lazy("Clock of the jobs (beat)"),
    Part.WORKER: gettext_lazy("Background jobs (worker)"),
    Part.ALERTS: gettext_lazy("Search for alerts"),
}
REMEDIES = {
    Part.CLOCK: gettext_lazy(
        "No mail goes out by itself. The system administrator starts the service "
        "plan-target-monitor-beat, or looks whether it reaches the queue."
    ),
    Part.WORKER: gettext_lazy(
        "What is sent to it is not done. The system administrator starts the service "
        "plan-target-monitor-worker, or looks what keeps it busy."
    ),
    Part.ALERTS: gettext_lazy(
        "Deadlines may have passed without a word. Once clock and worker run, it is caught up."
    ),
}

LOOK_AT_THE_LOG = gettext_lazy(
    "Alerts could not be looked for in %(zones)s; nobody there is told. The system administrator "
    "finds the reason in the log of plan-target-monitor-worker."
)


@dataclass(frozen=True)
class State:
    """A word with its mark; the colour comes third."""

    word: str | Promise
    mark: str
    colour: str


STATES = {
    Life.OK: State(gettext_lazy("works"), "●", "green"),
    Life.LATE: State(gettext_lazy("no sign of life"), "■", "red"),
    Life.NEVER: State(gettext_lazy("never seen"), "■", "red"),
    Life.UNKNOWN: State(gettext_lazy("cannot be told"), "○", "grey"),
}
WAITING_LONG = State(gettext_lazy("waiting too long"), "■", "red")
ZONES_FAILED = State(gettext_lazy("some zones were left out"), "■", "red")
GIVEN_UP = State(gettext_lazy("some were given up"), "◆", "yellow")
KNOWN = State(pgettext_lazy("holidays", "published"), "●", "green")
NOT_KNOWN = State(gettext_lazy("not known yet"), "◆", "yellow")


@dataclass(frozen=True)
class Row:
    """One part: how it is, since when, and what to do where it is not as it should be.

    ``page`` is the name of the page that lists it.
    """

    name: str | Promise
    state: State
    told: tuple[str, ...]
    remedy: str | Promise = ""
    page: str = ""


@login_required
@require_safe
def system(request: SignedIn) -> HttpResponse:
    """The last run, what waits, and whether clock and worker are alive."""
    if not access.may_oversee(request.user):
        raise PermissionDenied(_("Only plan administrators and system administrators come here."))
    found = look(timezone.now())
    rows = list(_rows(found))
    wrong = sum(row.state.colour == "red" for row in rows)
    context = {"title": _("Background"), "rows": rows, "wrong": wrong}
    return page(request, "system/system.html", context, crumbs=(Crumb(_("Background")),))


def _rows(found: Background) -> Iterator[Row]:
    for part, sign in found.signs.items():
        seen = _since(sign.seen_at, found.now) if sign.seen_at else _("Nothing was seen so far.")
        told = (seen, _run(sign.facts)) if part is Part.ALERTS and sign.facts else (seen,)
        remedy = REMEDIES[part] if sign.is_missed else ""
        if sign.life is Life.OK and (failed := sign.facts.get("failed_zones")):
            yield Row(NAMES[part], ZONES_FAILED, told, LOOK_AT_THE_LOG % {"zones": failed})
        else:
            yield Row(NAMES[part], STATES[sign.life], told, remedy)
    yield _mails(found)
    yield _holidays(found)


def _since(at: datetime, now: datetime) -> str:
    moment = formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
    return _("Last seen on %(moment)s (%(ago)s)") % {"moment": moment, "ago": _ago(at, now)}


def _ago(at: datetime, now: datetime) -> str:
    if now - at < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}


def _run(facts: dict[str, object]) -> str:
    """What the last run did; facts as ``RunResult.facts``."""
    return _(
        "%(opened)s opened, %(kept)s kept, %(escalated)s escalated, %(cleared)s cleared; "
        "%(messages)s mails written, in %(seconds)s s"
    ) % {name: facts.get(name, "—") for name in RUN}


RUN = ("opened", "kept", "escalated", "cleared", "messages", "seconds")


def _mails(found: Background) -> Row:
    mails = found.outbox
    waiting = ngettext("%(count)s mail waits", "%(count)s mails wait", mails.waiting)
    failed = ngettext(
        "%(count)s was given up in the last 7 days",
        "%(count)s were given up in the last 7 days",
        mails.failed,
    )
    told = [waiting % {"count": mails.waiting}, failed % {"count": mails.failed}]
    if mails.oldest:
        time = timesince(mails.oldest, found.now, depth=1)
        told.insert(1, _("The oldest one has waited for %(time)s") % {"time": time})
    late = mails.is_late(found.now)
    state = WAITING_LONG if late else GIVEN_UP if mails.failed else STATES[Life.OK]
    remedy = _("The list of mails shows what the mail server said.")
    shown = remedy if state != STATES[Life.OK] else ""
    return Row(_("Mails"), state, tuple(told), shown, page="mails")


def _holidays(found: Background) -> Row:
    until, known = found.holidays_until, found.holidays_known
    told = (
        _("Known up to %(year)s") % {"year": until} if until else _("Not known"),
        _("Of later years Monday to Friday count as working days until they are published."),
    )
    remedy = "" if known else _("The system administrator updates the package chinesecalendar.")
    return Row(_("Public holidays"), KNOWN if known else NOT_KNOWN, told, remedy)
