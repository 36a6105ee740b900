"""What a mail says: from a digest to the context of its templates.

Names are left as objects, so that the templates write them in the language of the person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.alerts import queries
from tracker.alerts.digests import Digest, Line
from tracker.alerts.queries import Outstanding
from tracker.models import Alert, Department, ReportingCycle, Target, Zone
from tracker.models.promise import printed_decimals, promise_in
from tracker.models.wording import label
from tracker.notation import number, percent, quantity, target_text
from tracker.terms import (
    MARKS,
    Attribute,
    Role,
    Status,
    TargetKind,
    Verdict,
    judged,
)

# A mail is read, not searched: beyond this many it says how many more the page lists.
MOST_ROWS = 40

COLOURS: dict[Status | Verdict, str] = {
    Status.BEHIND: "#9A5B00",
    Status.FAR_BEHIND: "#B3261E",
    Status.REVERSED: "#7A1712",
    Status.BREACHED: "#7A1712",
    Status.OVERDUE: "#7A1712",
    Verdict.MISSED: "#7A1712",
}


@dataclass(frozen=True)
class Library:
    """All rows that the mails of one run name, read at once."""

    zones: dict[int | None, Zone]
    departments: dict[int | None, Department]
    cycles: dict[int | None, ReportingCycle]
    targets: dict[int | None, Target]
    outstanding: dict[tuple[int | None, int | None], list[Outstanding]]
    illustrative: frozenset[int]


def library(digests: Iterable[Digest], today: date) -> Library:
    """What these digests need, in seven queries whatever their number; none for no digest."""
    alerts = [line.alert for digest in digests for line in digest.lines]
    if not alerts:
        return Library({}, {}, {}, {}, {}, frozenset())
    cycle_ids = {alert.cycle_id for alert in alerts if alert.cycle_id is not None}
    waiting: dict[tuple[int | None, int | None], list[Outstanding]] = {}
    for row in queries.outstanding(today, cycle_ids):
        waiting.setdefault((row.cycle_id, row.target.department_id), []).append(row)
    return Library(
        zones=Zone.objects.in_bulk(),
        departments=Department.objects.in_bulk(),
        cycles=ReportingCycle.objects.select_related("plan").in_bulk(cycle_ids),
        targets=queries.alerted_targets(),
        outstanding=waiting,
        illustrative=queries.illustrative_zones(),
    )


@dataclass(frozen=True)
class Item:
    """One target in a mail: a word about it, and what is said beside that."""

    target: Target
    year: int
    word: Promise | str
    mark: str = ""
    colour: str = ""
    details: Sequence[tuple[Promise, str]] = ()

    @property
    def binding(self) -> bool:
        return _binding(self.target)


@dataclass(frozen=True)
class Group:
    """What one department still owes in a cycle; ``department`` is None for nobody's.

    ``items`` are the first of its ``outstanding`` figures, ``more`` counts the others.
    """

    department: Department | None
    outstanding: int
    asked: int
    items: Sequence[Item]
    more: int


@dataclass
class Deadline:
    """One due date of one cycle: what the person owes by it, and what others owe.

    Departments that were given longer stand apart. ``days`` are those until the due date, or
    since it.
    """

    zone: Zone
    cycle: ReportingCycle
    due_on: date
    days: int
    own: list[Group] = field(default_factory=list)
    others: list[Group] = field(default_factory=list)

    @property
    def outstanding(self) -> int:
        return sum(group.outstanding for group in (*self.own, *self.others))

    @property
    def asked(self) -> int:
        return sum(group.asked for group in (*self.own, *self.others))

    @property
    def left(self) -> str:
        """How long there is until the due date."""
        if self.days == 0:
            return gettext("due today")
        if self.days == 1:
            return gettext("due tomorrow")
        return ngettext("%d day left", "%d days left", self.days) % self.days

    @property
    def late(self) -> str:
        """How long the due date has passed."""
        return ngettext("%d day overdue", "%d days overdue", self.days) % self.days


@dataclass(frozen=True)
class Fallen:
    """The targets of one zone that fell off track; ``more`` counts those not listed."""

    zone: Zone
    items: Sequence[Item]
    more: int


def context(digest: Digest, books: Library, today: date) -> dict[str, Any]:
    """What the templates of the digest's rule are given."""
    by_target = digest.lines[0].alert.target_id is not None
    facts = _off_track(digest, books) if by_target else _deadlines(digest, books, today)
    zone_ids = {line.alert.zone_id for line in digest.lines}
    return {
        "person": digest.person,
        "illustrative": bool(zone_ids & books.illustrative),
        "site": settings.SITE_URL,
        **facts,
    }


def _deadlines(digest: Digest, books: Library, today: date) -> dict[str, Any]:
    """Sections by cycle and due date, the most pressing first."""
    sections: dict[tuple[int, date], Deadline] = {}
    for line in digest.lines:
        cycle = books.cycles[line.alert.cycle_id]
        due_on = date.fromisoformat(line.alert.facts["due_on"])
        if (cycle.pk, due_on) not in sections:
            days, zone = abs((due_on - today).days), books.zones[cycle.plan.zone_id]
            sections[cycle.pk, due_on] = Deadline(zone, cycle, due_on, days)
        section = sections[cycle.pk, due_on]
        group = _group(line, books)
        (section.own if line.role is Role.OFFICER else section.others).append(group)
    ordered = sorted(sections.values(), key=lambda one: (one.due_on, one.zone.position))
    return {
        "sections": ordered,
        "first": ordered[0],
        "count": sum(section.outstanding for section in ordered),
        "own": any(section.own for section in ordered),
    }


def _group(line: Line, books: Library) -> Group:
    alert, facts = line.alert, line.alert.facts
    waiting = books.outstanding.get((alert.cycle_id, alert.department_id), [])
    items = [
        Item(one.target, alert.year, label(one.state) if one.state else _("Not begun"))
        for one in waiting[:MOST_ROWS]
    ]
    department = books.departments.get(alert.department_id)
    more = max(0, len(waiting) - MOST_ROWS)
    return Group(department, facts["outstanding"], facts["asked"], items, more)


def _off_track(digest: Digest, books: Library) -> dict[str, Any]:
    """Sections by zone; binding targets first, then the gravest, then in plan order."""
    alerts = [line.alert for line in digest.lines]
    zones: dict[int, list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: _weight(alert, books)):
        zones.setdefault(alert.zone_id, []).append(alert)
    sections = [
        Fallen(
            books.zones[zone_id],
            [_fallen(alert, books.targets[alert.target_id]) for alert in group[:MOST_ROWS]],
            max(0, len(group) - MOST_ROWS),
        )
        for zone_id, group in zones.items()
    ]
    return {
        "sections": sorted(sections, key=lambda section: section.zone.position),
        "count": len(alerts),
        "binding": sum(_binding(books.targets[alert.target_id]) for alert in alerts),
    }


def _weight(alert: Alert, books: Library) -> tuple[bool, int, int, int]:
    target = books.targets[alert.target_id]
    return (not _binding(target), -alert.level, target.position, target.pk)


def _binding(target: Target) -> bool:
    return target.attribute == Attribute.BINDING


def _fallen(alert: Alert, target: Target) -> Item:
    facts = alert.facts
    word = judged(facts["status"], facts["verdict"])
    details = tuple(_details(facts, target, alert.year))
    return Item(target, alert.year, label(word), MARKS[word], COLOURS[word], details)


def _details(facts: Mapping[str, Any], target: Target, year: int) -> Iterable[tuple[Promise, str]]:
    """The figure, what it should have been, and progress beside elapsed share, where known."""
    compared = target.compared_with or gettext("compared series")
    promised = promise_in(target, year)
    decimals = printed_decimals(promised, target)
    promise = target_text(promised, decimals=decimals, compared=compared)
    value = None if facts["value"] is None else Decimal(facts["value"])
    typed = 0 if value is None else -int(value.as_tuple().exponent)
    decimals, ended = max(1, target.decimals, typed), facts["verdict"] is not None
    total = _total(facts, decimals)
    if total:
        yield _("Total so far"), quantity(total, target.unit)
    elif value is not None:
        yield _("Actual value"), quantity(number(value, typed), target.unit)
    if target.kind == TargetKind.GROWTH and facts.get("average_growth_percent") is not None:
        average = number(facts["average_growth_percent"], decimals)
        yield _("Average yearly growth so far"), f"{average}%"
    if facts["expected"] is not None and not ended:
        expected = number(target.as_reported(facts["expected"]), decimals)
        yield _("Expected value"), quantity(expected, target.unit)
    elif promise:
        yield _("Target value"), quantity(promise, target.unit)
    if facts["progress"] is not None:
        yield _("Progress"), percent(facts["progress"])
    if facts["elapsed"] is not None and not ended:
        yield _("Elapsed share"), percent(facts["elapsed"])


def _total(facts: Mapping[str, Any], decimals: int) -> str:
    """The sum or the chained change so far, which is what the expected value is about."""
    total, change = facts.get("cumulative"), facts.get("cumulative_change_percent")
    if total is not None:
        return number(Decimal(repr(total)))
    return "" if change is None else number(change, decimals)
