"""One target and year as one person meets it: what stands there, and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from tracker import access
from tracker.assessment.queries import case_of
from tracker.attainment.expectation import expected_in
from tracker.entry.queries import vintages
from tracker.models import Figure, MilestoneStep, ParentFigure, ReportingCycle, Target
from tracker.pages.common import SignedIn
from tracker.pages.forms import ReportForm
from tracker.planning.queries import cycle_of
from tracker.terms import FigureState, TargetKind, TargetState

EDITABLE = (FigureState.DRAFT, FigureState.RETURNED)


@dataclass(frozen=True)
class Surroundings:
    """What stands beside the field: what this year's figure can be compared with."""

    last: Figure | None
    expected: float | None
    annual: Decimal | None
    assigned: Decimal | None


@dataclass
class Desk:
    """``vintages`` are all of this year, the newest first."""

    request: SignedIn
    target: Target
    year: int
    cycle: ReportingCycle | None
    vintages: list[Figure]

    @property
    def working(self) -> Figure | None:
        """The vintage that is being worked on."""
        return next((v for v in self.vintages if v.state != FigureState.APPROVED), None)

    @property
    def in_force(self) -> Figure | None:
        return next((vintage for vintage in self.vintages if vintage.in_force), None)

    @property
    def is_asked_for(self) -> bool:
        """Whether a cycle takes this year's figure from its department today."""
        cycle = self.cycle
        return (
            self.target.state == TargetState.PUBLISHED
            and cycle is not None
            and cycle.takes(self.target.department_id, timezone.localdate())
        )

    @property
    def is_returned(self) -> bool:
        """What a reviewer sent back is still owed, after the closing too."""
        working = self.working
        return working is not None and working.state == FigureState.RETURNED

    @property
    def due_on(self) -> date | None:
        """Until when the figure is asked for, while it still is to be submitted."""
        if self.cycle is None or not self.is_asked_for or self.in_force is not None:
            return None
        is_owed = self.working is None or self.working.state in EDITABLE
        return self.cycle.due_for(self.target.department_id) if is_owed else None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_unconfirmed(self) -> bool:
        return self.target.state == TargetState.TO_BE_CONFIRMED

    @property
    def may_enter(self) -> bool:
        return access.may_enter(self.request.user, self.target)

    @property
    def may_trace(self) -> bool:
        return access.may_trace(self.request.user, self.target)

    @property
    def sees_work(self) -> bool:
        return access.reach(self.request.user).sees_work(self.target)

    @property
    def form_is_open(self) -> bool:
        """Whether to offer the form: a draft, a returned figure, a first one, or a revision."""
        if not (self.may_enter and (self.is_asked_for or self.is_returned)):
            return False
        if self.working:
            return self.working.state in EDITABLE
        return self.in_force is None or "revise" in self.request.GET

    @property
    def may_revise(self) -> bool:
        """Whether an approved figure may be replaced by a new vintage now."""
        return self.is_asked_for and self.may_enter and self.working is None

    @property
    def reviews_here(self) -> bool:
        """Whether the zone's figures wait in this person's inbox, whatever this one's state."""
        return access.reach(self.request.user).reviews(self.target.plan.zone_id)

    @property
    def may_review(self) -> bool:
        working = self.working
        return (
            working is not None
            and working.state == FigureState.SUBMITTED
            and access.may_review(self.request.user, working)
        )

    @property
    def may_reopen(self) -> bool:
        """Whether the figure in force may be sent back now: nobody works on a newer one."""
        return (
            self.in_force is not None
            and self.working is None
            and access.may_reopen(self.request.user, self.target)
        )

    @property
    def entered_it(self) -> bool:
        """Whether a reviewer is kept from approving only because the figure is their own."""
        working = self.working
        return (
            working is not None
            and working.state == FigureState.SUBMITTED
            and not self.may_review
            and access.reach(self.request.user).reviews(self.target.plan.zone_id)
        )

    @property
    def seen(self) -> list[Figure]:
        """The vintages that this person may see: work in progress only for those who do it."""
        return self.vintages if self.sees_work else [v for v in self.vintages if v.in_force]

    def form(self, data: Any = None) -> ReportForm:
        """The form with what was typed, else with what is stored."""
        return ReportForm(
            data,
            target=self.target,
            year=self.year,
            figure=self.working,
            revised=self.in_force,
            steps=self.steps,
            ticked=self._ticked(),
            is_given=self.given is not None
            and (self.working is None or self.working.parent_value is None),
        )

    @cached_property
    def steps(self) -> list[MilestoneStep]:
        """The named steps of a milestone. One query, for milestones only."""
        return list(self.target.steps.all()) if self.target.kind == TargetKind.MILESTONE else []

    @cached_property
    def given(self) -> ParentFigure | None:
        """The compared series' figure of this year. One query, where there is a series."""
        series = self.target.compared_series
        if series is None:
            return None
        found = series.figures.filter(year=self.year, in_force=True).first()
        return None if found is None or found.value is None else found

    def _ticked(self) -> Iterable[int]:
        """What stands ticked at first: as it was kept, else as in the year before."""
        kept = self.working or self.in_force
        if kept is None and self.steps:
            kept = self.target.figures.filter(year=self.year - 1, in_force=True).first()
        return kept.ticked if kept else ()


def desk_of(request: SignedIn, target: Target, year: int) -> Desk:
    """The desk of the person who asks. Three queries."""
    found = list(vintages(target, year))
    for vintage in found:
        vintage.target = target
    return Desk(request, target, year, cycle_of(target, year), found)


def surroundings(target: Target, year: int) -> Surroundings:
    """Last year's figure, and what is asked of this year's. Six queries at most."""
    last = target.figures.filter(year=year - 1, in_force=True).first()
    annual = target.annual_targets.filter(year=year).first()
    assigned = None
    if target.kind == TargetKind.DELEGATED:
        assigned = target.assigned_values.filter(year=year).first()
    expected = None
    if target.state == TargetState.PUBLISHED:
        expected = target.as_reported(expected_in(case_of(target, year), year))
    return Surroundings(
        last, expected, annual.value if annual else None, assigned.value if assigned else None
    )
