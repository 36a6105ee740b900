"""A small zone with everybody in it, and another zone beside it."""

from dataclasses import dataclass, replace

from tests import make
from tracker import flow
from tracker.models import Person, ReportingCycle, Target, Zone
from tracker.terms import Role

# Those whom a membership lets read the zone, and those whom none does.
INSIDE = ("owner", "deskmate", "colleague", "reviewer", "administrator", "viewer")
OUTSIDE = ("stranger", "governor", "newcomer")
# Who are sent to the sign-in page: nobody has signed in, or the account was closed meanwhile.
SIGNED_OUT = ("anonymous", "former")
ROLES = (*INSIDE, *OUTSIDE, "keeper", *SIGNED_OUT)


@dataclass(frozen=True)
class Scene:
    """``target`` belongs to the owner's department; its cycle of 2025 is open.

    The people: ``owner`` and ``deskmate`` are officers of the target's department, ``colleague``
    of another one of the zone; ``reviewer``, ``administrator`` and ``viewer`` belong to the zone.
    ``stranger`` is an officer and ``governor`` an administrator of the zone beside it,
    ``newcomer`` has no role yet, ``keeper`` is a system administrator, and ``former`` was an
    officer of the owner's department until the account was closed.
    """

    zone: Zone
    target: Target
    people: dict[str, Person]

    @property
    def owner(self) -> Person:
        return self.people["owner"]

    @property
    def reviewer(self) -> Person:
        return self.people["reviewer"]

    @property
    def cycle(self) -> ReportingCycle:
        return self.target.plan.cycles.select_related("plan__zone").get()

    def again(self) -> "Scene":
        """The same scene, its rows read anew: nothing that an object remembers is left."""
        people = {person.username: person for person in Person.objects.all()}
        target = Target.objects.select_related("plan__zone", "indicator").get(pk=self.target.pk)
        return replace(self, zone=target.plan.zone, target=target, people=people)


def scene(**fields) -> Scene:
    """A published plan with one target of 200 in 2025 from 100 in 2020, judged as it stands."""
    zone, beside = make.zone("jinan-ht", name="济南高新区"), make.zone("zibo-ht", name="淄博高新区")
    own, other = make.department(zone, "经济发展部"), make.department(zone, "科技创新部")
    plan = make.plan(zone)
    make.target(make.plan(beside))
    target = make.target(plan, department=own, **fields)
    make.cycle(plan, 2025)
    people = [
        make.member(Role.OFFICER, zone, department=own, username="owner"),
        make.member(Role.OFFICER, zone, department=own, username="deskmate"),
        make.member(Role.OFFICER, zone, department=other, username="colleague"),
        make.member(Role.REVIEWER, zone, username="reviewer"),
        make.member(Role.ADMINISTRATOR, zone, username="administrator"),
        make.member(Role.VIEWER, zone, username="viewer"),
        make.member(Role.OFFICER, beside, username="stranger"),
        make.member(Role.ADMINISTRATOR, beside, username="governor"),
        make.person("newcomer"),
        make.person("keeper", is_staff=True, is_superuser=True),
        make.member(Role.OFFICER, zone, department=own, username="former", is_active=False),
    ]
    flow.reassess([target], by=flow.system_person())
    return Scene(zone, target, {person.username: person for person in people})
