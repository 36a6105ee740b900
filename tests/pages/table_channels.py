"""Rows of the permission table about mails that were sent, and about webhooks."""

from django.utils import timezone

from tests import make
from tests.pages.rows import (
    ADMINISTRATORS,
    NOT_THERE,
    SIGNED_IN,
    Facts,
    Form,
    Page,
    Verb,
    going_on,
    missing,
    only,
)
from tests.pages.scene import Scene
from tracker import flow
from tracker.alerts.webhooks.given import Given
from tracker.models import Message, Posting, Webhook
from tracker.terms import MessageState, WebhookPreset

JOBS = frozenset({"keeper", "system"})
# Those who look after the people of the zone.
MANAGERS = frozenset({"administrator", "keeper"})
GIVEN = Given("值班群", "https://robots.example.cn/", "sixteen characters and more", "zh-hans")


def failed(scene: Scene) -> Facts:
    """A mail to the owner did not arrive."""
    message = make.message(scene.owner, state=MessageState.FAILED, last_error="550 unknown")
    return {"message": message, "message_pk": message.pk}


def told(scene: Scene) -> Facts:
    """A mail reached the owner."""
    message = make.message(scene.owner, state=MessageState.SENT, sent_at=timezone.now())
    return {"message_pk": message.pk}


def hooked(scene: Scene) -> Facts:
    """The zone has a webhook, off."""
    hook = make.webhook(scene.zone, is_on=False)
    return {"hook": hook, "hook_pk": hook.pk}


CHANNELS = "/zones/jinan-ht/channels/"
ONE, MAIL = CHANNELS + "{hook_pk}/", "/mails/{message_pk}/"
# Somebody else's mail is not told from one that does not exist.
ITS_READERS = only("owner", "administrator", "keeper", others=404)
TYPED = {
    "name": "值班群",
    "preset": "signed",
    "url": "https://robots.example.cn/",
    "secret": "sixteen characters and more",
    "language": "zh-hans",
}

PAGES = (
    Page("mails", "/mails/?state=failed&zone=jinan-ht", SIGNED_IN),
    Page("mail", MAIL, ITS_READERS, given=told),
    Page("mail", "/mails/0/", NOT_THERE),
    Page("mail-html", MAIL + "mail.html", ITS_READERS, given=told),
    Page("channels", CHANNELS, ADMINISTRATORS),
    Page("channel", ONE, ADMINISTRATORS, given=hooked),
    Page("channel", CHANNELS + "0/", missing(ADMINISTRATORS)),
)

# The owner may read their mail and not send it again.
RESENDING = only("administrator", "keeper", gets=302, others=404) | {"owner": 403}

FORMS = (
    Form("mail", MAIL, RESENDING, {"again-why": "地址已更正"}, Message, given=failed),
    Form("channels", CHANNELS, going_on(ADMINISTRATORS), TYPED, Webhook),
    Form("channel", ONE, going_on(ADMINISTRATORS), TYPED | {"change": "1"}, Webhook, given=hooked),
    *(
        Form("channel", ONE, going_on(ADMINISTRATORS), {"do": verb}, model, given=hooked)
        for verb, model in (
            ("on", Webhook), ("off", Webhook), ("test", Posting), ("remove", Webhook)
        )
    ),
)  # fmt: skip

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
