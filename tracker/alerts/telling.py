"""Tells people of open alerts: whoever of the audience was not told at the present level.

Reads rows of alerts only, never findings, so that it can run at each hour without finding anew.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from tracker.alerts import bounced, messages
from tracker.alerts.audience import Audience, audience
from tracker.alerts.digests import Digest, Line, subject, subjects
from tracker.alerts.timing import Moment, Way, Wish, rate, way
from tracker.models import Alert, Message, Notice, Person, ReportingCycle
from tracker.terms import AlertRule, AlertState, Frequency, MessageKind, Urgency

# People whose mails are written in one transaction.
BATCH = 200
# Subjects asked for in one query; all of them at once would overflow a query's parameters.
MOST_SUBJECTS = 5_000


# What a row that nobody thought of makes of a mail. A database that is away, or a job whose time is
# over, ends the run instead.
DEFECTS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(DataError, IntegrityError),
)

Each = TypeVar("Each")


@dataclass(slots=True)
class Candidate:
    """A person, and what could be told now as far as their hour, their wish and the day go."""

    person: Person
    lines: list[tuple[Line, Frequency]] = field(default_factory=list)


def tell(*, today: date, at: datetime, zones: Collection[int] | None = None) -> list[Message]:
    """Write the mails that are due at ``at`` into the outbox.

    To everybody, or to whoever could be told of something in ``zones``, by their numbers: these
    are told what waits for them elsewhere too, as their digest of the day is one.
    A second run writes nothing, two at once write each mail once, and a run that was missed is
    caught up by the next one. Each batch of people has a transaction of its own. The rows come
    back without their bodies, which would not all fit into memory at once.
    Whose mail cannot be written keeps nobody else from theirs: the errors are raised at the end.
    """
    moment = Moment.of(today, timezone.localtime(at))
    waiting = _candidates(moment, zones)
    batches = deque(_parts([waiting[pk] for pk in sorted(waiting)], BATCH))
    written: list[Message] = []
    failed: list[Exception] = []
    while batches:
        batch = batches.popleft()
        try:
            written += _write(batch, moment, at)
        except DEFECTS as error:
            if len(batch) == 1:
                failed.append(error)
            else:
                batches.extend(_parts(batch, 1))
    if failed:
        raise ExceptionGroup("mails that could not be written", failed)
    return written


def _write(batch: Sequence[Candidate], moment: Moment, at: datetime) -> list[Message]:
    """The mails of these people. Most runs find nothing to tell; they neither lock nor write."""
    found = {digest.person.pk for digest in _digests(batch, moment)}
    if not found:
        return []
    with transaction.atomic():
        _hold(found)
        again = [one for one in batch if one.person.pk in found]
        return messages.write(list(_digests(again, moment)), today=moment.today, at=at)


def _hold(people: Collection[int]) -> None:
    """Let one run at a time decide what these people are told, without hindering who refers to
    them. SQLite knows no row locks: there, the transaction itself excludes other writers.
    """
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _candidates(moment: Moment, zones: Collection[int] | None) -> dict[int, Candidate]:
    """Whom the day and the hour let be told of something, by their numbers. Six queries.

    Whoever's address was refused is left out until it is mended, and then told what waits.
    """
    everybody = audience(moment.today)
    floors: dict[int | None, str] = dict(
        ReportingCycle.objects.values_list("pk", "plan__deadline_floor")
    )
    near = None if zones is None else everybody.near(zones)
    found: dict[int, Candidate] = {}
    for alert in _alerts(everybody, near):
        floor = Frequency(floors.get(alert.cycle_id, Frequency.REQUIRED))
        for person, role in everybody.of(alert).items():
            if person.mail_refused_at is not None or (near is not None and person.pk not in near):
                continue
            wished = rate(AlertRule(alert.rule), Frequency(person.mail_frequency), floor)
            if wished and _way(alert, Wish(wished, person.mail_hour), moment):
                candidate = found.setdefault(person.pk, Candidate(person))
                candidate.lines.append((Line(alert, role), wished))
    return found


def _alerts(everybody: Audience, near: Collection[int] | None) -> Iterator[Alert]:
    """Open alerts, in the order in which they were raised; targets' ones without their facts.

    The facts of tens of thousands would fill the memory, and a mail shows those of a few.
    """
    rows: QuerySet[Alert] = Alert.objects.filter(state=AlertState.OPEN).order_by("pk")
    if near is not None:
        rows = rows.filter(zone__in=everybody.zones_of(near))
    yield from rows.filter(target=None)
    yield from rows.exclude(target=None).defer("facts")


def _way(alert: Alert, wish: Wish, moment: Moment) -> Way | None:
    since = alert.escalated_on or alert.raised_on
    return way(Urgency(alert.urgency), wish, moment, since=since)


def _digests(batch: Iterable[Candidate], moment: Moment) -> Iterator[Digest]:
    """The mails of these people, one for each who is to be told something. Two queries or more.

    What is told at once goes with the digest where there is one now.
    """
    candidates = list(batch)
    people = [one.person.pk for one in candidates]
    digested = last_digests(people)
    levels = told_levels(people, subjects(line for one in candidates for line, _rate in one.lines))
    for one in candidates:
        wish = Wish(Frequency.DAILY, one.person.mail_hour, digested.get(one.person.pk))
        ways: dict[Way, list[Line]] = {Way.AT_ONCE: [], Way.DIGEST: []}
        for line, frequency in one.lines:
            alert = line.alert
            now = _way(alert, replace(wish, frequency=frequency), moment)
            if now and levels.get((subject(alert), one.person.pk), 0) < alert.level:
                ways[now].append(line)
        lines = (*ways[Way.AT_ONCE], *ways[Way.DIGEST])
        kind = MessageKind.DIGEST if ways[Way.DIGEST] else MessageKind.URGENT
        if lines:
            yield Digest(one.person, kind, moment.today, lines)


def last_digests(people: Sequence[int]) -> dict[int, date]:
    """The day of the last digest of each person, less those that made room. One query."""
    rows = Message.objects.filter(
        person__in=people, kind=MessageKind.DIGEST, key__startswith="digest:"
    ).exclude(key__contains=bounced.MADE_ROOM)
    last = rows.values_list("person_id").annotate(Max("key")).order_by()
    return {pk: date.fromisoformat(key.rpartition(":")[2]) for pk, key in last}


def told_levels(people: Sequence[int], about: Iterable[str]) -> dict[tuple[str, int], int]:
    """The highest level at which each person was told of each subject."""
    return {
        (told, person): level
        for part in _parts(sorted(about), MOST_SUBJECTS)
        for told, person, level in Notice.objects.filter(person__in=people, subject__in=part)
        .values_list("subject", "person_id")
        .annotate(Max("level"))
        .order_by()
    }


def _parts(rows: Sequence[Each], size: int) -> Iterator[Sequence[Each]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
