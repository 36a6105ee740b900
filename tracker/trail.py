"""Writes one entry of the audit trail; entries are only ever added."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from tracker.models import Person, TrailEntry, Zone


def record(
    verb: str,
    noun: models.Model,
    *,
    by: Person,
    zone: Zone | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str | None = None,
    at: datetime | None = None,
) -> TrailEntry:
    """One entry in the caller's transaction: the verb and its trace stand or fall together."""
    return TrailEntry.objects.create(
        at=at or timezone.now(),
        by=by,
        verb=verb,
        zone=zone,
        noun=noun._meta.model_name,
        noun_id=noun.pk,
        label=str(noun)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
    )
