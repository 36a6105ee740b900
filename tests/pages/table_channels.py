"""Rows of the permission table about mails that were sent, and about webhooks."""

from django.utils import timezone

from tests import make
from tests.pages.rows import Facts, Verb
from tests.pages.scene import Scene
from tracker import flow
from tracker.alerts.webhooks.actions import Given
from tracker.terms import MessageState, WebhookPreset

JOBS = frozenset({"keeper", "system"})
# Those who look after the people of the zone.
MANAGERS = frozenset({"administrator", "keeper"})
GIVEN = Given("值班群", "https://robots.example.cn/", "sixteen characters and more", "zh-hans")


def failed(scene: Scene) -> Facts:
    """A mail to the owner did not arrive."""
    message = make.message(scene.owner, state=MessageState.FAILED, last_error="550 unknown")
    return {"message": message, "message_pk": message.pk}


def hooked(scene: Scene) -> Facts:
    """The zone has a webhook, off."""
    hook = make.webhook(scene.zone, is_on=False)
    return {"hook": hook, "hook_pk": hook.pk}


VERBS = (
    Verb("resend_message", MANAGERS, lambda s, by, f: flow.resend_message(
        f["message"], reason="地址已更正", by=by, at=timezone.now()), given=failed),
    Verb("add_webhook", MANAGERS, lambda s, by, f: flow.add_webhook(
        s.zone, WebhookPreset.SIGNED, GIVEN, by=by)),
    Verb("change_webhook", MANAGERS, lambda s, by, f: flow.change_webhook(
        f["hook"], GIVEN, by=by), given=hooked),
    Verb("switch_webhook", MANAGERS, lambda s, by, f: flow.switch_webhook(
        f["hook"], on=False, by=by), given=hooked),
    Verb("remove_webhook", MANAGERS, lambda s, by, f: flow.remove_webhook(
        f["hook"], by=by), given=hooked),
    Verb("test_webhook", MANAGERS, lambda s, by, f: flow.test_webhook(
        f["hook"], by=by, at=timezone.now()), given=hooked),
    Verb("send_postings", JOBS, lambda s, by, f: flow.send_postings(by=by)),
)  # fmt: skip
