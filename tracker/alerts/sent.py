"""What was sent to whom, when and why, and why it was not. Reads only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.alerts.inbox import gravest
from tracker.alerts.messages import is_address
from tracker.alerts.refusals import PERMANENT, Meaning, Turn, meaning
from tracker.models import Alert, Membership, Message, Zone
from tracker.terms import MessageState

# Mails that failed before that are history; the list has them still.
OF_LATE = timedelta(days=30)
# Looked at to say why; the count beside them is of all.
MOST_FAILURES = 500

_CODE = re.compile(r"([45]\d\d) ?(.*)", re.DOTALL)
_ERROR = re.compile(r"[A-Za-z.]*(?:Error|Disconnected|Exception|timeout)\b")

WAITING = (MessageState.QUEUED, MessageState.CLAIMED)
SAVED = (*WAITING, MessageState.SENT)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail did not arrive, and what helps; both in words. ``remedy`` may be empty."""

    reason: str | Promise
    remedy: str | Promise


NO_ADDRESS = Failure(
    _("There is no valid e-mail address"),
    _("Enter one for this person, then send the mail again."),
)
ADDRESS_REFUSED = Failure(
    _("The mail server does not know the address"),
    _("Have the address corrected, then send the mail again."),
)
TEXT_REFUSED = Failure(
    _("The mail server refused this mail"),
    _("Show the server's answer to the mail administrator, then send the mail again."),
)
NOT_REACHED = Failure(
    _("The mail server did not take it for more than a day"),
    _("Check the mail server with the system administrator, then send the mail again."),
)


def failure(last_error: str | None, address: str) -> Failure:
    """Why a mail was given up. What is no server's answer says itself what to do."""
    if not is_address(address):
        return NO_ADDRESS
    text = last_error or ""
    if found := _CODE.match(text):
        code, words = int(found[1]), found[2]
        if code < PERMANENT:
            return NOT_REACHED
        unknown = meaning(Turn.RECIPIENT, code, words) is Meaning.ADDRESS
        return ADDRESS_REFUSED if unknown else TEXT_REFUSED
    if not text or _ERROR.match(text):
        return NOT_REACHED
    return Failure(text, "")


@dataclass(frozen=True)
class Failed:
    """How many mails of late did not arrive, and why: reasons with their numbers."""

    count: int
    reasons: Sequence[tuple[Failure, int]]


def failed(mails: QuerySet[Message], *, now: datetime) -> Failed:
    """Of these mails those that nobody got in the end, sent again or not. Two queries."""
    saved = Message.objects.filter(resent_of=OuterRef("pk"), state__in=SAVED)
    rows = mails.filter(
        state=MessageState.FAILED, resent_of=None, written_at__gte=now - OF_LATE
    ).exclude(Exists(saved))
    count = rows.count()
    facts = rows.order_by("-written_at").values_list("last_error", "address")[:MOST_FAILURES]
    reasons = Counter(failure(*fact) for fact in facts) if count else Counter[Failure]()
    return Failed(count, reasons.most_common())


def listed(mails: QuerySet[Message]) -> QuerySet[Message]:
    """Mails for a list, without their words, the newest first."""
    rows = mails.select_related("person", "asked_by").defer("body_text", "body_html")
    return rows.order_by("-written_at", "-pk")


def told(mails: Iterable[Message]) -> dict[int, int]:
    """Of how many alerts each of these mails told, where of any. One query."""
    links = Message.alerts.through.objects.filter(message__in=[mail.pk for mail in mails])
    return dict(links.order_by().values_list("message").annotate(Count("pk")))


def about_zone(zone: Zone) -> Q:
    """The condition of mails to people of a zone, or about it."""
    told = Alert.objects.filter(messages=OuterRef("pk"), zone=zone)
    works = Membership.objects.filter(person=OuterRef("person"), zone=zone)
    return Q(Exists(works)) | Q(Exists(told))


def whole(mails: QuerySet[Message]) -> QuerySet[Message]:
    """Mails with all that their own page shows: three queries for one."""
    alerts = Alert.objects.select_related(
        "zone", "target__scope", "target__plan", "cycle__plan", "department"
    )
    return mails.select_related("person", "asked_by", "resent_of").prefetch_related(
        Prefetch("alerts", queryset=alerts.order_by("zone", gravest(), "raised_on", "pk"))
    )


def family(message: Message) -> list[Message]:
    """A mail and all that repeat it, from the first to the last. One query."""
    first = message.resent_of_id or message.pk
    rows = Message.objects.filter(Q(pk=first) | Q(resent_of=first))
    return list(rows.select_related("asked_by").order_by("pk"))
