"""Who may read which mails, and have them sent again."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.access.people import may_keep
from tracker.access.reach import reach
from tracker.models import (
    Delegation,
    Membership,
    Message,
    Person,
    TrailEntry,
)


def visible_mails(person: Person) -> QuerySet[Message]:
    """The mails that somebody may read: their own, and those of the people they look after."""
    return Message.objects.filter(Q(person=person.pk) | _mails_managed(person))


def may_resend(person: Person, message: Message) -> bool:
    """Whether a mail may be sent again: by who looks after its person."""
    return Message.objects.filter(_mails_managed(person), pk=message.pk).exists()


def _mails_managed(person: Person) -> Q:
    """Mails of people all of whose roles lie where this person manages people, about nothing else.

    A mail may tell of every zone that its person works in or stood in for, so one role, one alert
    or one absence elsewhere closes it to all but system administrators. One query.
    """
    if may_keep(person):
        return Q(pk__isnull=False)
    granted = reach(person)
    zones = [zone_id for zone_id in granted.zone_ids if granted.manages(zone_id)]
    elsewhere = [
        Membership.objects.exclude(zone__in=zones).filter(person=OuterRef("pk")),
        Delegation.objects.exclude(zone__in=zones).filter(substitute=OuterRef("pk")),
    ]
    people = Person.objects.filter(
        Exists(Membership.objects.filter(zone__in=zones, person=OuterRef("pk"))),
        *(~Exists(rows) for rows in elsewhere),
        is_superuser=False,
        is_staff=False,
    )
    told = Message.alerts.through.objects.filter(message=OuterRef("pk"))
    # What names no alert, as returned figures, may be of a role that its person had elsewhere.
    left = TrailEntry.objects.filter(
        verb="withdraw_role", noun="person", noun_id=OuterRef("person")
    )
    stayed = Exists(told) | ~Exists(left.exclude(zone__in=zones))
    # Their numbers, asked for by themselves: databases then go from the people to their mails, and
    # not through all mails to see whose they are.
    pks = list(people.values_list("pk", flat=True)) if zones else []
    return Q(~Exists(told.exclude(alert__zone__in=zones)), stayed, person__in=pks)
