"""People are told that documents they wait for are made: one mail for each order."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from tracker import working_days
from tracker.alerts.letters import days
from tracker.alerts.letters.letter import contents
from tracker.alerts.letters.shapes import (
    ACCENT,
    AMBER,
    INK,
    RED,
    Group,
    Link,
    Row,
    Section,
    Word,
    shortened,
)
from tracker.alerts.messages import LETTER, compose
from tracker.models import Message, Person, ReportFile, ReportOrder
from tracker.terms import FileState, MessageKind

MARKS = {FileState.MADE: ("●", INK), FileState.FAILED: ("■", RED)}


def write(
    order: ReportOrder,
    files: Sequence[ReportFile],
    people: Iterable[Person],
    *,
    at: datetime,
    illustrative: bool,
) -> list[Message]:
    """Write to each of these people that an order ended; needs a transaction.

    ``files`` are all of the order, with zone and department.
    """
    return Message.objects.bulk_create(
        _message(order, files, person, at=at, illustrative=illustrative) for person in people
    )


def _message(
    order: ReportOrder,
    files: Sequence[ReportFile],
    person: Person,
    *,
    at: datetime,
    illustrative: bool,
) -> Message:
    with override(person.language):
        words = _words(order, files, person, illustrative=illustrative)
    key = f"{MessageKind.DOCUMENTS}:order-{order.pk}:person-{person.pk}"
    # What was made again is told again.
    if Message.objects.filter(key=key).exists():
        key = f"{key}:{at:%Y-%m-%dT%H:%M:%S}"
    return compose(
        person,
        LETTER,
        words,
        kind=MessageKind.DOCUMENTS,
        key=key,
        at=at,
        not_before=_when(order, person, at),
    )


def _when(order: ReportOrder, person: Person, at: datetime) -> datetime:
    """At once to who asked and waits; of a schedule, on a day off, at their hour of the next
    working day."""
    today = timezone.localdate(at)
    day = working_days.on_or_after(today)
    if order.schedule_id is None or day == today:
        return at
    return timezone.make_aware(datetime.combine(day, time(person.mail_hour)))


def _words(
    order: ReportOrder, files: Sequence[ReportFile], person: Person, *, illustrative: bool
) -> dict[str, Any]:
    """What the templates ``emails/letter`` are given."""
    if order.schedule is not None:
        facts = {"person": person, "schedule": order.schedule}
        why = _("Sent to %(person)s as a recipient of the schedule “%(schedule)s”.") % facts
    else:
        why = _("Sent to %(person)s, who asked for these documents.") % {"person": person}
    return contents(person, [_group(order, files)], why=why, illustrative=illustrative)


def _group(order: ReportOrder, files: Sequence[ReportFile]) -> Group:
    made = [file for file in files if file.state == FileState.MADE]
    failed = [file for file in files if file.state == FileState.FAILED]
    sections, more = shortened([*_section(failed), *_section(made)])
    facts = {"failed": len(failed), "count": len(files), "name": _name(order, files)}
    if failed:
        tag = pgettext("documents", "Not made")
        summary = ngettext(
            "%(failed)s of %(count)s document", "%(failed)s of %(count)s documents", len(files)
        )
        ask = ngettext(
            "%(failed)s of %(count)s document could not be made; see why, and what to do",
            "%(failed)s of %(count)s documents could not be made; see why, and what to do",
            len(files),
        )
    else:
        tag, summary = pgettext("documents", "Ready"), "%(name)s"
        ask = _("Ready to be fetched: %(name)s")
    return Group(
        ask=ask % facts,
        lead=_lead(order),
        action=_("See why") if failed else _("Fetch the documents"),
        link=Link("order", (order.token,)),
        sections=sections,
        tag=tag,
        summary=summary % facts,
        things=len(files),
        more=more,
        colour=AMBER if failed else ACCENT,
    )


def _lead(order: ReportOrder) -> str:
    """Until when all can be fetched, where there is something to be fetched."""
    made = order.files.filter(state=FileState.MADE)
    until = made.aggregate(until=Min("expires_at"))["until"]
    if until is None:
        return ""
    return _("To be fetched until %(day)s") % {"day": days.written(timezone.localdate(until))}


def _name(order: ReportOrder, files: Sequence[ReportFile]) -> str:
    """The schedule's name, the only document, or how many files there are."""
    if order.schedule is not None:
        return str(order.schedule)
    if len({file.title for file in files}) == 1:
        return files[0].title
    words = ngettext("%(count)s document", "%(count)s documents", len(files))
    return words % {"count": len(files)}


def _section(files: Sequence[ReportFile]) -> list[Section]:
    """Files of one state under its word; nothing where there are none."""
    if not files:
        return []
    mark, colour = MARKS[FileState(files[0].state)]
    rows = [
        Row(
            file.title,
            words=[Word(file.get_state_display(), mark, colour)],
            asides=[file.get_format_display(), file.language_name, *file.refusal],
            is_short=not file.refusal,
        )
        for file in files
    ]
    return [Section(files[0].get_state_display(), rows=rows)]
