"""How the outbox stands as a whole: what waits, for how long, and what was given up. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, Q, When

from tracker.models import Message
from tracker.terms import MessageState

# The sweep comes each minute; what has waited for this long is not on its way.
LATE_AFTER = timedelta(hours=1)
# Mails given up before that are history.
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Outbox:
    """``waiting`` counts what should be gone; ``oldest`` is since when. ``failed``: of late."""

    waiting: int
    oldest: datetime | None
    failed: int

    def is_late(self, now: datetime) -> bool:
        return self.oldest is not None and now - self.oldest > LATE_AFTER


def outbox(now: datetime) -> Outbox:
    """What the outbox holds. A mail that a server put off waits since it was written. One query."""
    tried = Q(last_error__isnull=False)
    waiting = Q(state__in=(MessageState.QUEUED, MessageState.CLAIMED))
    waiting &= Q(not_before__lte=now) | tried
    since = Case(When(tried, then=F("written_at")), default=F("not_before"))
    found = Message.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min(since, filter=waiting),
        failed=Count("pk", filter=Q(state=MessageState.FAILED, written_at__gte=now - RECENT)),
    )
    return Outbox(**found)
