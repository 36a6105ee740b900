"""The people of a zone, for its plan administrators: accounts, roles, absences."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NoReturn

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.models import Person, Zone
from tracker.pages.common import Crumb, SignedIn, open_zone, page
from tracker.pages.people_forms import (
    AbsenceForm,
    AccountForm,
    ExistingPersonForm,
    NewPersonForm,
    RoleForm,
    TellingForm,
)
from tracker.pages.telling import told
from tracker.people import queries
from tracker.people.queries import Listed


@dataclass(frozen=True)
class Office:
    """The zone of the address, and the zones whose people this administrator manages from it."""

    request: SignedIn
    zone: Zone
    zone_ids: frozenset[int]

    @property
    def zones(self) -> list[Zone]:
        return list(Zone.objects.filter(pk__in=self.zone_ids))

    def crumbs(self, *more: Crumb) -> tuple[Crumb, ...]:
        zone = self.zone
        people = Crumb(_("People"), reverse("people", args=[zone.code]) if more else "")
        return (Crumb(str(zone), reverse("zone", args=[zone.code])), people, *more)


def _office(request: SignedIn, code: str) -> Office:
    zone = open_zone(request, code)
    managed = access.reach(request.user).managed(zone.pk)
    if zone.pk not in managed:
        text = _("Only plan administrators of %(zone)s come here, not their substitutes.")
        raise PermissionDenied(text % {"zone": zone})
    return Office(request, zone, managed)


@login_required
@require_http_methods(["GET", "HEAD"])
def people(request: SignedIn, code: str) -> HttpResponse:
    """Everybody with a role in the zone or below it."""
    office = _office(request, code)
    text = request.GET.get("q", "").strip()
    context = {
        "title": _("People"),
        "zone": office.zone,
        "people": queries.people_of(
            office.zone_ids, today=timezone.localdate(), now=timezone.now(), text=text
        ),
        "asked": text,
    }
    return page(request, "people/people.html", context, crumbs=office.crumbs())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, code: str) -> HttpResponse:
    """A new account, or a role for an account that exists."""
    office = _office(request, code)
    first = {"place": f"zone-{office.zone.pk}", "language": office.request.user.language}
    zones, sent = office.zones, request.POST
    new = NewPersonForm(sent if "add" in sent else None, zones=zones, prefix="new", initial=first)
    existing = ExistingPersonForm(
        sent if "grant" in sent else None, zones=zones, prefix="old", initial=first
    )
    verbs: dict[TellingForm, Callable[[], str]] = {
        new: lambda: _add(request, new),
        existing: lambda: _grant(request, queries.find(existing.cleaned_data["person"]), existing),
    }
    for form, verb in verbs.items():
        if form.is_bound and form.is_valid() and told(request, verb, form):
            return redirect("people", code=code)
    context = {"title": _("Add a person"), "zone": office.zone, "new": new, "existing": existing}
    status = 422 if request.method == "POST" else 200
    crumbs = office.crumbs(Crumb(_("Add a person")))
    return page(request, "people/add.html", context, crumbs=crumbs, status=status)


@dataclass
class Sheet:
    """One person as this administrator may know and change them: roles here, and little else."""

    office: Office
    listed: Listed

    @property
    def person(self) -> Person:
        return self.listed.person

    @property
    def may_manage(self) -> bool:
        """Whether roles can be changed: never one's own, nor a system administrator's."""
        return access.may_manage(self.office.request.user, self.person, self.office.zone)

    @cached_property
    def may_close(self) -> bool:
        """Whether the whole account lies within reach."""
        return access.may_close(self.office.request.user, self.person, self.office.zone)

    @cached_property
    def has_roles_elsewhere(self) -> bool:
        places = {member.zone_id for member in self.person.memberships.all()}
        return not places <= self.office.zone_ids

    @cached_property
    def role_form(self) -> RoleForm:
        first = {"place": f"zone-{self.office.zone.pk}"}
        return RoleForm(self._sent("grant"), zones=self.office.zones, prefix="role", initial=first)

    @cached_property
    def absence_form(self) -> AbsenceForm:
        zones = {member.zone_id for member in self.listed.memberships}
        found = queries.colleagues(zones, self.person).exclude(person=self.office.request.user)
        today = timezone.localdate()
        return AbsenceForm(
            self._sent("lend"), colleagues=found, prefix="absence", initial={"from_on": today}
        )

    @cached_property
    def account_form(self) -> AccountForm | None:
        """Until the person has signed in: a misspelt address would keep them from it."""
        if self.person.last_login or not self.may_close:
            return None
        first = {name: getattr(self.person, name) for name in ("name", "email", "language")}
        return AccountForm(self._sent("correct"), prefix="account", initial=first)

    def _sent(self, button: str) -> QueryDict | None:
        sent = self.office.request.POST
        return sent if button in sent else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """One person's roles here, and what an administrator may do about the account."""
    office = _office(request, code)
    found = get_object_or_404(Person, pk=pk)
    now = timezone.now()
    seen = queries.listed(found, office.zone_ids, today=timezone.localdate(), now=now)
    if not seen.memberships:
        raise Http404
    sheet = Sheet(office, seen)
    if request.method == "POST" and _carried_out(request, sheet):
        stays = found.memberships.filter(zone__in=office.zone_ids).exists()
        return redirect("person", code, pk) if stays else redirect("people", code)
    context = {"title": str(found), "zone": office.zone, "sheet": sheet, "person": found}
    status = 422 if request.method == "POST" else 200
    crumbs = office.crumbs(Crumb(str(found)))
    return page(request, "people/person.html", context, crumbs=crumbs, status=status)


def _carried_out(request: SignedIn, sheet: Sheet) -> bool:
    """Whether the page is to be shown anew; not where a form has to be corrected."""
    for name, verb in BUTTONS.items():
        if value := request.POST.get(name):
            told(request, partial(verb, request, sheet, value))
            return True
    for name, form, filled in (
        ("grant", sheet.role_form, _grant_here),
        ("lend", sheet.absence_form, _lend),
        ("correct", sheet.account_form, _correct),
    ):
        if name in request.POST and form is not None:
            return form.is_valid() and told(request, partial(filled, request, sheet), form)
    return True


def _add(request: SignedIn, form: NewPersonForm) -> str:
    role, zone, department = form.granted
    fields = {name: form.cleaned_data[name] for name in ("username", "name", "email", "language")}
    person = flow.add_person(zone, **fields, role=role, department=department, by=request.user)
    text = _("%(person)s has an account now. The link to set a password goes to %(email)s.")
    return text % {"person": person, "email": person.email}


def _grant(request: SignedIn, person: Person, form: RoleForm) -> str:
    role, zone, department = form.granted
    membership = flow.grant_role(person, role, zone, department, by=request.user)
    text = _("%(person)s is %(role)s of %(place)s now.")
    return text % {
        "person": person,
        "role": membership.get_role_display(),
        "place": department or zone,
    }


def _grant_here(request: SignedIn, sheet: Sheet) -> str:
    return _grant(request, sheet.person, sheet.role_form)


def _withdraw(request: SignedIn, sheet: Sheet, pk: str) -> str:
    here = [one for one in sheet.listed.memberships if str(one.pk) == pk]
    if not here:
        raise Http404
    membership = here[0]
    flow.withdraw_role(membership, by=request.user)
    text = _("%(person)s is no longer %(role)s of %(place)s.")
    return text % {
        "person": sheet.person,
        "role": membership.get_role_display(),
        "place": membership.department or membership.zone,
    }


def _account(request: SignedIn, sheet: Sheet, wanted: str) -> str:
    verb, text = ACCOUNT_VERBS.get(wanted) or _no_such_button()
    verb(sheet.person, sheet.office.zone, by=request.user)
    return str(text) % {"person": sheet.person}


def _no_such_button() -> NoReturn:
    raise Http404


def _lend(request: SignedIn, sheet: Sheet) -> str:
    form = sheet.absence_form
    substitute, zone = form.chosen
    days = {name: form.cleaned_data[name] for name in ("from_on", "to_on", "reason")}
    flow.make_delegation(sheet.person, substitute, zone, **days, by=request.user)
    return _("%(substitute)s stands in for %(person)s.") % {
        "substitute": substitute,
        "person": sheet.person,
    }


def _end(request: SignedIn, sheet: Sheet, pk: str) -> str:
    here = [one for one in sheet.listed.absences if str(one.pk) == pk]
    if not here:
        raise Http404
    flow.end_delegation(here[0], by=request.user)
    return _("The substitution has ended.")


def _correct(request: SignedIn, sheet: Sheet) -> str:
    fields = sheet.account_form.cleaned_data if sheet.account_form else {}
    flow.correct_person(sheet.person, sheet.office.zone, **fields, by=request.user)
    return _("The account is corrected.")


# The buttons that say which row or which verb they mean.
BUTTONS: dict[str, Callable[[SignedIn, Sheet, str], str]] = {
    "withdraw": _withdraw,
    "account": _account,
    "end": _end,
}
ACCOUNT_VERBS: dict[str, tuple[Callable[..., object], Promise]] = {
    "deactivate": (flow.deactivate_person, gettext_lazy("The account of %(person)s is closed.")),
    "reactivate": (flow.reactivate_person, gettext_lazy("The account of %(person)s is open.")),
    "link": (flow.send_link_again, gettext_lazy("The link goes to %(person)s by mail.")),
    "accept": (flow.accept_address, gettext_lazy("Mails go to %(person)s again.")),
    "release": (flow.release_sign_in, gettext_lazy("%(person)s can try the password again.")),
}
