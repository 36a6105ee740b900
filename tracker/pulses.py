"""Signs of life of what works in the background: stamped by it, read by whoever watches it.

The clock (beat) stamps itself when the queue took a job from it, a worker when it begins one: so
a clock that stands still and a worker that is gone are told apart.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from tracker.models import Pulse


class Part(StrEnum):
    """What gives signs of life: beat, whoever does the jobs, and the runs of the alerts."""

    CLOCK = "clock"
    WORKER = "worker"
    ALERTS = "alerts"


class Life(StrEnum):
    """What the last sign of life says; ``UNKNOWN`` where nothing could have made one."""

    OK = "ok"
    LATE = "late"
    NEVER = "never"
    UNKNOWN = "unknown"


# The clock sends jobs each minute; a worker may be busy with one job for ten; alerts are looked
# for each hour, and a day without a run is a day on which nobody was told.
LATE_AFTER = {
    Part.CLOCK: timedelta(minutes=5),
    Part.WORKER: timedelta(minutes=15),
    Part.ALERTS: timedelta(hours=26),
}


@dataclass(frozen=True)
class Sign:
    """When one part was last seen, and what that says by now."""

    part: Part
    life: Life
    seen_at: datetime | None
    facts: dict[str, Any]

    @property
    def is_missed(self) -> bool:
        """Whether somebody has to look after this part."""
        return self.life in (Life.LATE, Life.NEVER)


def stamp(part: Part, *, at: datetime, **facts: Any) -> None:
    """Note that a part is alive. One update; the row is made the first time."""
    values: dict[str, Any] = {"seen_at": at, **({"facts": facts} if facts else {})}
    if not Pulse.objects.filter(name=part).update(**values):
        Pulse.objects.bulk_create([Pulse(name=part, **values)], ignore_conflicts=True)


def signs(now: datetime) -> dict[Part, Sign]:
    """The signs of every part, in the order of ``Part``. One query."""
    seen = {pulse.name: pulse for pulse in Pulse.objects.all()}
    found = {part: _sign(part, seen.get(part), now) for part in Part}
    if found[Part.CLOCK].is_missed and found[Part.WORKER].is_missed:
        # Nobody gives it anything to do, so its silence says nothing.
        worker = found[Part.WORKER]
        found[Part.WORKER] = Sign(Part.WORKER, Life.UNKNOWN, worker.seen_at, worker.facts)
    return found


def _sign(part: Part, pulse: Pulse | None, now: datetime) -> Sign:
    if pulse is None:
        return Sign(part, Life.NEVER, None, {})
    late = now - pulse.seen_at > LATE_AFTER[part]
    return Sign(part, Life.LATE if late else Life.OK, pulse.seen_at, pulse.facts)
