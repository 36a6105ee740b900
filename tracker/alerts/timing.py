"""When an open alert is told: at once, in the digest of the day, or not yet.

Enforces "nobody is mailed on a day off unless it is the last chance", what people chose, and the
floor under deadlines that the plan's administrator set (docs/alerts.md, "When").
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker import working_days
from tracker.terms import AlertRule, Frequency, Urgency

# Of these the plan says how often people hear of them at least.
DEADLINES = frozenset(
    {
        AlertRule.DUE_SOON,
        AlertRule.DUE_TODAY,
        AlertRule.OVERDUE,
        AlertRule.RETURNED,
        AlertRule.REVIEW_WAITING,
    }
)
# What is told at once still waits for the morning, when offices open.
MORNING = 8
# The hour of a day that is over.
OVER = 24


class Way(StrEnum):
    """How something is told now."""

    AT_ONCE = "at_once"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Moment:
    """The day and the hour of a run, where the office is."""

    today: date
    hour: int

    @classmethod
    def of(cls, today: date, now: datetime) -> "Moment":
        """``now`` is local; a run for another day than its own looks back on the whole day."""
        return cls(today, now.hour if now.date() == today else OVER)


@dataclass(frozen=True, slots=True)
class Wish:
    """How often somebody wants to be told, from which hour on, and the day of the last digest."""

    frequency: Frequency
    hour: int
    digested_on: date | None = None


def rate(rule: AlertRule, wished: Frequency, floor: Frequency) -> Frequency | None:
    """How often somebody is told what such an alert says; None for never.

    Deadlines as often as wished, and at least as often as the plan's floor; a plan without one
    tells them once a week.
    """
    if rule not in DEADLINES:
        return None if wished is Frequency.REQUIRED else wished
    order = list(Frequency)
    return min(wished, floor, Frequency.WEEKLY, key=order.index)


def way(urgency: Urgency, wish: Wish, moment: Moment, *, since: date) -> Way | None:
    """How an alert that rose to its level on the day ``since`` is told now; None for not yet.

    ``wish.frequency`` is the ``rate``. A weekly digest is that of the first working day of the
    ISO week, or of the next run where there was none; it tells what rose by then.
    """
    works = working_days.is_working_day(moment.today)
    if not works and urgency is not Urgency.LAST_CHANCE:
        return None
    if urgency is not Urgency.ROUTINE or wish.frequency is Frequency.AT_ONCE:
        return Way.AT_ONCE if moment.hour >= min(wish.hour, MORNING) else None
    first = week_opens(moment.today) if wish.frequency is Frequency.WEEKLY else moment.today
    had_it = wish.digested_on is not None and wish.digested_on >= first
    if moment.hour < wish.hour or had_it:
        return None
    if wish.frequency is Frequency.WEEKLY and since > first:
        return None
    return Way.DIGEST


def week_opens(day: date) -> date:
    """The first working day of the ISO week of a day."""
    return working_days.on_or_after(day - timedelta(days=day.weekday()))
