"""Writes the audit trail and reads it; entries are only ever added."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.models import Alert, Figure, Person, Target, TrailEntry, Zone

# The number of an object that is not there, as who failed to sign in with a name that nobody has.
NOBODY = 0

_origin: ContextVar[str | None] = ContextVar("origin", default=None)


@contextmanager
def coming_from(origin: str | None) -> Iterator[None]:
    """Let every entry written inside say from where: set once by each door, read here alone."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def origin() -> str | None:
    """From where what is going on was asked for, as far as it is known."""
    return _origin.get()


def entry(
    verb: str,
    noun: models.Model,
    *,
    by: Person,
    zone: Zone | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str | None = None,
) -> TrailEntry:
    """One entry, not yet written."""
    return TrailEntry(
        at=timezone.now(),
        by=by,
        verb=verb,
        zone=zone,
        noun=noun._meta.model_name or "",
        noun_id=noun.pk or NOBODY,
        label=str(noun)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
        origin=_origin.get(),
    )


def write(entries: Iterable[TrailEntry]) -> None:
    """Write entries in the caller's transaction: a verb and its trace stand or fall together."""
    TrailEntry.objects.bulk_create(entries, batch_size=500)


def record(verb: str, noun: models.Model, **facts: Any) -> None:
    """Write one entry; ``facts`` are those of ``entry``."""
    write([entry(verb, noun, **facts)])


# What is done to accounts and roles.
_PEOPLE = Q(noun__in=("person", "membership", "delegation"))


def of_zone(zone: Zone, *, with_people: bool) -> QuerySet[TrailEntry]:
    """Everything that was done in a zone, the latest first; what was done to people apart."""
    return _read(Q(zone=zone) if with_people else Q(zone=zone) & ~_PEOPLE)


def of_target(target: Target) -> QuerySet[TrailEntry]:
    """What was done to a target, its figures of all years and its alerts, the latest first."""
    figures = Figure.objects.filter(target=target).values("id")
    alerts = Alert.objects.filter(target=target).values("id")
    return _read(
        Q(noun="target", noun_id=target.pk)
        | Q(noun="figure", noun_id__in=figures)
        | Q(noun="alert", noun_id__in=alerts)
    )


def of_figure(target: Target, year: int) -> QuerySet[TrailEntry]:
    """What was done to every vintage of a target's figure, and what followed for its judgement."""
    figures = Figure.objects.filter(target=target, year=year).values("id")
    judged = Q(noun="target", noun_id=target.pk, verb="assess", after__year=year)
    return _read(Q(noun="figure", noun_id__in=figures) | judged)


def _read(condition: Q) -> QuerySet[TrailEntry]:
    return TrailEntry.objects.filter(condition).select_related("by", "zone")
