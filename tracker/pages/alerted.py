"""What an alert found, in words and numbers, and where one does something about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker import access
from tracker.models import Alert, Person, Target
from tracker.notation import number, pace, percent, quantity, signed
from tracker.terms import (
    AlertRule,
    Attribute,
    Light,
    Severity,
    Status,
    TargetKind,
    Verdict,
    judged,
)

# How grave an alert is, in the words of those who act on it, and its colour.
GRAVITIES: dict[Severity, tuple[Promise, str, Light]] = {
    Severity.ERROR: (pgettext_lazy("alert", "Grave"), "▼", Light.RED),
    Severity.WARNING: (pgettext_lazy("alert", "Serious"), "◆", Light.YELLOW),
    Severity.NOTE: (pgettext_lazy("alert", "Slight"), "○", Light.GREY),
}
# What is owed in a cycle is entered in its grid.
_ENTERED = (AlertRule.DUE_SOON, AlertRule.DUE_TODAY, AlertRule.OVERDUE, AlertRule.RETURNED)

_ROLES: dict[AlertRule, Promise] = {
    AlertRule.REVIEW_WAITING: gettext_lazy("To the figures that wait for review"),
    AlertRule.ASSIGNMENT_MISSING: gettext_lazy("To the values by year"),
}


@dataclass(frozen=True)
class Found:
    """One alert as it is shown to one person; ``today`` tells its age."""

    alert: Alert
    person: Person
    today: date

    @property
    def facts(self) -> Mapping[str, Any]:
        facts: Mapping[str, Any] = self.alert.facts
        return facts

    @property
    def rule(self) -> AlertRule:
        return AlertRule(self.alert.rule)

    @property
    def gravity(self) -> tuple[Promise, str, Light]:
        """Word, mark and colour."""
        return GRAVITIES[Severity(self.alert.severity)]

    @property
    def word(self) -> Status | Verdict | None:
        """The judgement behind it, where it rests on one."""
        status, verdict = self.facts.get("status"), self.facts.get("verdict")
        return judged(status, verdict) if status or verdict else None

    @property
    def binding(self) -> bool:
        target = self.alert.target
        return target is not None and target.attribute == Attribute.BINDING

    @property
    def due_on(self) -> date | None:
        due = self.facts.get("due_on")
        return date.fromisoformat(due) if due else None

    @property
    def days(self) -> int:
        """For how many days it has been open, or was."""
        return ((self.alert.cleared_on or self.today) - self.alert.raised_on).days

    @property
    def details(self) -> list[tuple[str, str]]:
        """The numbers that it rests on, each with its name; empty where it rests on none."""
        target = self.alert.target
        return list(_numbers(self.facts, target)) if target is not None else []

    @cached_property
    def may_handle(self) -> bool:
        return access.may_handle(self.person, self.alert)

    @property
    def matter(self) -> str:
        """The address at which something is done about it, as far as this person may open it."""
        alert, granted = self.alert, access.reach(self.person)
        if self.rule in _ENTERED and granted.enters_for(alert.zone_id, alert.department_id):
            return reverse("grid", args=[alert.cycle_id]) if alert.cycle_id else ""
        if self.rule is AlertRule.REVIEW_WAITING and granted.reviews(alert.zone_id):
            return reverse("review")
        missing = self.rule is AlertRule.ASSIGNMENT_MISSING
        if missing and granted.administers(alert.zone_id):
            return reverse("planning-years", args=[alert.zone.code])
        return ""

    @property
    def way(self) -> str:
        """The text of the link to ``matter``."""
        return str(_ROLES.get(self.rule, _("To the figures")))


def _numbers(facts: Mapping[str, Any], target: Target) -> Iterable[tuple[str, str]]:
    """What was reached, what was expected, the gap; how far, and how much of the time is over."""
    unit, actual = target.unit, _actual(facts)
    places = max(1, target.decimals or 0, _places(actual))
    total, change = facts.get("cumulative"), facts.get("cumulative_change_percent")
    if total is not None:
        yield _("Total so far"), quantity(number(total, places), unit)
    elif change is not None:
        yield _("Change so far"), f"{signed(change, places)}%"
    elif actual is not None:
        yield _("Actual value"), quantity(number(actual, _places(actual)), unit)
    if facts.get("average_growth_percent") is not None and target.kind == TargetKind.GROWTH:
        yield _("Average yearly growth so far"), f"{number(facts['average_growth_percent'], 2)}%"
    expected = target.as_reported(facts.get("expected"))
    if expected is not None and not facts.get("verdict"):
        yield _("Expected value"), quantity(number(expected, places), unit)
    gap = _gap(facts, actual, expected)
    if gap is not None:
        yield _("Gap"), quantity(signed(gap, places), unit)
    yield from _shares(facts)


def _shares(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if facts.get("verdict"):
        if facts.get("attainment") is not None:
            yield _("Attainment"), percent(facts["attainment"])
        return
    if facts.get("progress") is not None:
        yield _("Progress"), percent(facts["progress"])
    if facts.get("elapsed") is not None:
        yield _("Elapsed share"), percent(facts["elapsed"])
    if facts.get("pace") is not None:
        yield _("Pace"), pace(facts["pace"])


def _actual(facts: Mapping[str, Any]) -> Decimal | None:
    return None if facts.get("value") is None else Decimal(str(facts["value"]))


def _places(value: Decimal | None) -> int:
    return 0 if value is None else max(0, -int(value.as_tuple().exponent))


def _gap(facts: Mapping[str, Any], actual: Decimal | None, expected: float | None) -> Any:
    """As the judgement has it; else what lies between the figure and what was expected of it."""
    if facts.get("gap") is not None:
        return facts["gap"]
    if facts.get("cumulative") is not None or facts.get("cumulative_change_percent") is not None:
        return None
    if actual is None or expected is None or facts.get("verdict"):
        return None
    return actual - Decimal(repr(expected))
