"""A run of the alerts told: as plain values for machines (docs/alerts.md, "Command")."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from tracker.alerts.holding import Held
from tracker.flow.watching import RunResult
from tracker.models import Alert, Message
from tracker.terms import AlertRule

CHANGES = ("opened", "escalated", "cleared")


def told(result: RunResult) -> dict[str, Any]:
    """What one run did or would do, and what it held back."""
    alerts = {name: list(getattr(result, name)) for name in CHANGES}
    lines = _lines(result)
    prefetch_related_objects(
        [*(one for group in alerts.values() for one in group), *lines.values()],
        *("zone", "department", "target__scope", "cycle__plan"),
    )
    return {
        "rules": _rules(result),
        "alerts": [
            {"change": name, **_alert(one)} for name, group in alerts.items() for one in group
        ],
        "messages": _messages(result, lines),
        "held": _held(result.held),
    }


def _rules(result: RunResult) -> dict[str, dict[str, int]]:
    counts = {name: Counter(one.rule for one in getattr(result, name)) for name in CHANGES}
    return {
        rule.value: {
            "opened": counts["opened"][rule],
            "kept": result.kept.get(rule, 0),
            "escalated": counts["escalated"][rule],
            "cleared": counts["cleared"][rule],
        }
        for rule in AlertRule
    }


def _lines(result: RunResult) -> dict[int, Alert]:
    """The alerts that the mails tell of; those that a dry run opened are nowhere but in it."""
    known = {one.pk: one for name in CHANGES for one in getattr(result, name)}
    wanted = {pk for pks in result.told.values() for pk in pks}
    found = Alert.objects.in_bulk([pk for pk in wanted if pk not in known])
    return {pk: known.get(pk) or found[pk] for pk in wanted if pk in known or pk in found}


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "rule": alert.rule,
        "zone": alert.zone.code,
        "year": alert.year,
        "department": str(alert.department) if alert.department else None,
        "target": str(alert.target) if alert.target else None,
        "severity": alert.severity,
        "step": alert.step,
        "level": alert.level,
    }


def _messages(result: RunResult, lines: Mapping[int, Alert]) -> list[dict[str, Any]]:
    """The mails of this run as they stand by now; those of a dry run as they would begin."""
    now = Message.objects.defer("body_text", "body_html").in_bulk(
        [message.pk for message in result.messages]
    )
    return [
        {
            "key": row.key,
            "kind": row.kind,
            "person": str(message.person),
            "address": row.address,
            "language": row.language,
            "not_before": timezone.localtime(row.not_before).isoformat(timespec="minutes"),
            "subject": row.subject,
            "state": row.state,
            "error": row.last_error,
            "lines": [_alert(lines[pk]) for pk in result.told.get(message.pk, ()) if pk in lines],
        }
        for message in result.messages
        for row in (now.get(message.pk, message),)
    ]


def _held(held: Iterable[Held]) -> list[dict[str, Any]]:
    """What nobody is told yet: by person and reason, with the number of alerts by rule."""
    groups: dict[tuple[Any, ...], Counter[str]] = {}
    for one in held:
        place = (one.reason.value, one.person, one.until, one.hour)
        groups.setdefault(place, Counter())[one.alert.rule] += 1
    return [
        {
            "reason": reason,
            "person": str(person) if person else None,
            "address": person.email if person else None,
            "until": until.isoformat() if until else None,
            "hour": hour,
            "alerts": dict(rules),
        }
        for (reason, person, until, hour), rules in groups.items()
    ]
