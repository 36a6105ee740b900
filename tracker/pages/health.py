"""Whether this instance can serve: asked by the supervisor, a load balancer, a monitor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker import pulses, queue, working_days
from tracker.alerts.outbox import Outbox, outbox
from tracker.pulses import Part, Sign


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database can be read and has every migration, else 503.

    All the rest is told for information: without it pages work, and what waits is done later.
    Names nobody, and no address.
    """
    database = _database()
    told: dict[str, Any] = {"database": database, "broker": _broker()}
    if database == "ok":
        told |= _told(look(timezone.now()))
    return JsonResponse(told, status=200 if database == "ok" else 503)


@dataclass(frozen=True)
class Background:
    """What works in the background, as far as the database knows it."""

    now: datetime
    signs: Mapping[Part, Sign]
    outbox: Outbox
    holidays_until: int | None

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def holidays_known(self) -> bool:
        """Whether the holidays of this year, and in December of the next, are known here."""
        return not working_days.unpublished(self.today)


def look(now: datetime) -> Background:
    """How everything stands. Two queries."""
    year = timezone.localdate(now).year
    known = [each for each in range(year - 1, year + 3) if working_days.is_published(each)]
    return Background(now, pulses.signs(now), outbox(now), max(known, default=None))


def _told(found: Background) -> dict[str, Any]:
    """For machines: each part's state and its figures; docs/deploy.md lists them."""
    mails, now = found.outbox, found.now
    return {
        **{str(part): _sign(sign, now) for part, sign in found.signs.items()},
        "mails": {
            "state": "late" if mails.is_late(now) else "ok",
            "waiting": mails.waiting,
            "oldest_seconds": _seconds(mails.oldest, now),
            "failed_7_days": mails.failed,
        },
        "holidays": {
            "state": "ok" if found.holidays_known else "late",
            "known_until": found.holidays_until,
        },
    }


def _sign(sign: Sign, now: datetime) -> dict[str, Any]:
    seen_at = timezone.localtime(sign.seen_at).isoformat() if sign.seen_at else None
    facts = dict(sign.facts)
    if zones := facts.pop("failed_zones", ""):
        # Whoever asks here is nobody in particular: how many, not which.
        facts["failed_zones"] = zones.count(",") + 1
    return {
        "state": sign.life,
        "seen_at": seen_at,
        "seconds_ago": _seconds(sign.seen_at, now),
        **facts,
    }


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))


def _broker() -> str:
    return "ok" if queue.broker_reachable() else "away"


def _database() -> str:
    """Return ``ok``, ``away`` or ``not migrated``."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return "away"
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "not migrated" if waiting else "ok"
