"""What all verbs share: the question whether they are allowed, judging, and their trace."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from tracker import access, queue, trail
from tracker.assessment import actions as assessment
from tracker.errors import NotAllowed
from tracker.models import Alert, Figure, MilestoneStep, Person, Target, TrailEntry, Zone
from tracker.models.people import SYSTEM_USERNAME
from tracker.models.promise import exact
from tracker.terms import FigureState, Role

# Beyond so many zones, one run for all is less work than one for each.
MANY_ZONES = 20


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


@contextmanager
def one_moment() -> Iterator[None]:
    """Read inside as of one moment: no figure is newer than the judgement beside it.

    PostgreSQL shows each query what was committed before it, unless it is told otherwise; SQLite
    lets nobody write meanwhile. Inside of a transaction, that one decides.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def judge(
    targets: Iterable[Target], *, by: Person, from_year: int | None = None
) -> list[assessment.Changed]:
    """Judge targets as of ``from_year`` and all later years of their plans, with a trace.

    Only another status or verdict is worth a line; the numbers stand in the assessment. The
    targets come with their plans: what needs someone is looked for in their zones after commit.
    """
    zones: set[int] = set()
    noted = _noting(zones, targets)
    changes = assessment.assess(noted, at=timezone.now(), from_year=from_year)
    trail.write(_judgement(change, by) for change in changes if change.word_changed)
    watch_after_commit(zones)
    return changes


def _noting(zones: set[int], targets: Iterable[Target]) -> Iterator[Target]:
    for target in targets:
        zones.add(target.plan.zone_id)
        yield target


def watch_after_commit(zones: Collection[int]) -> None:
    """Have alerts raised and cleared at once; where that job is lost, the hourly one does it."""
    if len(zones) > MANY_ZONES:
        queue.send_after_commit(queue.RUN_ALERTS)
        return
    for zone in sorted(zones):
        queue.send_after_commit(queue.WATCH_ZONE, str(zone))


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


def step_names(figures: Iterable[Figure]) -> dict[int, str]:
    """The names of the steps that milestones have ticked, by number, in the order of the steps."""
    ticked = {pk for figure in figures for pk in figure.ticked}
    steps = MilestoneStep.objects.filter(pk__in=ticked)
    return dict(steps.values_list("pk", "name")) if ticked else {}


def trace(figure: Figure | None, steps: Mapping[int, str] | None = None) -> dict[str, Any]:
    """What the trail keeps of a figure: state and everything that was typed.

    ``steps`` are the ``step_names`` of all figures of a batch, where they were read for all.
    """
    if figure is None:
        return {}
    names = (
        "year", "vintage", "state", "value", "parent_value", "done", "steps_done", "steps_total",
        "field_size", "level", "is_break", "old_value", "quality", "note", "evidence",
        "revision_reason", "late",
    )  # fmt: skip
    values = {name: getattr(figure, name) for name in names}
    if figure.ticked:
        names_of = step_names([figure]) if steps is None else steps
        values["ticked"] = "；".join(name for pk, name in names_of.items() if pk in figure.ticked)
    return {
        name: value if isinstance(value, str | int | bool) else str(value)
        for name, value in values.items()
        if value is not None
    }


def as_submitted(reviewed: Figure) -> dict[str, Any]:
    """What the trail keeps of a figure before its review, which changes the state alone."""
    return trace(reviewed) | {"state": FigureState.SUBMITTED.value}


# The roles that let somebody do a verb. Accounts are not among them: no substitute looks after
# people, and everything else is done by the system or its administrators.
DONE_AS: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        (
            "save_figure", "submit_figure", "attach_evidence", "remove_evidence",
            "send_sheet", "take_sheet",
        ),
        frozenset({Role.OFFICER}),
    ),
    **dict.fromkeys(("approve_figure", "return_figure"), frozenset({Role.REVIEWER})),
    "handle_alert": frozenset({Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}),
    **dict.fromkeys(
        ("reopen_figure", "remind_officers"), frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
    ),
    **dict.fromkeys(
        (
            "open_cycle", "extend_cycle", "close_cycle", "reopen_cycle", "set_reminders",
            "confirm_target", "retire_target", "restore_target", "revise_target",
            "withdraw_revision", "verify_baseline", "set_yearly_values", "set_steps",
            "add_series", "compare_target", "enter_parent_figure", "issue_report",
        ),
        frozenset({Role.ADMINISTRATOR}),
    ),
}  # fmt: skip


def record(verb: str, noun: models.Model, *, by: Person, **facts: Any) -> None:
    """Write a verb's entry, and in whose place it was done where ``by`` only stands in.

    The facts are those of ``entry``.
    """
    trail.write([entry(verb, noun, by=by, **facts)])


def entry(
    verb: str,
    noun: models.Model,
    *,
    by: Person,
    zone: Zone | None,
    through: Iterable[int] | None = None,
    after: Mapping[str, Any] | None = None,
    **facts: Any,
) -> TrailEntry:
    """A verb's entry, not yet written.

    ``through`` are the numbers of the zones whose role allowed it, by default that of ``zone``.
    """
    places = through if through is not None else [zone.pk] if zone else []
    stood_for = _in_place_of(by, verb, noun, places)
    told = {"in_place_of": stood_for} if stood_for else {}
    return trail.entry(verb, noun, by=by, zone=zone, after={**(after or {}), **told}, **facts)


def saved_entry(
    figure: Figure, before: Figure | None, *, by: Person, steps: Mapping[int, str] | None = None
) -> TrailEntry:
    """The entry of a saved figure, from the page or from a sheet; ``steps`` as in ``trace``."""
    zone, was, now = figure.target.plan.zone, trace(before, steps), trace(figure, steps)
    return entry("save_figure", figure, by=by, zone=zone, before=was, after=now)


def _department_of(noun: models.Model) -> int | None:
    """The department that is responsible for what a verb was done to, as far as that matters."""
    if isinstance(noun, Figure):
        return noun.target.department_id
    return noun.department_id if isinstance(noun, Alert) else None


def _in_place_of(by: Person, verb: str, noun: models.Model, places: Iterable[int]) -> str:
    """The names, separated by commas; empty where a role of one's own allowed it."""
    roles = DONE_AS.get(verb, frozenset())
    department = _department_of(noun)
    named: dict[Person, None] = {}
    for place in places if roles else ():
        people = access.reach(by).acts_for(roles, place, department)
        if not people:
            return ""
        named |= dict.fromkeys(people)
    return ", ".join(map(str, named))
