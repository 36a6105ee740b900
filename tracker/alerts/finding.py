"""All rules asked at once: what needs someone on a day."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from tracker.alerts.rules.assignment_missing import assignment_missing
from tracker.alerts.rules.due_soon import due_soon
from tracker.alerts.rules.due_today import due_today
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.overdue import overdue
from tracker.alerts.rules.returned import returned
from tracker.alerts.rules.review_waiting import review_waiting
from tracker.alerts.views import deadlines

View = Callable[[date, Collection[int] | None], Iterable[Any]]
Rule = Callable[[Any, date], Finding | None]

# What is read, and the rules that look at it.
RULES: tuple[tuple[View, tuple[Rule, ...]], ...] = (
    (deadlines.owing, (due_soon, due_today, overdue)),
    (deadlines.sent_back, (returned,)),
    (deadlines.unreviewed, (review_waiting,)),
    (deadlines.unassigned, (assignment_missing,)),
)


def find(today: date, zones: Collection[int] | None = None) -> Iterator[Finding]:
    """What every rule finds on a day in these zones, None for all.

    A constant number of queries, one view after the other, so that no more than one is in memory.
    """
    for view, rules in RULES:
        for seen in view(today, zones):
            yield from filter(None, (rule(seen, today) for rule in rules))
