"""Views for rules, with everything that a test does not care about filled in."""

from datetime import date
from decimal import Decimal
from typing import Any

from tracker.alerts.rules.owed import Owing, Pending, Unassigned
from tracker.alerts.rules.targets import Annual, Changed, Judged, Milestone, Reported
from tracker.terms import Direction, Status, TargetKind, Verdict

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
        "never_submitted": 3,
        "reminder_days": (30, 7, 1),
    }
    return Owing(**{**defaults, **fields})


def pending(**fields: Any) -> Pending:
    """Two figures that came back, or were submitted, on Monday, 2 March 2026; five working days."""
    defaults: dict[str, Any] = {
        "zone_id": 1,
        "cycle_id": 12,
        "department_id": 5,
        "year": 2025,
        "since": date(2026, 3, 2),
        "count": 2,
        "days": 5,
    }
    return Pending(**{**defaults, **fields})


def unassigned(**fields: Any) -> Unassigned:
    """A delegated target without its assigned value of 2025."""
    defaults: dict[str, Any] = {"zone_id": 1, "target_id": 9, "department_id": 5, "year": 2025}
    return Unassigned(**{**defaults, **fields})


# What every view of a target has.
_ABOUT: dict[str, Any] = {
    "zone_id": 1,
    "department_id": 5,
    "target_id": 9,
    "year": 2024,
    "attribute": None,
}


def judged(**fields: Any) -> Judged:
    """An anticipatory target that is behind in 2024, on its way at a pace of 0.7."""
    return Judged(**{**_ABOUT, "word": Status.BEHIND, "figures": {"pace": 0.7}, **fields})


def milestone(**fields: Any) -> Milestone:
    """Due in 2025, not reported, asked for until 31 March 2026."""
    due = {"year": 2025, "due_on": date(2025, 12, 31), "asked_until": DUE_ON}
    return Milestone(**{**_ABOUT, **due, **fields})


def annual(value: str, asked: str, **fields: Any) -> Annual:
    """A level at least, reported beside its annual target."""
    shape = {"kind": TargetKind.LEVEL, "direction": Direction.AT_LEAST}
    return Annual(
        **{**_ABOUT, **shape, "value": Decimal(value), "annual": Decimal(asked), **fields}
    )


def changed(**fields: Any) -> Changed:
    """On track until 2 March 2026, behind since."""
    words = {"before": Status.ON_TRACK, "after": Status.BEHIND}
    return Changed(**{**_ABOUT, **words, "change_id": 77, "changed_on": date(2026, 3, 2), **fields})


def reported(**fields: Any) -> Reported:
    """Reported for 2025 last, so that 2026 is the first missing year; a patience of two years."""
    last = {"year": 2026, "last": 2025, "expected_year": 2025, "stale_years": 2}
    return Reported(**{**_ABOUT, **last, **fields})


def words() -> list[Status | Verdict]:
    """Every class there is."""
    return [*Status, *Verdict]
