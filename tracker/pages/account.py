"""One's own account: who one is, how one is mailed, which roles one has, who stands in."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.models import Person
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.people_forms import AbsenceForm, AccountForm, MailsForm
from tracker.pages.session import remember_language
from tracker.pages.telling import told
from tracker.people import queries


class OwnAccountForm(AccountForm):
    """One's own account; another mail address needs the password, for it can reset that."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Only for changing the e-mail address."),
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        first = {name: getattr(person, name) for name in ("name", "email", "language")}
        super().__init__(data, initial=first, prefix="account")
        self.person = person

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        moved = typed.get("email", self.person.email) != self.person.email
        if moved and not self.person.check_password(typed.get("password", "")):
            self.add_error("password", _("Enter the present password to change the address."))
        return typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn) -> HttpResponse:
    """What people see and change of their own account."""
    own = access.reach(request.user).own
    colleagues = queries.colleagues({one.zone_id for one in own}, request.user)
    details = OwnAccountForm(_sent(request, "change"), person=request.user)
    first = {"from_on": timezone.localdate()}
    absence = AbsenceForm(
        _sent(request, "lend"), colleagues=colleagues, prefix="absence", initial=first
    )
    floor = queries.deadline_floor(one.zone_id for one in own)
    mails = MailsForm(_sent(request, "mails"), person=request.user, floor=floor)
    if request.method == "POST" and (answer := _carried_out(request, details, absence, mails)):
        return answer
    context = {
        "title": _("My account"),
        "memberships": own,
        "details": details,
        "absence": absence,
        "mails": mails,
        "delegations": queries.own_delegations(request.user, today=timezone.localdate()),
    }
    status = 422 if request.method == "POST" else 200
    crumbs = (Crumb(_("My account")),)
    return page(request, "account/account.html", context, crumbs=crumbs, status=status)


def _sent(request: SignedIn, button: str) -> QueryDict | None:
    return request.POST if button in request.POST else None


def _carried_out(
    request: SignedIn, details: OwnAccountForm, absence: AbsenceForm, mails: MailsForm
) -> HttpResponse | None:
    """The page anew, or nothing where a form has to be corrected."""
    if pk := request.POST.get("end"):
        told(request, partial(_end, request, pk))
        return redirect("account")
    if details.is_bound:
        if details.is_valid() and told(request, partial(_change, request, details), details):
            return remember_language(redirect("account"), details.cleaned_data["language"])
        return None
    if mails.is_bound:
        chosen = mails.is_valid() and told(request, partial(_choose, request, mails), mails)
        return redirect("account") if chosen else None
    if absence.is_bound and absence.is_valid():
        lent = told(request, partial(_lend, request, absence), absence)
        return redirect("account") if lent else None
    return None


def _change(request: SignedIn, form: OwnAccountForm) -> str:
    fields = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
    flow.change_account(request.user, **fields, by=request.user)
    return _("The account is changed.")


def _choose(request: SignedIn, form: MailsForm) -> str:
    flow.choose_mails(request.user, **form.cleaned_data, by=request.user)
    return _("From now on mails come as chosen here.")


def _lend(request: SignedIn, form: AbsenceForm) -> str:
    substitute, zone = form.chosen
    days = {name: form.cleaned_data[name] for name in ("from_on", "to_on", "reason")}
    flow.make_delegation(request.user, substitute, zone, **days, by=request.user)
    return _("%(substitute)s stands in.") % {"substitute": substitute}


def _end(request: SignedIn, pk: str) -> str:
    mine = queries.own_delegations(request.user, today=timezone.localdate())
    delegation = next((one for one in mine if str(one.pk) == pk), None)
    if delegation is None:
        raise Http404
    flow.end_delegation(delegation, by=request.user)
    return _("The substitution has ended.")
