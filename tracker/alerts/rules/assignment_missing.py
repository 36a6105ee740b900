"""The superior's assigned value is missing.

Enforces that a delegated target is judged against the value that was handed down for the year
(methods §3, ``delegated``): while a cycle asks for its figure and there is none, the plan
administrators are told once, and again when the date passed that they promised it for.
"""

from datetime import date

from tracker.alerts.rules.answering import BROKEN, broken, is_silent
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Unassigned
from tracker.terms import AlertRule, Role, Severity


def assignment_missing(unassigned: Unassigned, today: date) -> Finding | None:
    """Holds for as long as the value is missing."""
    unkept = len(broken(unassigned.life, today))
    silent = is_silent(unassigned.life, today)
    return Finding(
        rule=AlertRule.ASSIGNMENT_MISSING,
        zone_id=unassigned.zone_id,
        target_id=unassigned.target_id,
        department_id=unassigned.department_id,
        year=unassigned.year,
        severity=Severity.NOTE,
        level=BROKEN * unkept + 1,
        step="missing-promise-broken" if unkept else "missing",
        told=frozenset() if silent else frozenset({Role.ADMINISTRATOR}),
        facts={},
    )
