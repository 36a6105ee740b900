"""Who has not been told yet, bundled: one digest for each person and rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from tracker.alerts.audience import Audience
from tracker.models import Alert, Notice, Person
from tracker.terms import AlertRule, Role

# Subjects asked for in one query; all of them at once would overflow a query's parameters.
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: its ``subject`` for the log, the ``level`` and the name of that step."""

    subject: str
    level: int
    step: str


@dataclass(frozen=True)
class Line:
    """One open alert in a digest, and the role in which the person is told of it."""

    alert: Alert
    role: Role


@dataclass
class Digest:
    """All that one person is to be told now under one rule."""

    person: Person
    rule: AlertRule
    lines: list[Line] = field(default_factory=list)
    told: set[Told] = field(default_factory=set)

    @property
    def key(self) -> str:
        """Names the digest by the first thing it tells, which no other digest tells this person."""
        first = min(self.told, key=lambda one: (one.subject, one.level))
        return f"{first.subject}:{first.step}:person-{self.person.pk}"


def untold(alerts: Sequence[Alert], audience: Audience) -> list[Digest]:
    """What people have not been told at its present level, ordered by person and rule."""
    levels = _levels({_told(alert).subject for alert in alerts})
    digests: dict[tuple[int, AlertRule], Digest] = {}
    for alert in alerts:
        told, rule = _told(alert), AlertRule(alert.rule)
        for person, role in audience.of(alert).items():
            if levels.get((told.subject, person.pk), 0) >= told.level:
                continue
            digest = digests.setdefault((person.pk, rule), Digest(person, rule))
            digest.lines.append(Line(alert, role))
            digest.told.add(told)
    return [digests[place] for place in sorted(digests)]


def _told(alert: Alert) -> Told:
    """Departments of one cycle are one subject, so that whoever has several is told once.

    The due date belongs to it: when a deadline is moved, its reminders start anew.
    """
    if alert.target_id is not None:
        subject = f"{alert.rule}:alert-{alert.pk}"
    else:
        subject = f"{alert.rule}:cycle-{alert.cycle_id}:due-{alert.facts['due_on']}"
    return Told(subject, alert.level, alert.step)


def _levels(subjects: Iterable[str]) -> dict[tuple[str, int], int]:
    """The highest level at which each person was told of each subject."""
    return {
        (subject, person_id): level
        for part in _batches(sorted(subjects))
        for subject, person_id, level in Notice.objects.filter(subject__in=part)
        .values_list("subject", "person_id")
        .annotate(Max("level"))
        .order_by()
    }


def _batches(subjects: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(subjects), BATCH):
        yield subjects[start : start + BATCH]
