"""What open alerts are not told now, to whom, and why: for whoever runs the alerts by hand.

Asks the same rules as ``telling``; reads only.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from tracker import working_days
from tracker.alerts.audience import audience
from tracker.alerts.digests import subject
from tracker.alerts.inbox import resting
from tracker.alerts.telling import last_digests, told_levels
from tracker.alerts.timing import MORNING, Moment, Wish, rate, way, week_opens
from tracker.models import Alert, Message, Person, ReportingCycle
from tracker.terms import AlertRule, AlertState, Frequency, Urgency

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Hold(StrEnum):
    """Why something is not told now."""

    PROMISE = "promise"
    REFUSED = "refused"
    NOT_WISHED = "not_wished"
    DAY_OFF = "day_off"
    HOUR = "hour"
    DIGESTED = "digested"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Held:
    """One alert that one person is not told of now; of nobody where a promise runs about it.

    ``until`` is the first day on which that may change, ``hour`` from which hour on; None where
    no day ends it.
    """

    alert: Alert
    person: Person | None
    reason: Hold
    until: date | None = None
    hour: int | None = None


def held(*, today: date, at: datetime, zones: Collection[int] | None = None) -> list[Held]:
    """What is open and not told at ``at``, alert by alert. Eight queries.

    What a person was told already at its present level waits for nothing and is left out.
    """
    moment, everybody = Moment.of(today, timezone.localtime(at)), audience(today)
    rows = Alert.objects.filter(state=AlertState.OPEN).order_by("pk")
    alerts = list(rows if zones is None else rows.filter(zone__in=list(zones)))
    pairs = [(alert, person) for alert in alerts for person in everybody.of(alert)]
    people = sorted({person.pk for _alert, person in pairs})
    known = told_levels(people, {subject(alert) for alert in alerts})
    asked = Asked(moment, _floors(), last_digests(people))
    promises = _promises(alerts, today)
    found = [
        Held(one, None, Hold.PROMISE, promises[one.pk]) for one in alerts if one.pk in promises
    ]
    for alert, person in pairs:
        if known.get((subject(alert), person.pk), 0) < alert.level:
            found += _held(alert, person, asked)
    return found


def told(message_ids: Collection[int]) -> dict[int, list[int]]:
    """The numbers of the alerts that each of these mails tells of. One query."""
    links = Message.alerts.through.objects.filter(message__in=list(message_ids))
    found: dict[int, list[int]] = {}
    for message_id, alert_id in links.order_by("alert_id").values_list("message_id", "alert_id"):
        found.setdefault(message_id, []).append(alert_id)
    return found


@dataclass(frozen=True)
class Asked:
    """The moment, the plans' floors by the number of the cycle, and everybody's last digest."""

    moment: Moment
    floors: dict[int | None, str]
    digested: dict[int, date]


def _floors() -> dict[int | None, str]:
    return dict(ReportingCycle.objects.values_list("pk", "plan__deadline_floor"))


def _promises(alerts: Collection[Alert], today: date) -> dict[int, date]:
    """Until when promises about open alerts run. One query."""
    answers = resting(today).filter(alert__state=AlertState.OPEN)
    days = dict(answers.values_list("alert", "handling__promised_on"))
    return {one.pk: days[one.pk] for one in alerts if one.pk in days}


def _held(alert: Alert, person: Person, asked: Asked) -> Iterator[Held]:
    """Why one person is not told of one alert; nothing where they would be."""
    if person.mail_refused_at is not None:
        yield Held(alert, person, Hold.REFUSED)
        return
    floor = Frequency(asked.floors.get(alert.cycle_id, Frequency.REQUIRED))
    wished = rate(AlertRule(alert.rule), Frequency(person.mail_frequency), floor)
    if wished is None:
        yield Held(alert, person, Hold.NOT_WISHED)
        return
    wish = Wish(wished, person.mail_hour, asked.digested.get(person.pk))
    since = alert.escalated_on or alert.raised_on
    if found := why(Urgency(alert.urgency), wish, asked.moment, since=since):
        reason, until, hour = found
        yield Held(alert, person, reason, until, hour)


def why(
    urgency: Urgency, wish: Wish, moment: Moment, *, since: date
) -> tuple[Hold, date, int] | None:
    """Why ``timing.way`` answers "not yet", until which day and hour; None where it does not."""
    if way(urgency, wish, moment, since=since) is not None:
        return None
    today = moment.today
    tomorrow = working_days.on_or_after(today + DAY)
    at_once = urgency is not Urgency.ROUTINE or wish.frequency is Frequency.AT_ONCE
    hour = min(wish.hour, MORNING) if at_once else wish.hour
    if not working_days.is_working_day(today) and urgency is not Urgency.LAST_CHANCE:
        return Hold.DAY_OFF, tomorrow, hour
    if not at_once and wish.frequency is Frequency.WEEKLY:
        first = week_opens(today)
        had_it = wish.digested_on is not None and wish.digested_on >= first
        if had_it or since > first:
            return Hold.WEEKLY, week_opens(today + WEEK), hour
    elif not at_once and wish.digested_on is not None and wish.digested_on >= today:
        return Hold.DIGESTED, tomorrow, hour
    return Hold.HOUR, today, hour
