"""What a person owes: every cycle that asks something of them, the next deadline first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import access
from tracker.entry.queries import Owed, owed
from tracker.models import Department, ReportingCycle
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.grid_rows import NOT_STARTED, STATES
from tracker.planning.queries import asked_now, cycles
from tracker.terms import FigureState, Role


@dataclass(frozen=True)
class Duty:
    """One cycle and what this person reports in it, as of ``today``."""

    cycle: ReportingCycle
    owed: tuple[Owed, ...]
    today: date

    @property
    def outstanding(self) -> int:
        """How many targets still wait for the officer."""
        return sum(item.outstanding for item in self.owed)

    @property
    def is_begun(self) -> bool:
        """Whether anything was submitted at all, also what came back since."""
        return any(
            each.figure is not None
            and (each.figure.vintage > 1 or each.figure.state != FigureState.DRAFT)
            for each in self.owed
        )

    @cached_property
    def departments(self) -> list[Department]:
        """The departments that this person reports for here, in the order of the list."""
        return list(
            dict.fromkeys(item.target.department for item in self.owed if item.target.department)
        )

    @property
    def due_on(self) -> date:
        """The due date that comes first for what still waits, or for all where nothing does."""
        waiting = [item for item in self.owed if item.outstanding] or self.owed
        return min(self.cycle.due_for(item.target.department_id) for item in waiting)

    @property
    def days_left(self) -> int:
        return (self.due_on - self.today).days

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def returned(self) -> list[Owed]:
        """What a reviewer sent back."""
        return [
            each
            for each in self.owed
            if each.figure is not None and each.figure.state == FigureState.RETURNED
        ]

    @property
    def counts(self) -> list[tuple[str, Promise, int]]:
        """How many figures stand where, every state told: none is an answer too."""
        numbers = Counter(each.figure.state if each.figure else NOT_STARTED for each in self.owed)
        return [(state, word, numbers[state]) for state, word in STATES.items()]


@login_required
@require_safe
def entry(request: SignedIn) -> HttpResponse:
    """My returns: what the person's departments owe, by cycle and deadline. Seven queries."""
    today = timezone.localdate()
    memberships = access.reach(request.user).memberships
    zones = {member.zone_id for member in memberships if member.role == Role.OFFICER}
    asked = (each for each in asked_now(zones, today) if access.may_enter(request.user, each))
    found: dict[int, list[Owed]] = {}
    for item in owed(asked):
        found.setdefault(item.target.cycle_id, []).append(item)
    duties = [Duty(cycle, tuple(found[cycle.pk]), today) for cycle in cycles(found)]
    duties.sort(key=lambda duty: (duty.due_on, str(duty.cycle.plan.zone), duty.cycle.pk))
    context = {"title": _("My returns"), "duties": duties}
    return page(request, "work/entry.html", context, crumbs=(Crumb(_("My returns")),))
