"""Tells people of open alerts: whoever of the audience was not told at the present level."""

from datetime import date, datetime

from django.db import transaction

from tracker.alerts import messages
from tracker.alerts.actions import hold
from tracker.alerts.audience import audience
from tracker.alerts.digests import untold
from tracker.models import Alert, Message
from tracker.terms import AlertRule, AlertState

# The inbox alone shows all others.
TOLD = (AlertRule.DUE_SOON, AlertRule.DUE_TODAY, AlertRule.OVERDUE, AlertRule.OFF_TRACK)


def tell(*, today: date, at: datetime) -> list[Message]:
    """Write the mails that are due at ``at`` into the outbox, in a transaction of its own.

    A second run writes nothing, and a run that was missed is caught up by the next one.
    """
    with transaction.atomic():
        hold()
        alerts = list(Alert.objects.filter(state=AlertState.OPEN, rule__in=TOLD))
        return messages.write(untold(alerts, audience(today)), today=today, at=at)
