"""All rules asked at once: what needs someone on a day.

A stream, so that it does not matter how many targets there are. ``zones`` are the numbers of those
asked about, None for all of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from tracker.alerts.rules.annual_missed import annual_missed
from tracker.alerts.rules.assignment_missing import assignment_missing
from tracker.alerts.rules.class_changed import class_changed
from tracker.alerts.rules.data_stale import data_stale
from tracker.alerts.rules.due_soon import due_soon
from tracker.alerts.rules.due_today import due_today
from tracker.alerts.rules.fell_back import fell_back
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.floor_breached import floor_breached
from tracker.alerts.rules.milestone_overdue import milestone_overdue
from tracker.alerts.rules.off_track import off_track
from tracker.alerts.rules.overdue import overdue
from tracker.alerts.rules.projection_unlikely import projection_unlikely
from tracker.alerts.rules.returned import returned
from tracker.alerts.rules.review_waiting import review_waiting
from tracker.alerts.views import deadlines
from tracker.alerts.views.targets import TargetViews, target_views

View = Callable[[date, Collection[int] | None], Iterable[Any]]
Rule = Callable[[Any, date], Finding | None]

# What is read, and the rules that look at it.
OF_CYCLES: tuple[tuple[View, tuple[Rule, ...]], ...] = (
    (deadlines.owing, (due_soon, due_today, overdue)),
    (deadlines.sent_back, (returned,)),
    (deadlines.unreviewed, (review_waiting,)),
    (deadlines.unassigned, (assignment_missing,)),
)
OF_TARGETS: tuple[tuple[Callable[[TargetViews], Iterable[Any]], tuple[Rule, ...]], ...] = (
    (TargetViews.judged, (off_track, floor_breached, fell_back, projection_unlikely)),
    (TargetViews.milestones, (milestone_overdue,)),
    (TargetViews.annual, (annual_missed,)),
    (TargetViews.changed, (class_changed,)),
    (TargetViews.reported, (data_stale,)),
)


def find(today: date, zones: Collection[int] | None = None) -> Iterator[Finding]:
    """What every rule finds on a day, once for each thing at most.

    A constant number of queries, one view after the other, so that no more than one is in memory.
    """
    for view, rules in OF_CYCLES:
        yield from _speaking(rules, view(today, zones), today)
    views = target_views(today, zones)
    for read, rules in OF_TARGETS:
        yield from _speaking(rules, read(views), today)


def _speaking(rules: Iterable[Rule], views: Iterable[Any], today: date) -> Iterator[Finding]:
    for view in views:
        yield from filter(None, (rule(view, today) for rule in rules))
