"""Views for rules, with everything that a test does not care about filled in."""

from datetime import date
from typing import Any

from tracker.alerts.rules.findings import Judged, Owing
from tracker.terms import Status

DUE_ON = date(2026, 3, 31)


def owing(**fields: Any) -> Owing:
    """A department with three of five figures outstanding, asked from January to March 2026."""
    defaults: dict[str, Any] = {
        "zone_id": 1,
        "cycle_id": 12,
        "department_id": 5,
        "year": 2025,
        "opens_on": date(2026, 1, 1),
        "due_on": DUE_ON,
        "closed_on": None,
        "asked": 5,
        "outstanding": 3,
    }
    return Owing(**{**defaults, **fields})


def judged(**fields: Any) -> Judged:
    """An anticipatory target that is behind in 2024."""
    defaults: dict[str, Any] = {
        "zone_id": 1,
        "department_id": 5,
        "target_id": 9,
        "year": 2024,
        "word": Status.BEHIND,
        "attribute": None,
    }
    return Judged(**{**defaults, **fields})
