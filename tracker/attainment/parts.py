"""The parts of an answer, as the functions that make them hand them on.

Each is a handful of fields of ``figures.Answer``; what a part leaves out is ``None`` there.
"""

from typing import TypedDict

from tracker.terms import Path, Reason, Status, Verdict


class Standing(TypedDict, total=False):
    """The words: a status, with its reason where there is one, or a verdict (exact 7)."""

    status: Status
    reason: Reason
    verdict: Verdict
    provisional: bool


class Tally(TypedDict, total=False):
    """The counts of years that are tested one by one (exact 28)."""

    years_met: int
    years_reported: int
    years_breached: int
    worst_margin: float | None


class Measured(TypedDict, total=False):
    """Where the latest figure stands against the target, base or no base."""

    attainment: float | None
    margin: float | None
    elapsed: float | None
    percentile: float | None


class Required(TypedDict, total=False):
    """What a year must still bring."""

    required_growth_percent: float | None
    required_increment: float | None
    required_over_achieved: float | None


class Travelled(Required, total=False):
    """How far along its path a yearly growth is."""

    attainment: float
    progress: float
    pace: float
    path: Path


class Projected(TypedDict, total=False):
    """Where the figures lead in the target year."""

    projection: float | None
    projection_low: float | None
    projection_high: float | None
    likelihood: str | None
