"""What was sent to whom, when and why; one mail as it went out, and sending it again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from tracker import access, flow
from tracker.alerts import sent
from tracker.alerts.resending import MOST_REASON, WAITING
from tracker.alerts.sent import Failure
from tracker.errors import Refused
from tracker.models import Message, Person, Zone
from tracker.models.explaining import explain
from tracker.models.wording import choices, label
from tracker.pages.common import Crumb, SignedIn, page
from tracker.pages.people_forms import TellingForm
from tracker.pages.problems import status_of
from tracker.pages.trails import DAY, first_moment
from tracker.terms import MessageKind, MessageState

A_PAGE = 50
# A mail brings its styles along. It runs nothing, loads nothing, and is shown on its own page only.
ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

ALL = ("", gettext_lazy("All"))
STATES: dict[str, Any] = {
    "waiting": (gettext_lazy("Waiting"), WAITING),
    "sent": (label(MessageState.SENT), (MessageState.SENT,)),
    "failed": (label(MessageState.FAILED), (MessageState.FAILED,)),
    "dropped": (label(MessageState.DROPPED), (MessageState.DROPPED,)),
}


class MailFilter(forms.Form):
    """What the list is narrowed to; empty fields leave everything in."""

    who = forms.CharField(
        label=gettext_lazy("Name, user name or e-mail address"), required=False, max_length=100
    )
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[ALL, *((name, words) for name, (words, _states) in STATES.items())],
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("mail", "Why"), required=False, choices=[ALL, *choices(MessageKind)]
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DAY)

    def __init__(self, data: Any, *, zones: list[Zone]) -> None:
        super().__init__(data, auto_id="f-%s")
        self.zones = {zone.code: zone for zone in zones}
        found = [ALL, *((code, str(zone)) for code, zone in self.zones.items())]
        cast(forms.ChoiceField, self.fields["zone"]).choices = found
        # Whose mails are only one's own has nobody to choose among.
        if not zones:
            del self.fields["who"], self.fields["zone"]

    def narrow(self, mails: QuerySet[Message]) -> QuerySet[Message]:
        """The mails that fit what was chosen; nothing fits what cannot be read."""
        if not self.is_valid():
            return mails.none()
        chosen = self.cleaned_data
        if text := chosen.get("who", "").strip():
            mails = mails.filter(_is_called(text))
        if code := chosen.get("zone"):
            mails = mails.filter(sent.about_zone(self.zones[code]))
        if chosen["state"]:
            mails = mails.filter(state__in=STATES[chosen["state"]][1])
        if chosen["kind"]:
            mails = mails.filter(kind=chosen["kind"])
        if chosen["since"]:
            mails = mails.filter(written_at__gte=first_moment(chosen["since"]))
        if chosen["until"]:
            mails = mails.filter(written_at__lt=first_moment(chosen["until"], after=1))
        return mails


def _is_called(text: str) -> Q:
    names = Q(person__name__icontains=text) | Q(person__username__icontains=text)
    return names | Q(address__icontains=text)


class ResendForm(TellingForm):
    """Why a mail is sent again."""

    why = forms.CharField(
        label=gettext_lazy("Reason for sending it again"),
        help_text=gettext_lazy(
            "Kept with the new mail and in the trail; the mail does not say it."
        ),
        max_length=MOST_REASON,
        error_messages={
            "required": gettext_lazy("No reason was entered. Write why this mail is sent again.")
        },
    )


@dataclass(frozen=True)
class Line:
    """One mail as the list and its own page tell of it; ``told`` counts its alerts."""

    message: Message
    told: int = 0

    @property
    def state(self) -> MessageState:
        return MessageState(self.message.state)

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    @cached_property
    def failure(self) -> Failure | None:
        """Why it was given up, and what helps."""
        if self.state is not MessageState.FAILED:
            return None
        return sent.failure(self.message.last_error, self.message.address)


def _zones(person: Person) -> list[Zone]:
    """The zones whose people this person looks after, where there are any."""
    granted = access.reach(person)
    return [zone for zone in access.visible_zones(person) if granted.manages(zone.pk)]


@login_required
@require_safe
def mails(request: SignedIn) -> HttpResponse:
    """The mails that this person may read, the newest first; what failed of late above them."""
    readable, zones = access.visible_mails(request.user), _zones(request.user)
    form = MailFilter(request.GET, zones=zones)
    shown = Paginator(sent.listed(form.narrow(readable)), A_PAGE).get_page(request.GET.get("page"))
    told = sent.told(shown.object_list)
    context = {
        "title": _("Mails"),
        "form": form,
        "narrowed": any(form.data.get(name) for name in form.fields),
        "shown": shown,
        "lines": [Line(one, told.get(one.pk, 0)) for one in shown.object_list],
        "looks_after": bool(zones),
        "failed": sent.failed(readable, now=timezone.now()),
    }
    return page(request, "mails/mails.html", context, crumbs=(Crumb(_("Mails")),))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: SignedIn, pk: int) -> HttpResponse:
    """One mail: to whom, why, what became of it, what it said; and sending it again."""
    message = _open(request, pk)
    may_resend = access.may_resend(request.user, message)
    form = ResendForm(request.POST or None, prefix="again")
    refusal: Refused | None = None
    if request.method == "POST" and not may_resend:
        raise PermissionDenied(_("Only who looks after this person sends their mails again."))
    if form.is_valid():
        try:
            reason, now = form.cleaned_data["why"], timezone.now()
            again = flow.resend_message(message, reason=reason, by=request.user, at=now)
        except Refused as error:
            refusal = error
        else:
            messages.success(request, _("The mail goes out again, to %s.") % again.address)
            return redirect("mail", pk=again.pk)
    status = status_of(refusal) if refusal else 422 if form.errors else 200
    context = {
        "title": message.subject,
        "line": Line(message),
        "message": message,
        "family": sent.family(message),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "written_in": dict(settings.LANGUAGES).get(message.language, message.language),
        "form": form if may_resend else None,
        "refusal": explain(refusal) if refusal else [],
        "place": _place(request.user, message.person),
    }
    crumbs = (Crumb(_("Mails"), reverse("mails")), Crumb(message.subject))
    return page(request, "mails/mail.html", context, crumbs=crumbs, status=status)


@login_required
@require_safe
@xframe_options_sameorigin
def html(request: SignedIn, pk: int) -> HttpResponse:
    """The HTML of a mail, for the frame on its page."""
    return framed(_open(request, pk))


def framed(message: Message) -> HttpResponse:
    """The HTML of a mail alone; the view allows the frame by ``xframe_options_sameorigin``."""
    response = HttpResponse(message.body_html)
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _open(request: SignedIn, pk: int) -> Message:
    """A mail for those who may read it; for others there is none, so that no number tells."""
    return get_object_or_404(sent.whole(access.visible_mails(request.user)), pk=pk)


def _place(by: Person, person: Person) -> str:
    """The code of a zone from which ``by`` reaches the person's page; empty where there is none."""
    places = set(person.memberships.values_list("zone", flat=True))
    return next((zone.code for zone in _zones(by) if zone.pk in places), "")
