"""What a sheet says of each target besides what is entered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tracker.entry.sheet import layout
from tracker.entry.sheet.wording import measure_of
from tracker.entry.ticking import COUNTED
from tracker.models import Figure, ParentFigure, ReportingCycle, Target
from tracker.terms import TO_SUBMIT, Measure, TargetKind


@dataclass(frozen=True)
class Line:
    """One target of a cycle for one person.

    ``figure`` is its latest vintage of the year, None where none was begun; ``expected`` is what
    the way to the target asks of the year, ``annual`` its annual target or assigned value.
    ``given`` is the compared series' figure of the year, ``has_steps`` says that the steps of a
    milestone are named, ``takes`` that the cycle still takes its figure.
    """

    target: Target
    figure: Figure | None
    last: Figure | None = None
    expected: float | None = None
    annual: Decimal | None = None
    given: ParentFigure | None = None
    has_steps: bool = False
    takes: bool = True

    @property
    def kind(self) -> TargetKind:
        return TargetKind(self.target.kind)

    @property
    def measure(self) -> Measure:
        return measure_of(self.kind, self.target.relative_kind, self.target.assigned_kind)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that this target is asked for in the sheet."""
        return (*layout.asked_fields(self.kind), *layout.DESCRIBED)

    @property
    def is_open(self) -> bool:
        """Whether its officer may still change it in a sheet; a revision is made on the page."""
        return self.takes and (self.figure is None or self.figure.state in TO_SUBMIT)

    @property
    def is_given(self) -> bool:
        """Whether the series' figure stands in for one that is not entered here."""
        own = self.figure.parent_value if self.figure else None
        return self.given is not None and own is None

    @property
    def locked(self) -> dict[str, Any]:
        """What is known of fields that are asked for and not entered here, by field.

        The compared series' figure, and how many of a milestone's named steps are ticked.
        """
        locked: dict[str, Any] = {}
        if self.given is not None and self.is_given:
            locked["parent_value"] = self.given.value
        if self.has_steps:
            locked |= {name: getattr(self.figure, name, None) for name in COUNTED}
        return locked

    @property
    def stamp(self) -> str:
        """Which figure the sheet was made from."""
        if self.figure is None:
            return layout.NOT_BEGUN
        return layout.stamp(self.figure.vintage, self.figure.version)

    def in_percent(self, field: str) -> bool:
        """Whether a field's figure is in per cent."""
        return layout.in_percent(self.kind, self.target.unit, self.measure, field)


@dataclass(frozen=True)
class Facts:
    """One cycle's sheet for one person, as of ``made_at``."""

    cycle: ReportingCycle
    lines: tuple[Line, ...]
    made_at: datetime
