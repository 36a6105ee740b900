"""What a person owes."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import access
from tracker.entry.queries import Owed, owed
from tracker.models import ReportingCycle
from tracker.pages.common import Crumb, SignedIn, page
from tracker.planning.queries import asked_for, open_cycles


@dataclass(frozen=True)
class Duty:
    """One open cycle and what this person reports in it."""

    cycle: ReportingCycle
    owed: tuple[Owed, ...]
    days_left: int

    @property
    def outstanding(self) -> int:
        """How many targets still wait for the officer."""
        return sum(item.outstanding for item in self.owed)


@login_required
@require_safe
def entry(request: SignedIn) -> HttpResponse:
    """My returns: the targets that this person's departments owe in the open cycles."""
    today = timezone.localdate()
    reach = access.reach(request.user)
    zones = {zone_id for zone_id in reach.zone_ids if "officer" in reach.roles(zone_id)}
    cycles = open_cycles(today).filter(plan__zone__in=zones).order_by("due_on", "plan")
    duties = [_duty(request, cycle, (cycle.due_on - today).days) for cycle in cycles]
    context = {"title": _("My returns"), "duties": [duty for duty in duties if duty.owed]}
    return page(request, "work/entry.html", context, crumbs=(Crumb(_("My returns")),))


def _duty(request: SignedIn, cycle: ReportingCycle, days_left: int) -> Duty:
    """Two queries; the person's own targets are picked by their department."""
    targets = asked_for(cycle.plan, cycle.year).select_related(
        "plan", "indicator", "scope", "department"
    )
    rows = owed(cycle, targets)
    mine = (item for item in rows if access.may_enter(request.user, item.target))
    return Duty(cycle, tuple(mine), days_left)
