"""What all pages share: the frame around them, who may open them, and the year they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import access, standing
from tracker.alerts.inbox import waiting_for
from tracker.models import Membership, Person, Plan, Target, Zone
from tracker.terms import PlanState, Role, TargetState


class SignedIn(HttpRequest):
    """A request behind ``login_required``: its user is a person."""

    user: Person


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the board to this page; the last one has no address."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands around a page: who is here, which plan it is about, the way to it."""

    person: Person | AnonymousUser
    plan: Plan | None = None
    crumbs: Sequence[Crumb] = field(default_factory=tuple)

    @cached_property
    def memberships(self) -> list[Membership]:
        """The person's own roles with their zones. One query that the page's reach shares."""
        if not self.person.is_authenticated:
            return []
        return access.reach(self.person).own

    @cached_property
    def acting_for(self) -> list[Person]:
        """The people for whom this person stands in today."""
        if not self.person.is_authenticated:
            return []
        return list(dict.fromkeys(member.person for member in access.reach(self.person).lent))

    @property
    def role(self) -> str:
        """Who this person is here: role and place, several places counted."""
        roles = list(dict.fromkeys(member.get_role_display() for member in self.memberships))
        if not roles:
            return ""
        first = self.memberships[0]
        places = {member.zone_id for member in self.memberships}
        if len(places) == 1:
            place = str(first.department or first.zone)
        else:
            words = ngettext("%(count)s zone", "%(count)s zones", len(places))
            place = words % {"count": len(places)}
        return f"{' / '.join(roles)} · {place}"

    @cached_property
    def to_answer(self) -> int:
        """How many open alerts wait for this person. One query at most for most people."""
        if not self.person.is_authenticated:
            return 0
        return waiting_for(self.person, timezone.localdate())

    @property
    def reads(self) -> bool:
        """Whether this person sees a zone at all."""
        if not self.person.is_authenticated:
            return False
        return self.person.is_superuser or bool(access.reach(self.person).memberships)

    @property
    def verifies(self) -> bool:
        """Whether this person may hold a document against those that were issued."""
        return self.person.is_authenticated or bool(settings.PUBLIC_VERIFICATION)

    @property
    def enters(self) -> bool:
        return self._has(Role.OFFICER)

    @property
    def reviews(self) -> bool:
        return self._has(Role.REVIEWER)

    def _has(self, role: Role) -> bool:
        """Whether the person has a role somewhere, lent ones included."""
        if not self.person.is_authenticated:
            return False
        return any(member.role == role for member in access.reach(self.person).memberships)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    plan: Plan | None = None,
    crumbs: Iterable[Crumb] = (),
    status: int = 200,
) -> HttpResponse:
    """Render one page within its frame."""
    frame = Frame(request.user, plan, (Crumb(_("Board"), reverse("board")), *crumbs))
    return render(request, f"tracker/{template}", {**context, "frame": frame}, status=status)


def this_year() -> int:
    """The calendar year where the office is."""
    return timezone.localdate().year


def asked_year(request: HttpRequest, years: Sequence[int]) -> int:
    """The year of ``?year=``, without one the usual one; always a year that a plan has.

    ``years`` are ascending and not empty. One query where no year is named.
    """
    wanted = request.GET.get("year", "")
    is_year = wanted.isascii() and wanted.isdigit() and len(wanted) == 4
    year = int(wanted) if is_year else standing.usual_year(this_year())
    return min(max(year, years[0]), years[-1])


def years_of(plans: Iterable[Plan]) -> list[int]:
    """The years that plans cover, ascending."""
    spans = [(plan.start_year, plan.end_year) for plan in plans]
    if not spans:
        return []
    return list(
        range(min(first for first, _last in spans), max(last for _first, last in spans) + 1)
    )


def open_zone(request: SignedIn, code: str) -> Zone:
    """The zone of an address, for those whom a membership lets read it."""
    zone = get_object_or_404(Zone, code=code)
    if not access.may_see(request.user, zone):
        raise PermissionDenied(_("This account has no access to %(zone)s.") % {"zone": zone})
    return zone


def open_planning(request: SignedIn, code: str) -> Zone:
    """The zone of an address, for those who administer its plans."""
    zone = open_zone(request, code)
    if not access.may_administer(request.user, zone):
        raise PermissionDenied(
            _("Only plan administrators of %(zone)s come here.") % {"zone": zone}
        )
    return zone


def to_retired(target: Target) -> HttpResponse:
    """On to the page of its administrator, the only one that a retired target still has."""
    pk = target.restates_id or target.pk
    return redirect("planning-target", code=target.plan.zone.code, pk=pk)


def open_target(request: SignedIn, pk: int, *, retired: bool = False) -> Target:
    """The target of an address, for those who may read its zone.

    Retired ones are gone; with ``retired`` those who administer their zone still get them.
    """
    rows = Target.objects.select_related(
        "plan__zone", "indicator", "scope", "department", "restates"
    )
    target = get_object_or_404(rows, pk=pk)
    zone = target.plan.zone
    may_keep = retired and access.may_administer(request.user, zone)
    if target.state == TargetState.RETIRED and not may_keep:
        raise Http404
    if not access.may_see(request.user, zone):
        raise PermissionDenied(_("This account has no access to %(zone)s.") % {"zone": zone})
    if target.plan.state != PlanState.PUBLISHED and not access.may_administer(request.user, zone):
        raise Http404
    return target
