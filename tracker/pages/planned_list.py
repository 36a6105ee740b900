"""The targets of a zone's plans as its administrator keeps them: a list that leads to each."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.models import Plan, Zone
from tracker.pages.common import Crumb, SignedIn, open_planning, page
from tracker.planning.keeping import Listed, listed, retired_targets
from tracker.terms import PlanState, TargetKind

# What the list can be narrowed to, and the test of each.
SHOWS: dict[str, tuple[Promise, object]] = {
    "": (gettext_lazy("All"), lambda row: True),
    "unconfirmed": (gettext_lazy("To be confirmed"), lambda row: row.is_unconfirmed),
    "revised": (gettext_lazy("Revised"), lambda row: bool(row.printed)),
    "without-years": (
        gettext_lazy("Not broken down by year"),
        lambda row: not row.years and not row.is_unconfirmed,
    ),
    "verified": (
        gettext_lazy("Baseline verified"),
        lambda row: row.target.verified_base_value is not None,
    ),
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty texts leave everything in."""

    show: str = ""
    text: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """As the address says; an unknown choice shows all."""
        show = request.GET.get("show", "")
        return cls(show if show in SHOWS else "", request.GET.get("q", "").strip())

    def keeps(self, row: Listed) -> bool:
        """Whether a target stays in the list."""
        target = row.target
        names = (target.name, target.name_en, target.scope.name, target.register_id)
        test = SHOWS[self.show][1]
        return bool(callable(test) and test(row)) and (
            not self.text or any(self.text.casefold() in name.casefold() for name in names if name)
        )


@login_required
@require_safe
def targets(request: SignedIn, code: str) -> HttpResponse:
    """All targets of the zone's published plans, narrowed by name and by what needs doing."""
    zone = open_planning(request, code)
    filters = Filters.of(request)
    plans = list(zone.plans.filter(state=PlanState.PUBLISHED))
    everything = [(plan, listed(plan)) for plan in plans]
    groups = [(plan, [row for row in rows if filters.keeps(row)]) for plan, rows in everything]
    context = {
        "title": _("Targets over time"),
        "zone": zone,
        "groups": groups,
        "filters": filters,
        "shows": [(value, text) for value, (text, _test) in SHOWS.items()],
        "count": sum(len(rows) for _plan, rows in everything),
        "shown": sum(len(rows) for _plan, rows in groups),
        "spans": {plan.pk: plan.end_year - plan.start_year + 1 for plan in plans},
        "retired": [target for plan in plans for target in retired_targets(plan)],
        "milestone": TargetKind.MILESTONE,
    }
    crumbs = (*way(zone), Crumb(_("Targets over time")))
    return page(request, "planned/list.html", context, crumbs=crumbs)


def way(zone: Zone) -> tuple[Crumb, ...]:
    """The way to the planning page of a zone."""
    return (
        Crumb(str(zone), reverse("zone", args=[zone.code])),
        Crumb(_("Planning"), reverse("planning", args=[zone.code])),
    )


def plan_of(request: HttpRequest, zone: Zone) -> Plan | None:
    """The published plan of ``?plan=``, else the zone's latest."""
    plans = list(zone.plans.filter(state=PlanState.PUBLISHED))
    chosen = next((plan for plan in plans if str(plan.pk) == request.GET.get("plan")), None)
    return chosen or (plans[-1] if plans else None)
