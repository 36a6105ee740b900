"""Enters, changes and removes webhooks, and writes what tries one out."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.alerts.webhooks.addresses import NotCalled, place_of
from tracker.alerts.webhooks.given import Given, refusal
from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Person, Posting, Webhook, Zone
from tracker.terms import MessageState, WebhookPreset

# So that nobody finds it by trying.
LEAST_SECRET = 16
# Where a robot's address has its key.
KEYS = {WebhookPreset.WECOM: "key", WebhookPreset.DINGTALK: "access_token"}
WAITING = (MessageState.QUEUED, MessageState.CLAIMED)


def add(zone: Zone, preset: WebhookPreset, given: Given, *, by: Person, at: datetime) -> Webhook:
    """A new webhook, switched off. Raises ``Incomplete`` with every field that cannot be taken."""
    hook = Webhook(zone=zone, preset=preset, made_by=by, made_at=at)
    _fill(hook, given)
    hook.save()
    return hook


def change(webhook: Webhook, given: Given) -> Webhook:
    """Another name, address, secret or language. Raises ``Incomplete`` as ``add`` does.

    An address that may not be called switches it off.
    """
    hook = _held(webhook)
    _fill(hook, given)
    hook.is_on = hook.is_on and refusal(hook) is None
    hook.save()
    return hook


def switch(webhook: Webhook, *, on: bool) -> Webhook:
    """Switch it on or off. Raises ``WrongState`` where its address may not be called."""
    hook = _held(webhook)
    if on:
        _require_callable(hook)
    hook.is_on = on
    hook.save(update_fields=["is_on"])
    return hook


def remove(webhook: Webhook) -> None:
    """Take it away, with what was told to it. Raises ``WrongState`` where it is gone already."""
    _held(webhook).delete()


def test(webhook: Webhook, *, at: datetime) -> Posting:
    """Write a posting that tries the webhook out, switched on or not.

    Raises ``WrongState`` while another one waits, and where the address may not be called.
    """
    hook = _held(webhook)
    _require_callable(hook)
    tests = hook.postings.filter(key__startswith=f"webhook-{hook.pk}:{Posting.TEST}-")
    if tests.filter(state__in=WAITING).exists():
        raise WrongState("test_waits")
    key = f"webhook-{hook.pk}:{Posting.TEST}-{at.timestamp():.6f}"
    with override(hook.language):
        body = _trial(hook, key, at)
    return Posting.objects.create(
        webhook=hook, key=key, subject=body["title"], body=body, not_before=at, written_at=at
    )


def _require_callable(hook: Webhook) -> None:
    if refused := refusal(hook):
        raise WrongState(refused.code, host=refused.facts)


def _held(webhook: Webhook) -> Webhook:
    """The row as it stands, kept from others until the transaction ends."""
    rows = Webhook.objects.select_for_update(no_key=True, of=("self",)).select_related("zone")
    hook = rows.filter(pk=webhook.pk).first()
    if hook is None:
        raise WrongState("webhook_gone")
    return hook


def _fill(hook: Webhook, given: Given) -> None:
    """Put what was given into a row. Raises ``Incomplete``."""
    name = given.name.strip()
    hook.url, hook.secret = given.url.strip() or hook.url, given.secret.strip() or hook.secret
    problems = [*_wrong_name(hook, name), *_wrong_url(hook), *_wrong_secret(hook)]
    if given.language not in dict(settings.LANGUAGES):
        problems.append(FieldProblem("language", given.language, "not_a_choice"))
    if problems:
        raise Incomplete(*problems)
    hook.name, hook.language = name, given.language


def _wrong_name(hook: Webhook, name: str) -> list[FieldProblem]:
    if not name:
        return [FieldProblem("name", name, "field_missing")]
    if len(name) > 80:
        return [FieldProblem("name", name, "too_long")]
    if Webhook.objects.filter(zone=hook.zone, name=name).exclude(pk=hook.pk).exists():
        return [FieldProblem("name", name, "webhook_name_taken")]
    return []


def _wrong_url(hook: Webhook) -> list[FieldProblem]:
    """The address as typed is in no problem: its key would be repeated wherever that is shown."""
    if not hook.url:
        return [FieldProblem("url", "", "field_missing")]
    try:
        place_of(hook.url)
    except NotCalled as refused:
        return [FieldProblem("url", "", refused.code)]
    if len(hook.url) > 500:
        return [FieldProblem("url", "", "too_long")]
    key = KEYS.get(WebhookPreset(hook.preset))
    if key and key not in parse_qs(urlsplit(hook.url).query):
        return [FieldProblem("url", key, "no_robot_key")]
    return []


def _wrong_secret(hook: Webhook) -> list[FieldProblem]:
    if len(hook.secret) > 200:
        return [FieldProblem("secret", "", "too_long")]
    if hook.preset == WebhookPreset.SIGNED and len(hook.secret) < LEAST_SECRET:
        return [FieldProblem("secret", LEAST_SECRET, "secret_too_short")]
    return []


def _trial(hook: Webhook, key: str, at: datetime) -> dict[str, Any]:
    """What tries a webhook out: as a digest, with nothing in it."""
    return {
        "id": key,
        "zone": hook.zone.code,
        "language": hook.language,
        "title": _("%(zone)s: a test") % {"zone": hook.zone},
        "summary": _("This channel works. Alerts of this zone will be told here."),
        "illustrative": False,
        "count": 0,
        "items": [],
        "more": _("Open the alerts"),
        "link": f"{settings.SITE_URL}/alerts/?zone={hook.zone.code}",
        "written_at": timezone.localtime(at).isoformat("T", "seconds"),
    }
