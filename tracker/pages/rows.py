"""One line of a table of targets, ready to be shown."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.models import Figure
from tracker.standing import Standing
from tracker.terms import TargetKind, TargetState


@dataclass(frozen=True)
class Row:
    """One target with what its line shows; numbers are still numbers."""

    item: Standing

    @property
    def base(self) -> Decimal | None:
        return self.item.base

    @property
    def latest(self) -> Figure | None:
        return self.item.figure

    @property
    def is_late(self) -> bool:
        """Whether the figure of the shown year came after its due date."""
        reported = self.item.reported
        return reported is not None and reported.late

    @property
    def decimals(self) -> int:
        return self.item.decimals

    @property
    def total(self) -> float | None:
        """What yearly amounts or changes come to so far: that, not a single year, is judged."""
        answer = self.item.answer
        return answer.cumulative_change_percent if self.is_change else answer.cumulative

    @property
    def is_change(self) -> bool:
        return self.item.target.kind == TargetKind.CUMULATIVE_CHANGE

    @property
    def expected(self) -> float | None:
        """The expected value, with the sign of what is reported: a reduction is negative."""
        return self.item.target.as_reported(self.item.answer.expected)

    @property
    def is_unconfirmed(self) -> bool:
        return self.item.target.state == TargetState.TO_BE_CONFIRMED


def row(item: Standing) -> Row:
    """The line of one target."""
    return Row(item)
