"""The reminders that somebody asked for: what each says, and the rows of the outbox.

One such mail at most goes to a person for a cycle on a day, whoever asks for it: its key says so.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from tracker.alerts.letters import days
from tracker.alerts.letters.deadlines import OWN, figure_row
from tracker.alerts.letters.letter import contents
from tracker.alerts.letters.library import rank
from tracker.alerts.letters.shapes import ACCENT, RED, Group, Link, Row, Section, shortened
from tracker.alerts.letters.targets import ANSWER, target_row, words_of
from tracker.alerts.messages import LETTER, compose
from tracker.alerts.reminding import Desk, Recipient, Round, look
from tracker.models import Alert, Message, Person, ReportingCycle
from tracker.terms import AlertRule, MessageKind

# What somebody may add in their own words.
MOST_NOTE = 300


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
        LETTER,
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


def again(message: Message) -> Message | None:
    """What a reminder of another day than it was asked for says by then; None if nothing is left.

    On the day itself it says what its writer saw.
    """
    day = date.fromisoformat(message.key.rpartition(":")[2])
    number = message.key.split(":")[1].removeprefix("cycle-")
    if timezone.localdate(message.written_at) >= day or message.asked_by is None:
        return message
    cycle = ReportingCycle.objects.select_related("plan__zone").get(pk=number)
    everybody = look(cycle, today=day)
    recipient = everybody.of(message.person_id)
    if recipient is None:
        return None
    return letter(
        everybody, recipient, note=message.reason, by=message.asked_by,
        at=message.written_at, not_before=message.not_before,
    )  # fmt: skip


def _words(
    everybody: Round, recipient: Recipient, *, note: str, by: Person, day: date
) -> dict[str, Any]:
    """What the templates ``emails/letter`` are given, in the language that is active."""
    groups = []
    if recipient.outstanding:
        groups.append(_figures(recipient, everybody.cycle, day))
    if recipient.alerts:
        groups.append(_alerts(recipient, everybody.cycle))
    facts = {"person": recipient.person, "by": by}
    return {
        **contents(
            recipient.person,
            groups,
            why=gettext("%(by)s had this reminder sent to %(person)s.") % facts,
            illustrative=everybody.illustrative,
            unpublished=days.unpublished(day),
        ),
        "quote": note,
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


def _figures(recipient: Recipient, cycle: ReportingCycle, day: date) -> Group:
    """What is to be submitted, by the first due date of it."""
    desks = [desk for desk in recipient.desks if desk.outstanding]
    due_on = min(desk.due_on for desk in desks)
    late, count = due_on < day, recipient.outstanding
    left = days.late(due_on, day) if late else days.until(due_on, day)
    facts = {"count": count, "where": _of(cycle), "day": days.written(due_on)}
    wording = OWN[AlertRule.OVERDUE if late else AlertRule.DUE_SOON]
    sections, more = shortened([_desk(desk, cycle) for desk in desks])
    return Group(
        ask=wording.ask % facts,
        lead=days.overdue(due_on, day) if late else days.due(due_on, day),
        action=wording.action,
        link=Link("grid", (cycle.pk,)),
        sections=sections,
        tag=gettext("Reminder, %(left)s") % {"left": left},
        summary=wording.summary % facts,
        things=count,
        more=more,
        colour=RED if late else ACCENT,
    )


def _alerts(recipient: Recipient, cycle: ReportingCycle) -> Group:
    asked = list(_asked(recipient.alerts))
    facts = {"count": len(asked), "where": cycle.plan.zone}
    sections, more = shortened([Section(cycle.plan.zone, "", asked)])
    return Group(
        ask=ANSWER.ask % facts,
        lead=str(ANSWER.lead),
        action=ANSWER.action,
        link=Link("alerts"),
        sections=sections,
        tag=gettext("Reminder"),
        summary=ANSWER.summary % facts,
        things=len(asked),
        more=more,
        is_alerts=True,
    )


def _of(cycle: ReportingCycle) -> str:
    facts = {"zone": cycle.plan.zone, "year": cycle.year}
    return gettext("%(zone)s, %(year)s") % facts


def _desk(desk: Desk, cycle: ReportingCycle) -> Section:
    name = desk.department or _("No responsible department")
    return Section(name, "", [figure_row(one, cycle.year) for one in desk.outstanding])


def _asked(alerts: Iterable[Alert]) -> Iterable[Row]:
    """One row a target and year, the gravest first, with all its words and numbers.

    The page of the first alert answers them all.
    """
    places: dict[tuple[int | None, int], list[Alert]] = {}
    for alert in sorted(alerts, key=rank):
        places.setdefault((alert.target_id, alert.year), []).append(alert)
    for found in places.values():
        words = [word for alert in found for word in words_of(alert, alert.facts)]
        if (target := found[0].target) is not None:
            facts = next((one.facts for one in found if one.facts.get("value") is not None), None)
            yield target_row(target, found, words, facts)
