"""Sends the postings that wait: claimed, called and stamped, as mails are.

The other side can have taken a posting whose answer never reached us; it comes again then, with
the same ``id`` within signed JSON, while a robot says it twice.
"""

from tracker.alerts.claiming import Clock, Delivered, NotNeeded, PutOff, Refused, sweep
from tracker.alerts.webhooks.addresses import NotCalled
from tracker.alerts.webhooks.calling import NotAnswered, Resolve, look_up, make
from tracker.alerts.webhooks.given import listed
from tracker.alerts.webhooks.presets import call_for, judged
from tracker.models import Posting
from tracker.terms import WebhookPreset


def post(*, clock: Clock, resolve: Resolve = look_up) -> Delivered:
    """Send the postings that wait. Safe in several processes at once."""
    rows = Posting.objects.select_related("webhook")
    return sweep(rows, lambda row: _send(row, clock, resolve), clock=clock)


def _send(row: Posting, clock: Clock, resolve: Resolve) -> str:
    hook, preset = row.webhook, WebhookPreset(row.webhook.preset)
    if not (hook.is_on or row.is_test):
        raise NotNeeded("switched_off")
    call = call_for(preset, hook.url, hook.secret, row.body, at=clock().timestamp())
    try:
        reply = make(call, listed=listed(), resolve=resolve)
    except NotCalled as error:
        raise Refused(str(error)) from error
    except NotAnswered as error:
        raise PutOff(str(error)) from error
    answer = judged(preset, reply)
    if not answer.taken:
        raise (PutOff if answer.again else Refused)(answer.words)
    return answer.words
