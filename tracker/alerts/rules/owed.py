"""What the rules about deadlines look at: who owes what in a reporting cycle."""

from dataclasses import dataclass
from datetime import date

from tracker.alerts.rules.answering import Life


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What one department still owes in one reporting cycle.

    ``department_id`` is None for the targets that no department is responsible for.
    ``outstanding`` of ``asked`` figures are neither submitted nor approved; ``never_submitted`` of
    these never were, the others came back. ``reminder_days`` are the plan's, in days before the
    due date; ``life`` is that of the alert that they are overdue, where one is open.
    """

    zone_id: int
    cycle_id: int
    department_id: int | None
    year: int
    opens_on: date
    due_on: date
    closed_on: date | None
    asked: int
    outstanding: int
    never_submitted: int
    reminder_days: tuple[int, ...]
    life: Life | None = None

    def waits(self, today: date) -> bool:
        """Whether figures can be entered today and some are missing."""
        return self.outstanding > 0 and self.closed_on is None and self.opens_on <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Figures of one cycle that somebody is to act on within so many working days.

    Returned ones of one department, to be corrected, or submitted ones of the whole zone, to be
    reviewed (``department_id`` is None). ``since`` is the day on which the first of these
    ``count`` came back or was handed over; ``days`` are the plan's. ``life`` is that of
    the alert, where one is open.
    """

    zone_id: int
    cycle_id: int
    department_id: int | None
    year: int
    since: date
    count: int
    days: int
    life: Life | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """A delegated target that an open cycle asks for, without its superior's value for the year."""

    zone_id: int
    target_id: int
    department_id: int | None
    year: int
    life: Life | None = None
