"""One line of a table of targets, ready to be shown."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.models import Figure
from tracker.standing import Standing
from tracker.terms import Quality, TargetState

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
    def is_invented(self) -> bool:
        return self.latest is not None and self.latest.quality == Quality.ILLUSTRATIVE

    @property
    def decimals(self) -> int:
        """For calculated values: one more than nothing, as many as what they stand beside."""
        typed = self.latest.decimals if self.latest else 0
        return max(1, self.item.target.decimals, typed)

    @property
    def is_unconfirmed(self) -> bool:
        return self.item.target.state == TargetState.TO_BE_CONFIRMED


def row(item: Standing) -> Row:
    """The line of one target."""
    return Row(item)
