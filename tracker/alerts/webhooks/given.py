"""What is entered about a webhook, and which hosts the owner of the machine lets it call."""

from dataclasses import dataclass

from django.conf import settings

from tracker.alerts.webhooks.addresses import Listed, NotCalled, place_of, require_listed
from tracker.models import Webhook


@dataclass(frozen=True)
class Given:
    """What is entered about a webhook. An empty ``url`` or ``secret`` leaves what there is."""

    name: str
    url: str
    secret: str
    language: str


def listed() -> Listed:
    """The hosts that this instance may call."""
    return Listed.of(settings.WEBHOOK_HOSTS, settings.WEBHOOK_INTERNAL_HOSTS)


def refusal(hook: Webhook) -> NotCalled | None:
    """Why its address may not be called as things are; None where it may."""
    try:
        require_listed(place_of(hook.url), listed())
    except NotCalled as refused:
        return refused
    return None
