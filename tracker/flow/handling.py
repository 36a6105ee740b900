"""What an alert found is answered for."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tracker import access
from tracker.alerts import handling
from tracker.flow.common import record, require
from tracker.models import Alert, Handling, Person


def handle_alert(
    alert: Alert,
    *,
    cause: str,
    explanation: str,
    measure: str,
    owner: str,
    promised_on: date | None,
    also: Collection[Alert] = (),
    seen: int | None = None,
    by: Person,
    at: datetime,
) -> Handling:
    """Answer an alert, and ``also`` others about the same: until the promised date they rest.

    ``seen`` is how many answers the page showed, None where there was none: whoever did not see
    the last one is told first. Raises ``NotAllowed``, ``WrongState``, ``Stale``, ``Incomplete``.
    """
    require(all(access.may_handle(by, each) for each in (alert, *also)), "handle_alert")
    answer = handling.Answer(cause, explanation, measure, owner, promised_on)
    with transaction.atomic():
        row = handling.handle(alert, answer, also=also, seen=seen, by=by, at=at)
        answered = row.alerts.select_related("zone", "target", "department", "cycle__plan")
        for each in answered.order_by("pk"):
            record("handle_alert", each, by=by, zone=each.zone, after=_told(row, each))
    return row


def _told(row: Handling, alert: Alert) -> dict[str, object]:
    """What the trail keeps of an answer."""
    return {
        "year": alert.year,
        "cause": row.cause,
        "explanation": row.explanation,
        "measure_taken": row.measure,
        "owner": row.owner,
        "promised_on": row.promised_on.isoformat(),
    }
