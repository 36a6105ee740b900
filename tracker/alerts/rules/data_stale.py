"""A target was not reported for long, or its figure was never settled.

Enforces the plan's patience (``Plan.stale_years``) and the order of vintages of methods §5: flash
and preliminary figures are followed by final ones, within twelve months of their approval. What
was never reported at all is asked for by the deadlines of its cycles.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Reported, found
from tracker.terms import AlertRule, Severity


def data_stale(reported: Reported, today: date) -> Finding | None:
    """A finding about the first missing year, else about the year whose figure is not final."""
    # The years from the first missing one to the last that is over.
    missing = reported.expected_year - reported.year + 1
    facts = {"value": None, "reported": reported.last}
    if missing >= max(1, reported.stale_years):
        return found(
            AlertRule.DATA_STALE,
            reported,
            today,
            gravity=min(missing, 9),
            step="not_reported",
            severity=Severity.WARNING,
            facts={**facts, "missing_years": missing},
        )
    if reported.unsettled_year is None or not _is_late(reported.approved_on, today):
        return None
    quality = reported.quality.value if reported.quality else None
    return found(
        AlertRule.DATA_STALE,
        reported,
        today,
        gravity=1,
        step="not_final",
        severity=Severity.NOTE,
        facts={**facts, "quality": quality},
        year=reported.unsettled_year,
    )


def _is_late(approved_on: date | None, today: date) -> bool:
    """Whether more than twelve months have passed since."""
    return approved_on is not None and (approved_on.month, approved_on.day) < (
        today.month + 12 * (today.year - approved_on.year - 1),
        today.day,
    )
