"""Keepers are told what a schedule left out; administrators, that its keeper has left."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tracker import working_days
from tracker.alerts.letters import days
from tracker.alerts.letters.letter import contents
from tracker.alerts.letters.shapes import AMBER, Group, Link, Row, Section, Word, shortened
from tracker.alerts.messages import LETTER, compose
from tracker.models import Message, Person, ReportSchedule
from tracker.terms import MessageKind


def write_left_out(
    schedule: ReportSchedule,
    day: date,
    left: Sequence[tuple[str, str]],
    *,
    is_all: bool,
    at: datetime,
) -> None:
    """Tell the keeper which documents of a day were left out; needs a transaction.

    ``left`` are their names, each with why and what to do, in the keeper's language; ``is_all``
    says that nothing else was to be made.
    """
    person = schedule.by
    with override(person.language):
        facts = {"count": len(left), "name": schedule, "day": days.written(day)}
        ask = ngettext(
            "“%(name)s”, %(day)s: %(count)s document was left out; see why",
            "“%(name)s”, %(day)s: %(count)s documents were left out; see why",
            len(left),
        )
        rows = [Row(name, details=[(_("Reason"), why)]) for name, why in left]
        sections = [Section(_("Left out of the schedule"), rows=rows)]
        made = _("What could be made was made and goes to the recipients.")
        next_time = _("The next time is in a year; what is wanted before can be asked for by hand.")
        lead = next_time if is_all else _("%(one)s %(other)s") % {"one": made, "other": next_time}
        words = _words(person, schedule, ask % facts, lead, sections, tag=_("Documents left out"))
    _write([_message(person, words, schedule, day, "left", at)])


def write_orphaned(
    schedule: ReportSchedule, day: date, people: Iterable[Person], *, at: datetime
) -> None:
    """Tell those who can take a schedule over that nothing was made, once for each day of it.

    Needs a transaction.
    """
    told = []
    for person in people:
        with override(person.language):
            facts = {"name": schedule, "day": days.written(day), "keeper": schedule.by}
            ask = _("“%(name)s”, %(day)s: nothing was made; save the schedule to take it over")
            rows = [Row(str(schedule.by), words=[Word(_("has left, or may not see these zones"))],
                        is_short=True)]  # fmt: skip
            sections = [Section(_("Kept by"), rows=rows)]
            lead = _("Documents are made in the name of whoever saved a schedule last. Once it is "
                     "taken over, what was missed is made within the hour.")  # fmt: skip
            tag = _("Schedule without a keeper")
            words = _words(person, schedule, ask % facts, lead, sections, tag=tag)
        told.append(_message(person, words, schedule, day, f"orphaned-{schedule.version}", at))
    _write(told)


def _write(messages: Iterable[Message]) -> None:
    """What was told already has its key, and is not told again."""
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def _words(
    person: Person,
    schedule: ReportSchedule,
    ask: str,
    lead: str,
    sections: Sequence[Section],
    *,
    tag: str,
) -> dict[str, Any]:
    shown, more = shortened(sections)
    group = Group(
        ask=ask,
        lead=lead,
        action=_("See the schedule"),
        link=Link("schedule", (schedule.pk,)),
        sections=shown,
        tag=tag,
        summary=str(schedule),
        things=1,
        more=more,
        colour=AMBER,
    )
    why = _("Sent to %(person)s, who looks after this schedule.") % {"person": person}
    return contents(person, [group], why=why, illustrative=settings.DEMO)


def _message(
    person: Person,
    words: dict[str, Any],
    schedule: ReportSchedule,
    day: date,
    what: str,
    at: datetime,
) -> Message:
    key = f"schedule-{schedule.pk}:{day.isoformat()}:{what}:person-{person.pk}"
    return compose(
        person, LETTER, words, kind=MessageKind.DOCUMENTS, key=key, at=at,
        not_before=_when(person, at),
    )  # fmt: skip


def _when(person: Person, at: datetime) -> datetime:
    """At their hour, of a working day: nobody waits for it at midnight, when the day begins."""
    day = working_days.on_or_after(timezone.localdate(at))
    return max(at, timezone.make_aware(datetime.combine(day, time(person.mail_hour))))
