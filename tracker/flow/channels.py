"""A zone's alerts are told to group robots and other systems as well."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import access, queue
from tracker.alerts.claiming import Delivered
from tracker.alerts.webhooks import actions, sending
from tracker.alerts.webhooks.addresses import place_of
from tracker.alerts.webhooks.given import Given
from tracker.flow.common import record, require
from tracker.models import Person, Posting, Webhook, Zone
from tracker.terms import WebhookPreset


def add_webhook(zone: Zone, preset: WebhookPreset, given: Given, *, by: Person) -> Webhook:
    """Enter a webhook of a zone, switched off. Raises ``Incomplete``."""
    require(access.may_connect(by, zone), "add_webhook")
    with transaction.atomic():
        hook = actions.add(zone, preset, given, by=by, at=timezone.now())
        record("add_webhook", hook, by=by, zone=zone, after=_trace(hook))
    return hook


def change_webhook(webhook: Webhook, given: Given, *, by: Person) -> Webhook:
    """Change what was entered; an empty address or secret stays as it is. Raises ``Incomplete``."""
    zone = webhook.zone
    require(access.may_connect(by, zone), "change_webhook")
    with transaction.atomic():
        before = _trace(webhook)
        hook = actions.change(webhook, given)
        after = _trace(hook) | ({"secret_changed": True} if given.secret.strip() else {})
        record("change_webhook", hook, by=by, zone=zone, before=before, after=after)
    return hook


def switch_webhook(webhook: Webhook, *, on: bool, by: Person) -> Webhook:
    """Switch a webhook on or off. Raises ``WrongState`` where its address may not be called."""
    zone = webhook.zone
    require(access.may_connect(by, zone), "switch_webhook")
    with transaction.atomic():
        hook = actions.switch(webhook, on=on)
        record("switch_webhook", hook, by=by, zone=zone, after={"is_on": hook.is_on})
    return hook


def remove_webhook(webhook: Webhook, *, by: Person) -> None:
    """Remove a webhook with all that was told to it; the trail keeps that it was there."""
    zone = webhook.zone
    require(access.may_connect(by, zone), "remove_webhook")
    with transaction.atomic():
        record("remove_webhook", webhook, by=by, zone=zone, before=_trace(webhook))
        actions.remove(webhook)


def test_webhook(webhook: Webhook, *, by: Person, at: datetime) -> Posting:
    """Send something that tries a webhook out, switched on or not. Raises ``WrongState``."""
    zone = webhook.zone
    require(access.may_connect(by, zone), "test_webhook")
    with transaction.atomic():
        posting = actions.test(webhook, at=at)
        record("test_webhook", webhook, by=by, zone=zone)
        queue.send_after_commit(queue.SEND_MESSAGES)
    return posting


def send_postings(*, by: Person, clock: Callable[[], datetime] = timezone.now) -> Delivered:
    """Send what waits for webhooks; several at once do no harm."""
    require(access.may_run_jobs(by), "send_postings")
    return sending.post(clock=clock)


def _trace(hook: Webhook) -> dict[str, Any]:
    """What the trail keeps: of the address the host alone, as the rest holds a robot's key."""
    names = ("name", "preset", "language", "is_on")
    return {**{name: getattr(hook, name) for name in names}, "host": place_of(hook.url).host_port}
