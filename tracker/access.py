"""May this person do this to that? Predicates only; denied unless a membership grants it.

A membership in a zone reaches the zones below it, except for officers: they enter figures only
for the zone they belong to, and only for their department where the membership names one.

Who stands in for somebody absent has that person's memberships in the zone as well, for the days
of the delegation. What is done so is done by the substitute; accounts are not among it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tracker.models import (
    Alert,
    ComparedSeries,
    Delegation,
    Figure,
    Membership,
    Message,
    Person,
    Target,
    TrailEntry,
    Zone,
)
from tracker.models.people import running
from tracker.terms import AlertRule, FigureState, Role


@dataclass(frozen=True)
class Reach:
    """What one person may do where, read once (two queries) and asked often."""

    person: Person

    @cached_property
    def memberships(self) -> list[Membership]:
        """The person's own, and those lent by whom they stand in for today, where the office is."""
        if not self.person.is_authenticated or not self.person.is_active:
            return []
        lent = Delegation.objects.filter(
            running(timezone.localdate()),
            substitute=self.person.pk,
            principal=OuterRef("person"),
            zone=OuterRef("zone"),
        )
        granted = Membership.objects.filter(Q(person=self.person.pk) | Exists(lent))
        return list(granted.select_related("person", "zone", "department"))

    @property
    def own(self) -> list[Membership]:
        """The memberships that nobody lent."""
        return [member for member in self.memberships if member.person_id == self.person.pk]

    @property
    def lent(self) -> list[Membership]:
        """The memberships of people for whom this person stands in."""
        return [member for member in self.memberships if member.person_id != self.person.pk]

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(Zone.objects.values_list("id", "parent_id"))

    @property
    def _oversees_all(self) -> bool:
        """The system's own person and system administrators; neither enters nor approves."""
        return self.person.is_active and self.person.is_superuser

    def _line(self, zone_id: int) -> Iterable[int]:
        """The zone and all zones above it."""
        step: int | None = zone_id
        while step is not None:
            yield step
            step = self._parents.get(step)

    def roles(self, zone_id: int) -> frozenset[str]:
        """The roles that this person has in a zone, inherited ones included."""
        line = set(self._line(zone_id))
        return frozenset(
            member.role
            for member in self.memberships
            if member.zone_id == zone_id or (member.zone_id in line and member.role != Role.OFFICER)
        )

    def sees(self, zone_id: int) -> bool:
        """Whether the zone's targets, judgements and reports may be read."""
        return self._oversees_all or bool(self.roles(zone_id))

    @cached_property
    def zone_ids(self) -> frozenset[int]:
        """All zones whose pages this person may read."""
        return frozenset(zone_id for zone_id in self._parents if self.sees(zone_id))

    def enters(self, target: Target) -> bool:
        """Whether figures of this target may be entered and submitted."""
        return self.enters_for(target.plan.zone_id, target.department_id)

    def enters_for(self, zone_id: int, department_id: int | None) -> bool:
        """Whether figures that a department of the zone is responsible for may be entered."""
        return any(
            member.role == Role.OFFICER
            and member.zone_id == zone_id
            and member.department_id in (None, department_id)
            for member in self.memberships
        )

    def answers_as(self, role: Role) -> frozenset[int]:
        """Zones whose reviewers or administrators this person is first among.

        Where a zone has none of its own, those of the nearest zone above stand for it, as mails
        do (``alerts.audience``). One query, none where nothing lies below the person's zones.
        """
        held = {member.zone_id for member in self.memberships if member.role == role}
        if not held:
            return frozenset()
        below = {one for one in self._parents if held & set(self._line(one))} - held
        if not below:
            return frozenset(held)
        holders = Membership.objects.filter(role=role, zone__in=below, person__is_active=True)
        nearer = set(holders.order_by().values_list("zone_id", flat=True).distinct())
        first = {one: next(z for z in self._line(one) if z in held | nearer) for one in below}
        return frozenset(held | {one for one, nearest in first.items() if nearest in held})

    def reviews(self, zone_id: int) -> bool:
        """Whether submitted figures of the zone may be approved or returned."""
        return Role.REVIEWER in self.roles(zone_id)

    def administers(self, zone_id: int) -> bool:
        """Whether plans, targets and cycles of the zone may be changed."""
        return self._oversees_all or Role.ADMINISTRATOR in self.roles(zone_id)

    def is_administered(self, zone_id: int) -> bool:
        """Whether anybody at all is plan administrator of the zone, or of one above it."""
        return Membership.objects.filter(
            role=Role.ADMINISTRATOR, zone__in=list(self._line(zone_id)), person__is_active=True
        ).exists()

    def manages(self, zone_id: int) -> bool:
        """Whether the zone's people may be managed: by its own administrators, never a substitute.

        Otherwise a substitute could make roles that outlive the absence.
        """
        line = set(self._line(zone_id))
        return self._oversees_all or any(
            member.role == Role.ADMINISTRATOR and member.zone_id in line for member in self.own
        )

    def managed(self, zone_id: int) -> frozenset[int]:
        """The zone and those below it, as far as this person manages their people."""
        below = (one for one in self._parents if zone_id in set(self._line(one)))
        return frozenset(one for one in below if self.manages(one))

    def acts_for(
        self, roles: Collection[Role], zone_id: int, department_id: int | None = None
    ) -> list[Person]:
        """In whose place this person has any of some roles in a zone; nobody's where one is own.

        Officers are told apart by department, where what they do belongs to one.
        """
        if not self.lent:
            return []
        line = set(self._line(zone_id))
        holding = [
            member
            for member in self.memberships
            if member.role in roles
            and member.zone_id in ({zone_id} if member.role == Role.OFFICER else line)
            and (
                None in (member.department_id, department_id)
                or member.department_id == department_id
            )
        ]
        by_right = Role.ADMINISTRATOR in roles and self._oversees_all
        if by_right or any(member.person_id == self.person.pk for member in holding):
            return []
        return list(dict.fromkeys(member.person for member in holding))

    def sees_work(self, target: Target) -> bool:
        """Whether figures that are not approved yet may be seen: by those who work on them."""
        zone_id = target.plan.zone_id
        return self.enters(target) or bool(
            self.roles(zone_id) & {Role.REVIEWER, Role.ADMINISTRATOR}
        )


def reach(person: Person) -> Reach:
    """The reach of a person, read once per person object and kept on it for the request."""
    kept: Reach | None = person.__dict__.get("reach")
    if kept is None:
        kept = person.__dict__["reach"] = Reach(person)
    return kept


def visible_zones(person: Person) -> QuerySet[Zone]:
    """The zones whose pages this person may read, in the order of boards."""
    return Zone.objects.filter(id__in=reach(person).zone_ids)


def may_see(person: Person, zone: Zone) -> bool:
    return reach(person).sees(zone.id)


def may_enter(person: Person, target: Target) -> bool:
    return reach(person).enters(target)


def may_see_figure(person: Person, figure: Figure) -> bool:
    """An approved vintage: readers of the zone; one that is worked on: those who work on it."""
    target = figure.target
    if figure.state == FigureState.APPROVED:
        return reach(person).sees(target.plan.zone_id)
    return reach(person).sees_work(target)


def may_review(person: Person, figure: Figure) -> bool:
    """Reviewers of the zone, but never who entered or submitted the figure, also where another
    typed last, nor who stands in for them: the absent would approve by another's hand."""
    granted = reach(person)
    kept = {person.pk, *(member.person_id for member in granted.lent)}
    return granted.reviews(figure.target.plan.zone_id) and not (
        kept & {figure.entered_by_id, figure.submitted_by_id, *figure.typists}
    )


def may_reopen(person: Person, target: Target) -> bool:
    """Figures in force: reviewers and plan administrators of the zone, whoever approved them."""
    zone_id = target.plan.zone_id
    return reach(person).reviews(zone_id) or reach(person).administers(zone_id)


def may_trace(person: Person, target: Target) -> bool:
    """Who did what to a target and its figures, drafts included: those who see the work."""
    granted = reach(person)
    return granted.sees_work(target) or granted.administers(target.plan.zone_id)


def may_trace_zone(person: Person, zone: Zone) -> bool:
    """Everything that was done in a zone: its administrators and reviewers."""
    granted = reach(person)
    return granted.administers(zone.id) or granted.reviews(zone.id)


# Alerts of which reviewers, and of which officers, are not told: others answer them.
NOT_REVIEWERS = frozenset({AlertRule.ASSIGNMENT_MISSING, AlertRule.CLASS_CHANGED})
NOT_OFFICERS = NOT_REVIEWERS | {AlertRule.REVIEW_WAITING}


def may_handle(person: Person, alert: Alert) -> bool:
    """Alerts: who enters the figures that it is about, reviewers, and plan administrators.

    An answer silences an alert for everybody, so whoever is not told of it does not give one.
    """
    granted = reach(person)
    if granted.administers(alert.zone_id):
        return True
    if granted.reviews(alert.zone_id):
        return alert.rule not in NOT_REVIEWERS
    enters = granted.enters_for(alert.zone_id, alert.department_id)
    return enters and alert.rule not in NOT_OFFICERS


def may_remind(person: Person, zone: Zone) -> bool:
    """Officers may be written to by hand: by the zone's reviewers and administrators."""
    granted = reach(person)
    return granted.reviews(zone.id) or granted.administers(zone.id)


def zones_reminding(person: Person) -> frozenset[int]:
    """The zones whose officers this person may write to by hand."""
    granted = reach(person)
    return frozenset(
        pk for pk in granted.zone_ids if granted.reviews(pk) or granted.administers(pk)
    )


def may_oversee(person: Person) -> bool:
    """How the background works: administrators of any zone, who answer for it that people are
    told, and system administrators."""
    granted = reach(person)
    return may_keep(person) or any(granted.administers(pk) for pk in granted.zone_ids)


def may_administer(person: Person, zone: Zone) -> bool:
    return reach(person).administers(zone.id)


def may_keep_series(person: Person, series: ComparedSeries) -> bool:
    """Who enters a compared series' figures: administrators of the zone whose figures they are.

    Where nobody administers that zone, or the series is of none (全省, 全国), the administrators
    of any zone with a target that is compared with it.
    """
    return bool(zones_keeping(person, series))


def zones_keeping(person: Person, series: ComparedSeries) -> list[int]:
    """The zones whose administration lets a person enter a compared series' figures."""
    granted = reach(person)
    if series.zone_id is not None and granted.administers(series.zone_id):
        return [series.zone_id]
    if series.zone_id is not None and granted.is_administered(series.zone_id):
        return []
    users = series.targets.values_list("plan__zone", flat=True).distinct()
    return [zone_id for zone_id in users if granted.administers(zone_id)]


def may_manage(person: Person, other: Person, zone: Zone) -> bool:
    """Whether roles of ``other`` in the zone may be granted, withdrawn or lent.

    Never one's own, and those of system administrators only by another one of them.
    """
    return (
        reach(person).manages(zone.id)
        and other.pk != person.pk
        and not other.is_system
        and (person.is_superuser or not (other.is_superuser or other.is_staff))
    )


def may_close(person: Person, other: Person, zone: Zone) -> bool:
    """Whether the whole account may be taken out of service, put back or corrected.

    Only where every role that it has lies within reach; elsewhere it is somebody else's too.
    """
    granted = reach(person)
    places = {member.zone_id for member in other.memberships.all()}
    return (
        may_manage(person, other, zone)
        and bool(places)
        and all(granted.manages(place) for place in places)
    )


def may_delegate(person: Person, principal: Person, zone: Zone) -> bool:
    """Whether the roles of ``principal`` may be lent: by themself, or by who manages them."""
    return person.pk == principal.pk or may_manage(person, principal, zone)


def may_keep(person: Person) -> bool:
    """Accounts, zones, the catalogue and settings: system administrators."""
    return person.is_active and person.is_superuser


def may_connect(person: Person, zone: Zone) -> bool:
    """Whether webhooks of the zone may be kept: as its people, by no substitute, for what is
    entered outlives an absence."""
    return reach(person).manages(zone.id)


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


def may_run_jobs(person: Person) -> bool:
    """Background jobs and system commands: the system person and system administrators."""
    if not person.is_authenticated:
        return False
    return person.is_system or (person.is_active and person.is_superuser)
