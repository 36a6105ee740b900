"""A small zone with everybody in it, and another zone beside it."""

from dataclasses import dataclass

from tests import make
from tracker import flow
from tracker.models import Person, Target, Zone
from tracker.terms import Role

ROLES = ("owner", "colleague", "reviewer", "administrator", "viewer", "stranger", "anonymous")


@dataclass(frozen=True)
class Scene:
    """``target`` belongs to the owner's department; its cycle of 2025 is open."""

    zone: Zone
    target: Target
    people: dict[str, Person]

    @property
    def owner(self) -> Person:
        return self.people["owner"]

    @property
    def reviewer(self) -> Person:
        return self.people["reviewer"]


def scene(**fields) -> Scene:
    """A published plan with one target of 200 in 2025 from 100 in 2020, judged as it stands."""
    zone, beside = make.zone("jinan-ht", name="济南高新区"), make.zone("zibo-ht", name="淄博高新区")
    own, other = make.department(zone, "经济发展部"), make.department(zone, "科技创新部")
    plan = make.plan(zone)
    make.target(make.plan(beside))
    target = make.target(plan, department=own, **fields)
    make.cycle(plan, 2025)
    people = {
        "owner": make.member(Role.OFFICER, zone, department=own, username="owner"),
        "colleague": make.member(Role.OFFICER, zone, department=other, username="colleague"),
        "reviewer": make.member(Role.REVIEWER, zone, username="reviewer"),
        "administrator": make.member(Role.ADMINISTRATOR, zone, username="administrator"),
        "viewer": make.member(Role.VIEWER, zone, username="viewer"),
        "stranger": make.member(Role.OFFICER, beside, username="stranger"),
    }
    flow.reassess([target], by=flow.system_person())
    return Scene(zone, target, people)
