"""What all verbs share: the question whether they are allowed, judging, and their trace."""

from typing import Any

from django.utils import timezone

from tracker import trail
from tracker.assessment import actions as assessment
from tracker.errors import NotAllowed
from tracker.models import Figure, Person, Target
from tracker.models.people import SYSTEM_USERNAME


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


def judge(target: Target, from_year: int | None = None) -> list[assessment.Changed]:
    """Judge one target as of ``from_year`` and all later years of its plan."""
    return assessment.assess([target], at=timezone.now(), from_year=from_year)


def record_judgement(change: assessment.Changed, *, by: Person) -> None:
    """Only another status or verdict is worth a line; the numbers stand in the assessment."""
    if not change.word_changed:
        return
    before = {}
    if change.before:
        before = {"status": change.before.status, "verdict": change.before.verdict}
    trail.record(
        "assess",
        change.target,
        by=by,
        zone=change.target.plan.zone,
        before=before,
        after={
            "year": change.year,
            "status": change.after.status,
            "verdict": change.after.verdict,
        },
    )


def trace(figure: Figure | None) -> dict[str, Any]:
    """What the trail keeps of a figure: state and everything that was typed."""
    if figure is None:
        return {}
    names = (
        "year", "vintage", "state", "value", "parent_value", "done", "steps_done", "steps_total",
        "field_size", "level", "is_break", "old_value", "quality", "note", "evidence",
    )  # fmt: skip
    values = {name: getattr(figure, name) for name in names}
    return {
        name: value if isinstance(value, str | int | bool) else str(value)
        for name, value in values.items()
        if value is not None
    }
