"""What a mail told, as lines that people can read and that runs can be compared by."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from tracker.models import Alert, Figure, JudgementChange, Message, Notice, Target
from tracker.terms import AlertState

# A rule and what it is about: the same in every way that the days can go by.
Place = tuple[str, str]

# What a notice is about, as the outbox keeps it: "off_track:alert-5",
# "returned:figure-7:version-2", "due_soon:cycle-12:due-2026-03-31:department-4".
ABOUT = re.compile(r"(?P<rule>\w+):(?P<noun>\w+)-(?P<pk>\d+)")
DEPARTMENT = re.compile(r":department-(?P<pk>\d+)$")


@dataclass(frozen=True, order=True)
class Thing:
    """One thing told: under which rule, about what, at which level and step.

    ``happened`` where it was something that somebody did rather than something that goes on.
    """

    rule: str
    about: str
    level: int
    step: str = ""
    happened: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.rule} · {self.about} · {self.step} ({self.level})".replace(" ·  (", " (")

    @property
    def place(self) -> Place:
        return (self.rule, self.about)


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived: when, to whom, of what kind, and the things that it told, sorted."""

    at: datetime
    person: str
    kind: str
    subject: str
    things: tuple[Thing, ...]
    notices: tuple[tuple[str, int], ...] = field(compare=False)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    def lines(self) -> Iterator[str]:
        """A head and, below it, a line for each thing."""
        when = timezone.localtime(self.at)
        yield f"{when:%Y-%m-%d %H:%M} · {self.person} · {self.kind} · {self.subject}"
        yield from (f"    {thing}" for thing in self.things)


def open_places() -> tuple[dict[Place, int], dict[Place, int]]:
    """The level of everything that is open now, and of what of it no promise keeps silent."""
    rows = Alert.objects.filter(state=AlertState.OPEN)
    seen = list(rows.select_related("target", "zone", "cycle", "department"))
    levels = {(row.rule, _about(row)): row.level for row in seen}
    return levels, {(row.rule, _about(row)): row.level for row in seen if row.told}


def read(message: Message, at: datetime) -> Mail:
    """A mail that was just sent; what its alerts say now is what it told."""
    alerts = list(message.alerts.select_related("target", "zone", "cycle", "department"))
    notices = sorted(message.notices.all(), key=lambda notice: (notice.subject, notice.level))
    things = {thing for notice in notices for thing in _things(notice, alerts)}
    return Mail(
        at,
        message.person.name,
        message.kind,
        message.subject,
        tuple(sorted(things)),
        tuple((notice.subject, notice.level) for notice in notices),
    )


def _things(notice: Notice, alerts: Iterable[Alert]) -> Iterator[Thing]:
    match = ABOUT.match(notice.subject)
    assert match is not None, notice.subject
    rule, noun, pk = match["rule"], match["noun"], int(match["pk"])
    if noun == "figure":
        figure = Figure.objects.select_related("target").get(pk=pk)
        yield Thing(rule, _of(figure.target, figure.year), notice.level, happened=True)
    elif noun == "judgement":
        change = JudgementChange.objects.select_related("target").get(pk=pk)
        yield Thing(rule, _of(change.target, change.year), notice.level, happened=True)
    else:
        department = DEPARTMENT.search(notice.subject)
        place = (pk, int(department["pk"]) if department else None)
        mine = [
            one
            for one in alerts
            if one.rule == rule
            and (one.pk == pk if noun == "alert" else (one.cycle_id, one.department_id) == place)
        ]
        assert len(mine) == 1, f"{notice.subject} is not one of {list(map(str, alerts))}"
        yield Thing(rule, _about(mine[0]), notice.level, mine[0].step)


def _about(alert: Alert) -> str:
    """A target and year, or a department, the year and until when it is asked for."""
    if alert.target is not None:
        return _of(alert.target, alert.year)
    department = f" {alert.department}" if alert.department else ""
    due_on = alert.facts.get("due_on")
    until = f" 截止{due_on}" if due_on else ""
    return f"{alert.zone.name}{department} {alert.year}{until}"


def _of(target: Target, year: int) -> str:
    return f"{target.register_id} {target.name} {year}"
