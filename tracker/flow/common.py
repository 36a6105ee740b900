"""What all verbs share: the question whether they are allowed, judging, and their trace."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tracker import access, trail
from tracker.assessment import actions as assessment
from tracker.errors import NotAllowed
from tracker.models import Figure, MilestoneStep, Person, Target, TrailEntry, Zone
from tracker.models.people import SYSTEM_USERNAME
from tracker.models.promise import exact
from tracker.terms import FigureState, Role


def system_person() -> Person:
    """The person in whose name jobs and system commands act; it can never sign in."""
    person, created = Person.objects.get_or_create(
        username=SYSTEM_USERNAME, defaults={"name": "系统", "is_active": False}
    )
    if created:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def require(allowed: bool, verb: str) -> None:
    """Deny by default: raises ``NotAllowed`` unless a predicate of ``access`` said yes."""
    if not allowed:
        raise NotAllowed(verb=verb)


def judge(
    targets: Iterable[Target], *, by: Person, from_year: int | None = None
) -> list[assessment.Changed]:
    """Judge targets as of ``from_year`` and all later years of their plans, with a trace.

    Only another status or verdict is worth a line; the numbers stand in the assessment.
    """
    changes = assessment.assess(targets, at=timezone.now(), from_year=from_year)
    trail.write(_judgement(change, by) for change in changes if change.word_changed)
    return changes


def _judgement(change: assessment.Changed, by: Person) -> TrailEntry:
    words = [
        {} if row is None else {"year": row.year, "status": row.status, "verdict": row.verdict}
        for row in (change.before, change.after)
    ]
    zone = change.target.plan.zone
    return trail.entry("assess", change.target, by=by, zone=zone, before=words[0], after=words[1])


def plain(facts: Mapping[Any, Any]) -> dict[str, Any]:
    """Facts as the trail keeps them: figures as text without storage's zeros, rows by their name,
    what is not known left out."""
    return {str(name): _plain(value) for name, value in facts.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(exact(value))
    return value if isinstance(value, str | int | bool) else str(value)


def trace(figure: Figure | None) -> dict[str, Any]:
    """What the trail keeps of a figure: state and everything that was typed."""
    if figure is None:
        return {}
    names = (
        "year", "vintage", "state", "value", "parent_value", "done", "steps_done", "steps_total",
        "field_size", "level", "is_break", "old_value", "quality", "note", "evidence",
        "revision_reason", "late",
    )  # fmt: skip
    values = {name: getattr(figure, name) for name in names}
    if figure.ticked:
        steps = MilestoneStep.objects.filter(pk__in=figure.ticked)
        values["ticked"] = "；".join(steps.values_list("name", flat=True))
    return {
        name: value if isinstance(value, str | int | bool) else str(value)
        for name, value in values.items()
        if value is not None
    }


def as_submitted(reviewed: Figure) -> dict[str, Any]:
    """What the trail keeps of a figure before its review, which changes the state alone."""
    return trace(reviewed) | {"state": FigureState.SUBMITTED.value}


def in_place_of(by: Person, role: Role, zone: Zone) -> dict[str, str]:
    """What the trail adds where ``by`` has a role in a zone only as somebody's substitute."""
    names = ", ".join(str(person) for person in access.reach(by).acts_for(role, zone.pk))
    return {"in_place_of": names} if names else {}
