"""What an alert found, in words and numbers, and where one does something about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker import access
from tracker.models import Alert, Person, Target
from tracker.models.promise import printed_decimals, promise_in
from tracker.models.wording import GRAVITIES, label
from tracker.notation import number, pace, percent, quantity, signed, target_text
from tracker.terms import (
    AlertRule,
    AlertState,
    Attribute,
    Light,
    Quality,
    Severity,
    Status,
    TargetKind,
    Verdict,
    judged,
)

# The mark and the colour of how grave an alert is.
_MARKS: dict[Severity, tuple[str, Light]] = {
    Severity.ERROR: ("▼", Light.RED),
    Severity.WARNING: ("◆", Light.YELLOW),
    Severity.NOTE: ("○", Light.GREY),
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
        severity = Severity(self.alert.severity)
        return (GRAVITIES[severity], *_MARKS[severity])

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
    def days(self) -> int:
        """For how many days it has been open, or was."""
        return ((self.alert.cleared_on or self.today) - self.alert.raised_on).days

    @property
    def details(self) -> list[tuple[str, str]]:
        """What it rests on, each with its name; empty where the alert says all."""
        target = self.alert.target
        if target is None:
            return []
        numbers = _numbers(self.rule, self.facts, target, self.alert.year)
        return [*_words(self.rule, self.facts), *numbers]

    @property
    def owed(self) -> str:
        """What a department owes, or a reviewer has to look at, in one sentence."""
        count = self.facts.get("outstanding")
        if self.alert.target_id is not None or not count:
            return ""
        numbers = {"count": count, "asked": self.facts.get("asked"), "day": _day(self._from)}
        owed = _OWED.get(self.rule, _outstanding)(count) % numbers
        is_late = self.rule is AlertRule.OVERDUE and self.alert.state == AlertState.OPEN
        return f"{owed} · {self._late}" if is_late else owed

    @property
    def _late(self) -> str:
        """How many days the due date of what is owed has passed."""
        days = (self.today - date.fromisoformat(self.facts["due_on"])).days
        return ngettext("%d day overdue", "%d days overdue", days) % days

    @property
    def _from(self) -> str | None:
        """The due date, or the day since which the first of them waits."""
        return self.facts.get("due_on") or self.facts.get("since")

    @cached_property
    def may_handle(self) -> bool:
        return access.may_handle(self.person, self.alert)

    @property
    def answered_by(self) -> str:
        """Who answers it, for whoever does not."""
        if self.rule in access.NOT_REVIEWERS:
            return _("Plan administrators of the zone answer it.")
        if self.rule in access.NOT_OFFICERS:
            return _("Reviewers and plan administrators of the zone answer it.")
        return _(
            "Officers of the responsible department, reviewers and plan administrators of the zone "
            "answer it."
        )

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


def _outstanding(count: int) -> str:
    return ngettext(
        "%(count)s of %(asked)s figures outstanding, due %(day)s",
        "%(count)s of %(asked)s figures outstanding, due %(day)s",
        count,
    )


def _returned(count: int) -> str:
    return ngettext(
        "%(count)s figure returned and not corrected, since %(day)s",
        "%(count)s figures returned and not corrected, the first since %(day)s",
        count,
    )


def _waiting(count: int) -> str:
    return ngettext(
        "%(count)s figure waits for review, since %(day)s",
        "%(count)s figures wait for review, the first since %(day)s",
        count,
    )


_OWED: dict[AlertRule, Callable[[int], str]] = {
    AlertRule.RETURNED: _returned,
    AlertRule.REVIEW_WAITING: _waiting,
}


def _day(text: str | None) -> str:
    return formats.date_format(date.fromisoformat(text), "DATE_FORMAT") if text else "—"


def _words(rule: AlertRule, facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What it rests on that is no quantity of a judgement."""
    if facts.get("before"):
        when = _("The year before") if rule is AlertRule.FELL_BACK else _("Before")
        yield when, str(label(_judged(facts["before"])))
    if facts.get("changed_on"):
        yield _("Changed on"), _day(facts["changed_on"])
    if rule is AlertRule.MILESTONE_OVERDUE and facts.get("due_on"):
        yield _("Due date"), _day(facts["due_on"])
    if facts.get("missing_years"):
        yield _("Years not reported"), str(facts["missing_years"])
    if facts.get("quality"):
        yield _("Quality of the figure"), str(label(Quality(facts["quality"])))


def _judged(word: str) -> Status | Verdict:
    return Status(word) if word in set(Status) else Verdict(word)


def _numbers(
    rule: AlertRule, facts: Mapping[str, Any], target: Target, year: int
) -> Iterable[tuple[str, str]]:
    """What was reached, what was expected, the gap; how far, and how much of the time is over."""
    actual, annual = _figure(facts, "value"), _figure(facts, "annual")
    places = max(1, target.decimals or 0, _places(actual))
    yield from _reached(facts, target, places)
    if annual is not None:
        yield _("Annual target"), quantity(number(annual, _places(annual)), target.unit)
    expected = target.as_reported(facts.get("expected"))
    if expected is not None and not facts.get("verdict"):
        yield _("Expected value"), quantity(number(expected, places), target.unit)
    elif annual is None and actual is not None:
        yield from _promised(target, year)
    gap = _gap(facts, actual, annual, expected)
    if gap is not None:
        yield _("Gap"), _between(signed(gap, places), target.unit)
    if rule is AlertRule.PROJECTION_UNLIKELY and facts.get("projection") is not None:
        projected = target.as_reported(facts["projection"])
        yield _("Projected"), quantity(number(projected, places), target.unit)
    yield from _shares(facts)


def _promised(target: Target, year: int) -> Iterable[tuple[str, str]]:
    """What the plan promises, where no year expects a value of its own."""
    promise = promise_in(target, year)
    compared = target.compared_with or _("compared series")
    text = target_text(promise, decimals=printed_decimals(promise, target), compared=compared)
    if text:
        yield _("Target value"), quantity(text, target.unit)


def _reached(facts: Mapping[str, Any], target: Target, places: int) -> Iterable[tuple[str, str]]:
    """The year's figure, or what the years come to where that is what is judged."""
    total, change = facts.get("cumulative"), facts.get("cumulative_change_percent")
    actual, average = _figure(facts, "value"), facts.get("average_growth_percent")
    if total is not None:
        yield _("Total so far"), quantity(number(Decimal(repr(total))), target.unit)
    elif change is not None:
        yield _("Change so far"), f"{signed(change, places)}%"
    elif actual is not None:
        yield _("Actual value"), quantity(number(actual, _places(actual)), target.unit)
    if average is not None and target.kind == TargetKind.GROWTH:
        yield _("Average yearly growth so far"), f"{number(average, places)}%"


def _shares(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if facts.get("verdict") or facts.get("annual") is not None:
        if facts.get("attainment") is not None:
            yield _("Attainment"), percent(facts["attainment"])
        return
    if facts.get("progress") is not None:
        yield _("Progress"), percent(facts["progress"])
    if facts.get("elapsed") is not None:
        yield _("Elapsed share"), percent(facts["elapsed"])
    if facts.get("pace") is not None:
        yield _("Pace"), pace(facts["pace"])


def _between(text: str, unit: str) -> str:
    """What lies between two values: of percentages that is percentage points."""
    if unit in ("%", "％"):
        return _("%(value)s percentage points") % {"value": text}
    return quantity(text, unit)


def _figure(facts: Mapping[str, Any], name: str) -> Decimal | None:
    return None if facts.get(name) is None else Decimal(str(facts[name]))


def _places(value: Decimal | None) -> int:
    return 0 if value is None else max(0, -int(value.as_tuple().exponent))


def _gap(
    facts: Mapping[str, Any],
    actual: Decimal | None,
    annual: Decimal | None,
    expected: float | None,
) -> Any:
    """As the judgement has it; else what lies between the figure and what was asked of it."""
    if facts.get("gap") is not None:
        return facts["gap"]
    if facts.get("cumulative") is not None or facts.get("cumulative_change_percent") is not None:
        return None
    if actual is None or facts.get("verdict"):
        return None
    if annual is not None:
        return actual - annual
    return None if expected is None else actual - Decimal(repr(expected))
