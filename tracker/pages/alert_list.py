"""The inbox of alerts: what it is narrowed to, and what is shown of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker import access
from tracker.alerts.inbox import (
    ACTING,
    by_answer,
    cleared_in,
    of_person,
    officers_of,
    open_in,
    with_until,
)
from tracker.findings import full_stop
from tracker.models import Alert, Person, Zone
from tracker.models.wording import GRAVITIES, label
from tracker.pages.alerted import Found
from tracker.terms import AlertRule, Severity

PER_PAGE = 50
MINE, ALL = "mine", "all"
CLEARED = "cleared"
# Days since it was raised: from one number up to another, None for no end.
AGES: dict[str, tuple[Promise, int, int | None]] = {
    "today": (gettext_lazy("today"), 0, 0),
    "week": (gettext_lazy("up to 7 days"), 0, 7),
    "month": (gettext_lazy("up to 30 days"), 0, 30),
    "older": (gettext_lazy("over 30 days"), 31, None),
}
ANSWERS: dict[str, Promise] = {
    "none": gettext_lazy("not answered"),
    "running": gettext_lazy("promise running"),
    "broken": gettext_lazy("promise not kept"),
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what is empty leaves everything in."""

    who: str = ""
    zone: str = ""
    rule: str = ""
    severity: str = ""
    age: str = ""
    answered: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Filters":
        """As the address says; what cannot be chosen is not asked for."""

        def chosen(name: str, *among: object) -> str:
            value = asked.get(name, "")
            return value if value in set(map(str, among)) else ""

        return cls(
            who=asked.get("who", ""),
            zone=asked.get("zone", ""),
            rule=chosen("rule", *AlertRule),
            severity=chosen("severity", *Severity),
            age=chosen("age", *AGES),
            answered=chosen("answered", *ANSWERS),
        )

    @property
    def narrows(self) -> bool:
        return bool(self.who) or self.narrows_rows

    @property
    def narrows_rows(self) -> bool:
        """Whether more is asked for than a person."""
        return any((self.zone, self.rule, self.severity, self.age, self.answered))

    def narrow(self, alerts: QuerySet[Alert], today: date) -> QuerySet[Alert]:
        """All but the person and the zone."""
        asked = {"rule": self.rule, "severity": self.severity}
        alerts = alerts.filter(**{name: value for name, value in asked.items() if value})
        if self.age:
            _text, least, most = AGES[self.age]
            alerts = alerts.filter(raised_on__lte=today - timedelta(days=least))
            if most is not None:
                alerts = alerts.filter(raised_on__gte=today - timedelta(days=most))
        return alerts.filter(by_answer(today)[self.answered]) if self.answered else alerts


@dataclass(frozen=True)
class Line:
    """One alert of the list, and how its answer stands."""

    found: Found

    @property
    def alert(self) -> Alert:
        return self.found.alert

    @property
    def until(self) -> date | None:
        """What the latest answer promised."""
        until: date | None = getattr(self.alert, "until", None)
        return until

    @property
    def is_broken(self) -> bool:
        return self.until is not None and self.until < self.found.today


@dataclass(frozen=True)
class AlertList:
    """The alerts that one person looks at; ``is_cleared``: those that are over."""

    person: Person
    filters: Filters
    is_cleared: bool
    today: date

    @cached_property
    def zones(self) -> list[Zone]:
        return list(access.visible_zones(self.person))

    @property
    def acts(self) -> bool:
        """Whether this person has a role in which alerts are answered."""
        return any(member.role in ACTING for member in access.reach(self.person).memberships)

    @cached_property
    def officers(self) -> list[Person]:
        """Whose alerts can be looked at: officers of the zones that this person oversees."""
        granted = access.reach(self.person)
        zones = [
            zone.pk
            for zone in self.zones
            if granted.reviews(zone.pk) or granted.administers(zone.pk)
        ]
        return list(officers_of(zones)) if zones else []

    @cached_property
    def who(self) -> str:
        """Mine by default, for those who have any; else everybody's."""
        asked = self.filters.who
        if asked in {ALL, *(str(one.pk) for one in self.officers)}:
            return asked
        return MINE if self.acts else ALL

    @property
    def people(self) -> list[tuple[str, str]]:
        """Whose can be chosen."""
        own = [(MINE, _("What I am to act on"))] if self.acts else []
        others = [(str(one.pk), str(one)) for one in self.officers if one.pk != self.person.pk]
        return [*own, (ALL, _("Everybody's")), *others]

    @cached_property
    def rows(self) -> QuerySet[Alert]:
        chosen = [zone for zone in self.zones if zone.code == self.filters.zone]
        if self.is_cleared:
            rows = cleared_in(chosen or self.zones, self.today)
        else:
            rows = open_in(chosen or self.zones, self.today)
        if self.who == MINE:
            rows = rows.filter(of_person(self.person))
        elif self.who != ALL:
            rows = rows.filter(of_person(next(o for o in self.officers if str(o.pk) == self.who)))
        return self.filters.narrow(rows, self.today)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each severity, and how their answers stand. One query."""
        answers = by_answer(self.today)
        return self.rows.aggregate(
            **{one.value: Count("pk", filter=Q(severity=one)) for one in Severity},
            **{name: Count("pk", filter=fits) for name, fits in answers.items()},
        )

    @property
    def total(self) -> int:
        return sum(self.counts[one.value] for one in Severity)

    @property
    def finding(self) -> str:
        """All of them in one sentence."""
        total = self.total
        if self.is_cleared:
            text = ngettext(
                "%(count)s alert cleared in the last 90 days",
                "%(count)s alerts cleared in the last 90 days",
                total,
            )
            return full_stop(text % {"count": total})
        text = ngettext("%(count)s open alert", "%(count)s open alerts", total)
        clauses = [text % {"count": total}]
        clauses += [
            f"{GRAVITIES[one]} {self.counts[one.value]}"
            for one in Severity
            if self.counts[one.value]
        ]
        clauses += [
            f"{ANSWERS[name]} {self.counts[name]}"
            for name in ("none", "broken")
            if self.counts[name]
        ]
        return full_stop(*clauses)

    def page(self, number: str | None) -> "Page[Alert]":
        """One page of rows. One query: how many there are is known."""
        paginator: Paginator[Alert] = Paginator(self.rows, PER_PAGE)
        paginator.count = self.total
        return paginator.get_page(number)

    def lines(self, shown: "Page[Alert]") -> list[Line]:
        """The rows of a page, ready to be shown. One query."""
        return [Line(Found(alert, self.person, self.today)) for alert in with_until(shown)]

    @property
    def options(self) -> dict[str, list[tuple[str, str | Promise]]]:
        """What can be chosen in the filters."""
        return {
            "rule": [(one.value, label(one)) for one in AlertRule],
            "severity": [(one.value, word) for one, word in GRAVITIES.items()],
            "age": [(value, text) for value, (text, _least, _most) in AGES.items()],
            "answered": list(ANSWERS.items()),
        }
