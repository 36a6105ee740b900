"""Somebody reminds the officers of a cycle, beside what the schedule tells them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tracker import access, queue
from tracker.alerts import reminders, reminding
from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.flow.common import record, require
from tracker.models import Message, Person, ReportingCycle


def remind_officers(
    cycle: ReportingCycle,
    people: Collection[Person],
    *,
    note: str = "",
    not_before: datetime | None = None,
    by: Person,
    at: datetime,
) -> list[Message]:
    """Write to officers what they owe in a cycle; at once, or from ``not_before`` on.

    Whoever was reminded of the cycle on that day already, or cannot be reached, gets nothing; the
    answer is what was written. Raises ``WrongState`` where that would be nothing at all.
    """
    require(access.may_remind(by, cycle.plan.zone), "remind_officers")
    note, when = note.strip(), max(at, not_before or at)
    _check(people, note)
    with transaction.atomic():
        found = reminding.look(cycle, today=timezone.localdate(at), day=timezone.localdate(when))
        written = reminders.write(found, people, note=note, by=by, at=at, not_before=when)
        if not written:
            raise WrongState("nobody_to_remind")
        names = ", ".join(str(message.person) for message in written)
        after = {"year": cycle.year, "people": names, "not_before": when.isoformat()}
        record("remind_officers", cycle, by=by, zone=cycle.plan.zone, after=after, reason=note)
        queue.send_after_commit(queue.SEND_MESSAGES)
    return written


def _check(people: Collection[Person], note: str) -> None:
    problems = []
    if not people:
        problems.append(FieldProblem("people", "", "nobody_chosen"))
    if len(note) > reminders.MOST_NOTE:
        problems.append(FieldProblem("note", note, "too_long"))
    if problems:
        raise Incomplete(*problems)
