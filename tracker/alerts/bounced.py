"""Plan administrators are told of a person whose address was refused, one mail each."""

from datetime import datetime, time

from django.conf import settings
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Left
from django.utils import timezone

from tracker import access, working_days
from tracker.alerts.audience import audience
from tracker.alerts.messages import compose
from tracker.models import Message, Notice, Person, Zone
from tracker.terms import MessageKind, MessageState

TOPIC = "bounced"
# Of a key, what stays when a mail that failed makes room for another; 200 fit.
KEPT = 170
MADE_ROOM = ":failed-"


def write(person: Person, address: str, *, words: str, at: datetime) -> list[Message]:
    """Write to whoever looks after the people of each of the person's zones; needs a transaction.

    Where nobody else does, to the system administrators.
    """
    told: dict[Person, Zone | None] = {}
    everybody = audience(timezone.localdate(at))
    for zone in zones_of(person):
        for one in everybody.administrators(zone.pk):
            if one.pk != person.pk and access.reach(one).manages(zone.pk):
                told.setdefault(one, zone)
    rows = [
        _message(one, zone, person, address, words=words, at=at)
        for one, zone in (told or _keepers(person)).items()
    ]
    return Message.objects.bulk_create(rows)


def zones_of(person: Person) -> list[Zone]:
    """The zones in which a person has a role, each once."""
    return list(Zone.objects.filter(memberships__person=person).distinct())


def _keepers(person: Person) -> dict[Person, Zone | None]:
    """The system administrators, and a zone from which they reach the person's page."""
    keepers = Person.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return dict.fromkeys(keepers, next(iter(zones_of(person)), None))


def _message(
    to: Person, zone: Zone | None, person: Person, address: str, *, words: str, at: datetime
) -> Message:
    context = {
        "person": to,
        "refused": person,
        "address": address,
        "words": words,
        "zone": zone,
        "site": settings.SITE_URL,
        "illustrative": settings.DEMO,
    }
    key = f"{TOPIC}:person-{person.pk}:{at:%Y-%m-%dT%H:%M:%S}:to-{to.pk}"
    return compose(
        to, TOPIC, context, kind=MessageKind.BOUNCED, key=key, at=at, not_before=_when(to, at)
    )


def _when(to: Person, at: datetime) -> datetime:
    """At once, or, on a day off, at their hour of the next working day."""
    today = timezone.localdate(at)
    day = working_days.on_or_after(today)
    return at if day == today else timezone.make_aware(datetime.combine(day, time(to.mail_hour)))


def follow(person: Person) -> None:
    """Let what waits for a person go to their new address, and what failed be told anew there."""
    waiting = Message.objects.filter(person=person, state=MessageState.QUEUED)
    waiting.update(address=person.email)
    tell_again(person)


def tell_again(person: Person) -> None:
    """Let what failed to reach a person be told anew by the next run, as far as it still holds.

    The mails stay as they were, in the list of what was sent.
    """
    failed = Message.objects.filter(person=person, state=MessageState.FAILED)
    unseen = Notice.objects.filter(person=person, message__in=failed)
    retold = list(unseen.values_list("message_id", flat=True).distinct())
    unseen.delete()
    number = Cast(F("pk"), CharField())
    Message.objects.filter(pk__in=retold).update(
        key=Concat(Left(F("key"), KEPT), Value(MADE_ROOM), number)
    )
