"""One line of a table of targets, ready to be shown."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.models import Figure
from tracker.standing import Standing
from tracker.terms import Direction, Quality, TargetKind, TargetState

UNSETTLED = frozenset({Quality.FLASH, Quality.PRELIMINARY})


@dataclass(frozen=True)
class Row:
    """One target with what its line shows; numbers are still numbers."""

    item: Standing

    @property
    def base(self) -> Decimal | None:
        """The baseline in use: as finally verified, else as printed."""
        target = self.item.target
        return (
            target.base_value if target.verified_base_value is None else target.verified_base_value
        )

    @property
    def latest(self) -> Figure | None:
        return self.item.figure

    @property
    def is_hollow(self) -> bool:
        """Whether the latest figure may still change."""
        return self.latest is not None and self.latest.quality in UNSETTLED

    @property
    def decimals(self) -> int:
        """For calculated values: one more than nothing, as many as what they stand beside."""
        typed = self.latest.decimals if self.latest else 0
        return max(1, self.item.target.decimals, typed)

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
        expected = self.item.answer.expected
        falls = self.is_change and self.item.target.direction == Direction.AT_MOST
        return -expected if falls and expected is not None else expected

    @property
    def is_unconfirmed(self) -> bool:
        return self.item.target.state == TargetState.TO_BE_CONFIRMED


def row(item: Standing) -> Row:
    """The line of one target."""
    return Row(item)
