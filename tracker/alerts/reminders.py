"""The reminders that somebody asked for: what each says, and the rows of the outbox.

One such mail at most goes to a person for a cycle on a day, whoever asks for it: its key says so.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from tracker.alerts.letters import MOST_ROWS, Deadline, Item
from tracker.alerts.messages import compose
from tracker.alerts.reminding import Desk, Recipient, Round
from tracker.models import Alert, Department, Message, Person, ReportingCycle, Target
from tracker.models.wording import label
from tracker.terms import AlertRule, MessageKind

# What somebody may add in their own words.
MOST_NOTE = 300


@dataclass(frozen=True)
class Group:
    """One department and what it owes; ``more`` counts the figures that are not listed."""

    department: Department | None
    items: Sequence[Item]
    more: int


@dataclass(frozen=True)
class Asked:
    """One target whose alerts wait for an answer; the page of the first answers them all."""

    target: Target
    year: int
    alert_id: int
    words: Sequence[Promise | str]


def letter(
    everybody: Round, recipient: Recipient, *, note: str, by: Person, at: datetime,
    not_before: datetime,
) -> Message:  # fmt: skip
    """The very mail that a person would get, not yet stored; as of the day on which it goes out."""
    day, person = timezone.localdate(not_before), recipient.person
    with override(person.language):
        words = _words(everybody, recipient, note=note, by=by, day=day)
    message = compose(
        person,
        "reminder",
        words,
        kind=MessageKind.REMINDER,
        key=f"reminder:cycle-{everybody.cycle.pk}:person-{person.pk}:{day.isoformat()}",
        at=at,
        not_before=not_before,
    )
    message.asked_by, message.reason = by, note
    return message


def write(
    everybody: Round, people: Collection[Person], *, note: str, by: Person, at: datetime,
    not_before: datetime,
) -> list[Message]:  # fmt: skip
    """Put the reminders of these people into the outbox; needs a transaction.

    Whoever has an obstacle gets none. Two at once write each mail once: the other one's key is
    taken by then.
    """
    chosen = {person.pk for person in people}
    letters = [
        letter(everybody, one, note=note, by=by, at=at, not_before=not_before)
        for one in everybody.recipients
        if one.person.pk in chosen and one.obstacle is None
    ]
    Message.objects.bulk_create(letters, ignore_conflicts=True)
    ids = [one.message_id for one in letters]
    rows = Message.objects.filter(message_id__in=ids).select_related("person")
    written = list(rows.order_by("person"))
    link = Message.alerts.through
    told = {one.person_id: one for one in written}
    link.objects.bulk_create(
        link(message_id=told[one.person.pk].pk, alert_id=alert.pk)
        for one in everybody.recipients
        if one.person.pk in told
        for alert in one.alerts
    )
    return written


def _words(
    everybody: Round, recipient: Recipient, *, note: str, by: Person, day: date
) -> dict[str, Any]:
    """The context of the templates ``emails/reminder``, in the language that is active."""
    cycle = everybody.cycle
    deadline = _deadline(recipient, cycle, day)
    return {
        "person": recipient.person,
        "site": settings.SITE_URL,
        "by": by,
        "note": note,
        "quoted": "\n".join(f"> {line}" for line in note.splitlines()),
        "zone": cycle.plan.zone,
        "cycle": cycle,
        "tasks": tasks(recipient.outstanding, len(recipient.alerts)),
        "deadline": deadline,
        "until": _until(deadline, day),
        "groups": [_group(desk, cycle.year) for desk in recipient.desks if desk.outstanding],
        "alerts": list(_asked(recipient.alerts)),
        "illustrative": everybody.illustrative,
    }


def tasks(figures: int, alerts: int) -> str:
    """What is to be done in a few words, as "5 figures to submit, 2 alerts to answer"."""
    parts = []
    if figures:
        words = ngettext(
            "%(count)s yearly figure to submit", "%(count)s yearly figures to submit", figures
        )
        parts.append(words % {"count": figures})
    if alerts:
        words = ngettext("%(count)s alert to answer", "%(count)s alerts to answer", alerts)
        parts.append(words % {"count": alerts})
    return gettext(", ").join(parts)


def _deadline(recipient: Recipient, cycle: ReportingCycle, day: date) -> Deadline | None:
    """The first due date of what is outstanding."""
    due_on = min((desk.due_on for desk in recipient.desks if desk.outstanding), default=None)
    if due_on is None:
        return None
    return Deadline(cycle.plan.zone, cycle, due_on, abs((due_on - day).days))


def _until(deadline: Deadline | None, day: date) -> str:
    if deadline is None:
        return ""
    return deadline.late if deadline.due_on < day else deadline.left


def _group(desk: Desk, year: int) -> Group:
    items = [
        Item(one.target, year, label(one.state) if one.state else _("Not begun"))
        for one in desk.outstanding[:MOST_ROWS]
    ]
    return Group(desk.department, items, max(0, len(desk.outstanding) - MOST_ROWS))


def _asked(alerts: Iterable[Alert]) -> Iterable[Asked]:
    """One row a target and year, with all its words."""
    places: dict[tuple[int | None, int], list[Alert]] = {}
    for alert in alerts:
        places.setdefault((alert.target_id, alert.year), []).append(alert)
    for found in places.values():
        first, words = found[0], [label(AlertRule(alert.rule)) for alert in found]
        if first.target is not None:
            yield Asked(first.target, first.year, first.pk, words)
