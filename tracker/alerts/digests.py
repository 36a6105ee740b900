"""What one person is to be told now: the open alerts that wait, in one mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.models import Alert, Person
from tracker.terms import AlertRule, MessageKind, Role

# Cleared and opened again before the same due date, these are still the same thing to tell.
OF_A_DATE = frozenset({AlertRule.DUE_SOON, AlertRule.DUE_TODAY, AlertRule.OVERDUE})


@dataclass(frozen=True, slots=True)
class Line:
    """One open alert, and the role in which somebody is told of it."""

    alert: Alert
    role: Role

    @property
    def stands_in(self) -> bool:
        """Whether the role is told only because nobody has the one that should be."""
        return self.role.value not in self.alert.told


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one person is told by one mail of a day: of the day's digest, or at once."""

    person: Person
    kind: MessageKind
    today: date
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        """One digest a day; what is told at once is named by the first thing that it tells."""
        if self.kind is MessageKind.DIGEST:
            return f"digest:person-{self.person.pk}:{self.today.isoformat()}"
        first, level = min(self.told)
        return f"{first}:level-{level}:person-{self.person.pk}"

    @property
    def told(self) -> set[tuple[str, int]]:
        """What is told, at which level of urgency: its notices."""
        return {(subject(line.alert), line.alert.level) for line in self.lines}


def subject(alert: Alert) -> str:
    """What people are told of once a level.

    The due date belongs to it: when a deadline is moved, its reminders start anew.
    """
    if alert.rule not in OF_A_DATE:
        return f"{alert.rule}:alert-{alert.pk}"
    about = f"{alert.rule}:cycle-{alert.cycle_id}:due-{alert.facts['due_on']}"
    return about if alert.department_id is None else f"{about}:department-{alert.department_id}"


def subjects(lines: Iterable[Line]) -> set[str]:
    """The subjects of some lines."""
    return {subject(line.alert) for line in lines}
