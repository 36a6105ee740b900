"""Mails that wait a while and take in what comes meanwhile: one digest, not one mail each.

A verb writes them in its own transaction, so that what was done and who is told of it stand or
fall together; the sweep of each minute sends them once their time has come.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from tracker.alerts.messages import LETTER, compose
from tracker.models import Message, Notice, Person
from tracker.terms import MessageKind, MessageState

# What one such mail tells of is told once, so there is one level of urgency.
LEVEL = 1

# From the subjects of its notices to the context of the mail's templates, in its language.
Words = Callable[[Person, Sequence[str]], dict[str, Any]]


def join(
    topic: MessageKind,
    told: Mapping[Person, Iterable[str]],
    *,
    when: Callable[[Person], datetime],
    at: datetime,
    words: Words,
) -> None:
    """Tell each person of these subjects, in the mail of this topic that waits, else in a new one.

    Subjects begin with the topic, as "returned:figure-7:version-3"; ``when`` says from when on the
    mail goes out. Two verbs at once wait for each other here, so that neither begins a second mail.
    Needs a transaction.
    """
    keys = [person.pk for person in told]
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk", flat=True))
    for person, subjects in told.items():
        _tell(topic, person, sorted(subjects), until=when(person), at=at, words=words)


def _tell(
    topic: MessageKind,
    person: Person,
    subjects: Sequence[str],
    *,
    until: datetime,
    at: datetime,
    words: Words,
) -> None:
    waiting = _waiting(topic, person, at)
    known = [] if waiting is None else list(waiting.notices.values_list("subject", flat=True))
    with override(person.language):
        context = words(person, [*known, *subjects])
    key = f"{subjects[0]}:person-{person.pk}"
    message = compose(person, LETTER, context, kind=topic, key=key, at=at, not_before=until)
    if waiting is not None and _rewrite(waiting, message):
        message = waiting
    else:
        message.save()
    Notice.objects.bulk_create(
        Notice(message=message, person=person, subject=subject, level=LEVEL) for subject in subjects
    )


def _waiting(topic: MessageKind, person: Person, at: datetime) -> Message | None:
    """The person's mail of this topic whose time has not come."""
    rows = Message.objects.filter(
        person=person,
        kind=topic,
        key__startswith=f"{topic}:",
        state__in=(MessageState.QUEUED, MessageState.FAILED),
        attempts=0,
        not_before__gt=at,
    )
    return rows.order_by("not_before").last()


def _rewrite(waiting: Message, anew: Message) -> bool:
    """Let a mail say more, provided that no sender has taken it. Answers whether that was so."""
    unsent = Message.objects.filter(
        pk=waiting.pk, state=waiting.state, attempts=0, written_at=waiting.written_at
    )
    return bool(
        unsent.update(
            subject=anew.subject,
            body_text=anew.body_text,
            body_html=anew.body_html,
            written_at=anew.written_at,
            not_before=min(waiting.not_before, anew.not_before),
        )
    )
