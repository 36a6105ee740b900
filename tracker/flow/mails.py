"""A mail that did not arrive is sent again."""

from datetime import datetime

from django.db import transaction

from tracker import access, queue
from tracker.alerts.resending import resend
from tracker.flow.common import record, require
from tracker.models import Message, Person, Zone


def resend_message(message: Message, *, reason: str, by: Person, at: datetime) -> Message:
    """Send a mail's words again to its person's present address; answers with the new mail.

    Raises ``Incomplete`` without a reason, ``WrongState`` where it still waits or cannot arrive.
    """
    require(access.may_resend(by, message), "resend_message")
    with transaction.atomic():
        again = resend(message, reason=reason, by=by, at=at)
        after = {"person": str(again.person), "address": again.address}
        zone = _zone(message)
        record("resend_message", again, by=by, zone=zone, after=after, reason=again.reason)
        queue.send_after_commit(queue.SEND_MESSAGES)
    return again


def _zone(message: Message) -> Zone | None:
    """In whose trail it stands: the zone that the mail told of, else the first of its person."""
    told = Zone.objects.filter(alerts__messages=message)
    own = Zone.objects.filter(memberships__person=message.person_id)
    return told.order_by("position", "pk").first() or own.order_by("position", "pk").first()
