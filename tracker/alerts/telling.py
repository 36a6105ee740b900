"""Tells people of open alerts: whoever of the audience was not told at the present level."""

from datetime import date, datetime

from django.db import transaction

from tracker.alerts import messages
from tracker.alerts.actions import hold
from tracker.alerts.audience import audience
from tracker.alerts.digests import untold
from tracker.models import Alert, Message
from tracker.terms import AlertRule, AlertState

# What the inbox alone shows.
NOT_TOLD = (AlertRule.RETURNED, AlertRule.REVIEW_WAITING, AlertRule.ASSIGNMENT_MISSING)


def tell(*, today: date, at: datetime) -> list[Message]:
    """Write the mails that are due at ``at`` into the outbox, in a transaction of its own.

    A second run writes nothing, and a run that was missed is caught up by the next one.
    """
    with transaction.atomic():
        hold()
        alerts = list(Alert.objects.filter(state=AlertState.OPEN).exclude(rule__in=NOT_TOLD))
        return messages.write(untold(alerts, audience(today)), today=today, at=at)
