"""The reviewer's inbox: what waits, narrowed and ordered, and what stands beside each figure."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker import access
from tracker.assessment.queries import Outlook, outlooks_of
from tracker.entry.comparing import Shelf
from tracker.entry.evidence.queries import evidence_of
from tracker.models import Department, EvidenceFile, Figure, Person, Zone
from tracker.pages.warned import Warned, all_warned
from tracker.review import queries
from tracker.terms import Status, TargetKind, Verdict, judged

# Waiting for longer than this many days.
AGES = (3, 7, 30)
WARNINGS = {"with": _("with warnings"), "without": _("without warnings")}
SORTS = {
    "": _("longest waiting first"),
    "warnings": _("with warnings first"),
    "plan": _("order of the plan"),
}
_KEY = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")
# What is told in steps and not in proportion: rates, ranks and shares.
_IN_STEPS = (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE, TargetKind.RANK)
_PERCENT = ("%", "‰")
_ADDED = (TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE)


@dataclass(frozen=True)
class Waiting:
    """One submitted figure; ``own`` keeps this reviewer from approving or returning it."""

    figure: Figure
    warned: Warned | None
    days: int
    own: bool

    @property
    def warnings(self) -> int:
        """How many ask for a note."""
        return self.warned.asking if self.warned else 0

    @property
    def clean(self) -> bool:
        """Whether it may be approved among all without warnings."""
        return not self.warnings and not self.own

    @property
    def key(self) -> str:
        """What a tick sends: which figure, and as which version it was shown."""
        return f"{self.figure.pk}:{self.figure.version}"


@dataclass(frozen=True)
class Filters:
    """What the inbox is narrowed to; what is empty leaves everything in."""

    zone: str = ""
    department: str = ""
    age: str = ""
    warnings: str = ""
    sort: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Filters":
        """As the address says; what cannot be chosen is not asked for."""
        age, warnings, sort = (asked.get(name, "") for name in ("age", "warnings", "sort"))
        return cls(
            zone=asked.get("zone", ""),
            department=asked.get("department", ""),
            age=age if age in map(str, AGES) else "",
            warnings=warnings if warnings in WARNINGS else "",
            sort=sort if sort in SORTS else "",
        )

    @property
    def narrows(self) -> bool:
        return any((self.zone, self.department, self.age, self.warnings))

    def keeps(self, item: Waiting) -> bool:
        """Whether a figure stays in the list."""
        target = item.figure.target
        return (
            (not self.zone or target.plan.zone.code == self.zone)
            and (not self.department or str(target.department_id) == self.department)
            and (not self.age or item.days > int(self.age))
            and (not self.warnings or (item.warnings > 0) == (self.warnings == "with"))
        )

    def ordered(self, items: Iterable[Waiting]) -> list[Waiting]:
        """In the order asked for; otherwise as they come, the longest waiting first."""
        order = _ORDERS.get(self.sort)
        return sorted(items, key=order) if order else list(items)


def _by_plan(item: Waiting) -> Any:
    target, figure = item.figure.target, item.figure
    zone = target.plan.zone
    return zone.position, zone.code, figure.year, target.position, target.pk


_ORDERS: dict[str, Callable[[Waiting], Any]] = {
    "warnings": lambda item: -item.warnings,
    "plan": _by_plan,
}


@dataclass(frozen=True)
class Choice:
    """One choice of a filter and how many figures it holds."""

    value: str
    text: str | Promise
    count: int


@dataclass(frozen=True)
class Inbox:
    """All that waits for one reviewer, and what of it is shown. ``shelf``: figures compared."""

    everything: tuple[Waiting, ...]
    filters: Filters
    shelf: Shelf = field(repr=False)

    @property
    def kept(self) -> list[Waiting]:
        return self.filters.ordered(item for item in self.everything if self.filters.keeps(item))

    @property
    def zones(self) -> list[Choice]:
        found: dict[Zone, int] = {}
        for item in sorted(self.everything, key=_by_plan):
            zone = item.figure.target.plan.zone
            found[zone] = found.get(zone, 0) + 1
        return [Choice(zone.code, str(zone), count) for zone, count in found.items()]

    @property
    def departments(self) -> list[Choice]:
        """Those of the chosen zone; of all zones each named with its own."""
        several = len(self.zones) > 1 and not self.filters.zone
        found: dict[tuple[Department, Zone], int] = {}
        for item in sorted(self.everything, key=_by_plan):
            target = item.figure.target
            if target.department and self.filters.zone in ("", target.plan.zone.code):
                place = (target.department, target.plan.zone)
                found[place] = found.get(place, 0) + 1
        return [
            Choice(str(one.pk), _named(one, zone if several else None), count)
            for (one, zone), count in found.items()
        ]

    @property
    def ages(self) -> list[Choice]:
        return [
            Choice(str(age), _("over %(days)s days") % {"days": age}, count)
            for age in AGES
            if (count := sum(item.days > age for item in self.everything))
        ]

    @property
    def warnings(self) -> list[Choice]:
        odd = sum(item.warnings > 0 for item in self.everything)
        counts = {"with": odd, "without": len(self.everything) - odd}
        return [Choice(value, text, counts[value]) for value, text in WARNINGS.items()]


def _named(department: Department, zone: Zone | None) -> str:
    return f"{zone} · {department}" if zone else str(department)


@dataclass(frozen=True)
class Compared:
    """One line of the list: a waiting figure and what stands beside it.

    ``last`` is last year's figure in force, ``replaced`` the one in force for the same year;
    ``outlook`` says what is expected of the year, and how it would be judged if approved.
    """

    waiting: Waiting
    last: Figure | None
    replaced: Figure | None
    outlook: Outlook
    files: Sequence[EvidenceFile]

    @property
    def figure(self) -> Figure:
        return self.waiting.figure

    @property
    def word(self) -> Status | Verdict:
        """The judgement if this figure is approved as it stands."""
        return judged(self.outlook.answer.status, self.outlook.answer.verdict)

    @property
    def adds_up(self) -> bool:
        """Whether what is expected is a total over the years, and the figure one year's part."""
        return self.figure.target.kind in _ADDED

    @property
    def change(self) -> Decimal | None:
        """Against last year, in the unit of the target; across a break on the old caliber."""
        now = self.figure.old_value if self.figure.is_break else self.figure.value
        before = self.last.value if self.last else None
        return None if now is None or before is None else now - before

    @property
    def decimals(self) -> int:
        """Of the change: as many as the finer of the two figures was typed with."""
        return max(self.figure.decimals, self.last.decimals if self.last else 0)

    @property
    def ratio(self) -> Decimal | None:
        """The change in proportion, for what has one: neither rates nor shares nor ranks."""
        target, change = self.figure.target, self.change
        in_steps = target.kind in _IN_STEPS or target.is_share or target.unit in _PERCENT
        if change is None or in_steps or self.last is None or self.last.value is None:
            return None
        return change / self.last.value if self.last.value > 0 else None


def inbox(person: Person, asked: QueryDict, today: date) -> Inbox:
    """What waits for a reviewer. Three queries, and two for the person's memberships."""
    found = list(queries.inbox(reviewed_zones(person)))
    shelf, pairs = all_warned(found)
    rows = (
        Waiting(figure, warned, _days(figure, today), not access.may_review(person, figure))
        for figure, warned in pairs
    )
    return Inbox(tuple(rows), Filters.of(asked), shelf)


def reviewed_zones(person: Person) -> QuerySet[Zone]:
    """The zones whose submitted figures this person approves or returns."""
    granted = access.reach(person)
    return Zone.objects.filter(id__in=[pk for pk in granted.zone_ids if granted.reviews(pk)])


def compared(items: Sequence[Waiting], shelf: Shelf) -> list[Compared]:
    """What stands beside the figures of one page.

    Two queries, and one for each of their years.
    """
    figures = [item.figure for item in items]
    files, ahead = evidence_of(figures), outlooks_of(figures)
    return [
        Compared(
            item,
            shelf.in_force.get((item.figure.target_id, item.figure.year - 1)),
            shelf.in_force.get((item.figure.target_id, item.figure.year)),
            ahead[item.figure.pk],
            files[item.figure.pk],
        )
        for item in items
    ]


def clean_of(items: Iterable[Waiting], shown: Mapping[int, int]) -> list[Waiting]:
    """What may be approved unticked: without warnings when it was shown, as ``ticked``, and now."""
    return [
        item for item in items if item.clean and shown.get(item.figure.pk) == item.figure.version
    ]


def _days(figure: Figure, today: date) -> int:
    return (today - timezone.localdate(_since(figure))).days


def _since(figure: Figure) -> datetime:
    return figure.submitted_at or figure.entered_at


def ticked(values: Collection[str]) -> dict[int, int]:
    """Version by number of each ticked figure. Raises ``ValueError`` for what no page sends."""
    found = [_KEY.fullmatch(value) for value in values]
    if not all(found):
        raise ValueError(values)
    return {int(key[1]): int(key[2]) for key in found if key}
