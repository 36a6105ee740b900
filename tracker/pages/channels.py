"""Channels beside mail: a zone's webhooks, for its plan administrators."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import access, flow
from tracker.alerts.webhooks.given import Given
from tracker.alerts.webhooks.queries import Shown, hosts, told_to, webhooks_of
from tracker.models import Webhook, Zone
from tracker.models.wording import choices
from tracker.pages.common import Crumb, SignedIn, open_zone, page
from tracker.pages.people_forms import TellingForm
from tracker.pages.telling import told
from tracker.terms import WebhookPreset

# Browsers offer to keep what looks like a password, and to fill it in elsewhere.
UNKEPT = {"autocomplete": "off", "spellcheck": "false"}


class ChannelForm(TellingForm):
    """What is entered about a webhook; of one that is there, empty fields stay as they are."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    preset = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=choices(WebhookPreset),
        help_text=gettext_lazy("What the other side understands; it stays."),
    )
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=UNKEPT),
        help_text=gettext_lazy("The whole address, as the robot or the other system shows it."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={**UNKEPT, "autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Signed JSON: 16 characters or more, known to the other side. DingTalk: the one that "
            "“sign” shows, if chosen there. WeCom: none."
        ),
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Language"), choices=settings.LANGUAGES
    )

    @property
    def given(self) -> Given:
        chosen = self.cleaned_data
        return Given(chosen["name"], chosen["url"], chosen["secret"], chosen["language"])


class ChangeForm(ChannelForm):
    """The same for one that is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["preset"]
        for name in ("url", "secret"):
            self.fields[name].help_text = _("Not shown again. Empty: stays as it is.")


def _open(request: SignedIn, code: str) -> Zone:
    zone = open_zone(request, code)
    if not access.may_connect(request.user, zone):
        text = _("Only plan administrators of %(zone)s come here, not their substitutes.")
        raise PermissionDenied(text % {"zone": zone})
    return zone


def _crumbs(zone: Zone, *more: Crumb) -> tuple[Crumb, ...]:
    own = Crumb(_("Channels"), reverse("channels", args=[zone.code]) if more else "")
    return (Crumb(str(zone), reverse("zone", args=[zone.code])), own, *more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: SignedIn, code: str) -> HttpResponse:
    """The zone's webhooks, and a form for another one."""
    zone = _open(request, code)
    form = ChannelForm(request.POST or None, initial={"language": request.user.language})
    if form.is_valid() and told(request, lambda: _add(request, zone, form), form):
        return redirect("channels", code=code)
    context = {
        "title": _("Channels"),
        "zone": zone,
        "channels": webhooks_of(zone),
        "hosts": hosts(),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "channels/channels.html", context, crumbs=_crumbs(zone), status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """One webhook: what it was told of late, and what can be done with it."""
    zone = _open(request, code)
    hook = get_object_or_404(Webhook.objects.select_related("zone"), pk=pk, zone=zone)
    first = {"name": hook.name, "language": hook.language}
    form = ChangeForm(request.POST if "change" in request.POST else None, initial=first)
    if request.method == "POST" and _carried_out(request, hook, form):
        if Webhook.objects.filter(pk=pk).exists():
            return redirect("channel", code=code, pk=pk)
        return redirect("channels", code=code)
    context = {
        "title": hook.name,
        "zone": zone,
        "shown": Shown(hook, None),
        "told": told_to(hook),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    crumbs = _crumbs(zone, Crumb(hook.name))
    return page(request, "channels/channel.html", context, crumbs=crumbs, status=status)


def _carried_out(request: SignedIn, hook: Webhook, form: ChangeForm) -> bool:
    """Whether the page is to be shown anew; not where the form has to be corrected."""
    if "change" in request.POST:
        return form.is_valid() and told(request, lambda: _change(request, hook, form), form)
    if verb := BUTTONS.get(request.POST.get("do", "")):
        told(request, lambda: verb(request, hook))
    return True


def _add(request: SignedIn, zone: Zone, form: ChannelForm) -> str:
    preset = WebhookPreset(form.cleaned_data["preset"])
    hook = flow.add_webhook(zone, preset, form.given, by=request.user)
    return _("“%(name)s” is entered, and off. Send a test, then switch it on.") % {
        "name": hook.name
    }


def _change(request: SignedIn, hook: Webhook, form: ChangeForm) -> str:
    was_on = hook.is_on
    changed = flow.change_webhook(hook, form.given, by=request.user)
    if was_on and not changed.is_on:
        return _("Saved, and switched off: the new address may not be called.")
    return _("Saved.")


def _on(request: SignedIn, hook: Webhook) -> str:
    flow.switch_webhook(hook, on=True, by=request.user)
    return _("“%(name)s” is on. It is told of what is open with the next run.") % {
        "name": hook.name
    }


def _off(request: SignedIn, hook: Webhook) -> str:
    flow.switch_webhook(hook, on=False, by=request.user)
    return _("“%(name)s” is off.") % {"name": hook.name}


def _test(request: SignedIn, hook: Webhook) -> str:
    flow.test_webhook(hook, by=request.user, at=timezone.now())
    return _("The test is on its way. Reload the page in a moment to see what came of it.")


def _remove(request: SignedIn, hook: Webhook) -> str:
    flow.remove_webhook(hook, by=request.user)
    return _("“%(name)s” is removed.") % {"name": hook.name}


BUTTONS: dict[str, Callable[[SignedIn, Webhook], str]] = {
    "on": _on,
    "off": _off,
    "test": _test,
    "remove": _remove,
}
