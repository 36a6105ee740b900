"""What happened to open alerts so far: since when they stand, and what was promised."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.findings import Subject, subject
from tracker.models import Alert, AnsweredAlert
from tracker.terms import AlertRule, AlertState


def lives(rules: Iterable[AlertRule], zones: Collection[int] | None = None) -> dict[Subject, Life]:
    """The lives of the open alerts of these rules, by what each is about. Two queries."""
    rows = Alert.objects.filter(state=AlertState.OPEN, rule__in=list(rules))
    if zones is not None:
        rows = rows.filter(zone__in=zones)
    promises = _promises(rows)
    fields = ("pk", "rule", "target_id", "year", "cycle_id", "department_id", "raised_on")
    return {
        subject(
            AlertRule(rule), target_id=target, year=year, cycle_id=cycle, department_id=department
        ): Life(raised_on, tuple(promises.get(pk, ())))
        for pk, rule, target, year, cycle, department, raised_on in rows.order_by()
        .values_list(*fields)
        .iterator()
    }


def _promises(alerts: QuerySet[Alert]) -> dict[int, list[Promise]]:
    """What was promised about each alert, in the order in which it was."""
    links = AnsweredAlert.objects.filter(alert__in=alerts.order_by().values("pk"))
    found: defaultdict[int, list[Promise]] = defaultdict(list)
    for alert, at, until, level in links.order_by(
        "alert_id", "handling__handled_at", "handling_id"
    ).values_list("alert_id", "handling__handled_at", "handling__promised_on", "level"):
        found[alert].append(Promise(timezone.localdate(at), until, level))
    return found
