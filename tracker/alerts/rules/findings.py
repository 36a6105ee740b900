"""What rules look at, and what they answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.terms import AlertRule, Role, Severity, Urgency

# The rule with a target and year, or with a cycle and department: one open alert at most.
Subject = tuple[AlertRule, int | None, int | None, int | None]


def subject(
    rule: AlertRule,
    *,
    target_id: int | None,
    year: int,
    cycle_id: int | None,
    department_id: int | None,
) -> Subject:
    """What one open alert at most can be about."""
    if target_id is not None:
        return (rule, target_id, year, None)
    return (rule, None, cycle_id, department_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that needs someone: a target off its path, or a department late with figures.

    About a target and year, or about what a department owes in a cycle; ``department_id`` is the
    responsible one in both cases, None for nobody. The roles of ``told`` are told once at each
    ``level``: 1, and higher as it grows more urgent. ``step`` names the level, ``facts`` is what
    an alert keeps of it as JSON.
    """

    rule: AlertRule
    zone_id: int
    department_id: int | None
    year: int
    severity: Severity
    level: int
    step: str
    told: frozenset[Role]
    facts: Mapping[str, Any]
    urgency: Urgency = Urgency.ROUTINE
    target_id: int | None = None
    cycle_id: int | None = None

    @property
    def subject(self) -> Subject:
        """What one open alert at most can be about."""
        return subject(
            self.rule,
            target_id=self.target_id,
            year=self.year,
            cycle_id=self.cycle_id,
            department_id=self.department_id,
        )
