"""What the answers to alerts promised, and whether it was kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from tracker.models import Alert, AnsweredAlert, CycleExtension, Handling, TargetRetirement
from tracker.terms import AlertRule

# So many days before the promised date it is called near.
NEAR = timedelta(days=14)

# Rules that speak of one trouble, each at its time: while one of them is open, it goes on.
_OFF = frozenset({AlertRule.OFF_TRACK, AlertRule.FLOOR_BREACHED, AlertRule.MILESTONE_OVERDUE})
_OWED = frozenset({AlertRule.DUE_SOON, AlertRule.DUE_TODAY, AlertRule.OVERDUE})


class Outcome(StrEnum):
    """What became of a promise; one that runs has not reached its date.

    One whose target was retired, or whose cycle was closed, before its date is neither kept nor
    broken: nobody looks at its trouble any more.
    """

    RUNNING = "running"
    NEAR = "near"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"
    REPLACED = "replaced"
    RETIRED = "retired"
    CLOSED = "closed"

    @property
    def word(self) -> Promise:
        """As people read it."""
        return _WORDS[self]


_WORDS: dict[Outcome, Promise] = {
    Outcome.RUNNING: pgettext_lazy("promise", "not due yet"),
    Outcome.NEAR: pgettext_lazy("promise", "due soon"),
    Outcome.KEPT: pgettext_lazy("promise", "kept"),
    Outcome.KEPT_LATE: pgettext_lazy("promise", "kept, but late"),
    Outcome.BROKEN: pgettext_lazy("promise", "not kept"),
    Outcome.REPLACED: pgettext_lazy("promise", "replaced by a later one"),
    Outcome.RETIRED: pgettext_lazy("promise", "target retired, cannot be checked"),
    Outcome.CLOSED: pgettext_lazy("promise", "cycle closed, cannot be checked"),
}


def promise_outcome(
    promised_on: date,
    settled_on: date | None,
    today: date,
    *,
    replaced_on: date | None = None,
    dropped: Outcome | None = None,
) -> Outcome:
    """What became of a promise whose trouble ended on ``settled_on``, None while it goes on.

    ``dropped`` says why it ended where it was no more than left: ``RETIRED`` or ``CLOSED``.

    The promised day itself still counts: a trouble that ends on it was ended in time. A promise
    that another one took the place of on or before that day was neither kept nor broken.
    """
    in_time = settled_on is not None and settled_on <= promised_on
    if in_time and dropped is None:
        return Outcome.KEPT
    if replaced_on is not None and replaced_on <= promised_on:
        return Outcome.REPLACED
    if settled_on is not None:
        return (dropped if in_time else Outcome.BROKEN) if dropped else Outcome.KEPT_LATE
    if today > promised_on:
        return Outcome.BROKEN
    return Outcome.NEAR if today >= promised_on - NEAR else Outcome.RUNNING


@dataclass(frozen=True, slots=True)
class Span:
    """The life of one alert; ``to`` is None while it is open, ``dropped`` is why nobody looks at
    its trouble any more, where it was cleared for that."""

    rule: AlertRule
    since: date
    to: date | None
    dropped: Outcome | None = None

    def goes_on_after(self, day: date) -> bool:
        return self.since <= day and (self.to is None or self.to > day)


def settled_on(answered: Iterable[Span], others: Iterable[Span]) -> date | None:
    """The day on which the trouble that was answered ended; None while it goes on.

    ``others`` are all alerts about the same target, or the same department's cycle: an alert
    that only made room for the next one, as last year's for this year's, settles nothing.
    """
    spans, chain = list(others), list(answered)
    kinds = frozenset[AlertRule]().union(*(trouble(span.rule) for span in chain))
    day = date.min
    while chain:
        for span in chain:
            if span.to is None:
                return None
            day = max(day, span.to)
        chain = [span for span in spans if span.rule in kinds and span.goes_on_after(day)]
    return day


def trouble(rule: AlertRule) -> frozenset[AlertRule]:
    """The rules that speak of the same trouble as this one does."""
    if rule is AlertRule.FELL_BACK:
        return _OFF | {rule}
    return next((each for each in (_OFF, _OWED) if rule in each), frozenset({rule}))


@dataclass(frozen=True)
class Pledge:
    """One answer to alerts, the last year that it is about, and what became of its promise."""

    handling: Handling
    year: int
    outcome: Outcome
    settled_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether its date is still to come and the trouble goes on."""
        return self.outcome in (Outcome.RUNNING, Outcome.NEAR)


def pledges_of_targets(
    targets: Collection[int], today: date, *, before: int | None = None
) -> dict[int, list[Pledge]]:
    """What was promised about targets, the newest first; ``before`` leaves out later years' alerts.

    One query, and a second one where an alert was cleared since.
    """
    years = Q() if before is None else Q(alert__year__lt=before)
    found: dict[int, list[Pledge]] = {}
    for pledge in _pledges(Q(handling__target__in=targets) & years, today):
        found.setdefault(pledge.handling.target_id or 0, []).append(pledge)
    return found


def pledges_of_alert(alert: Alert, today: date) -> list[Pledge]:
    """What was promised in answer to one alert, the newest first. Two queries at most."""
    return _pledges(Q(handling__in=alert.handlings.values("pk")), today)


def _pledges(which: Q, today: date) -> list[Pledge]:
    rows = (
        AnsweredAlert.objects.filter(which)
        .select_related("handling__handled_by", "alert__target__plan")
        .annotate(dropped=_dropped("alert__"))
        .order_by("-handling__handled_at", "-handling_id", "alert__year", "alert_id")
    )
    answered: dict[int, tuple[Handling, list[Alert]]] = {}
    spans: dict[int, Span] = {}
    for row in rows:
        spans[row.alert_id] = _span(row.alert, row.dropped)
        answered.setdefault(row.handling_id, (row.handling, []))[1].append(row.alert)
    places = _alerts_by_place([alerts for _handling, alerts in answered.values()])
    later: dict[int, date] = {}
    found = []
    for handling, alerts in answered.values():
        others = places.get(_place(alerts[0]), [])
        own = [spans[alert.pk] for alert in alerts]
        ended = settled_on(own, others)
        dropped = _why_dropped([*own, *others], ended)
        replaced_on = min((later[each.pk] for each in alerts if each.pk in later), default=None)
        outcome = promise_outcome(
            handling.promised_on, ended, today, replaced_on=replaced_on, dropped=dropped
        )
        settled = ended if dropped in (None, outcome) else None
        found.append(Pledge(handling, max(each.year for each in alerts), outcome, settled))
        given_on = handling.handled_at.astimezone(timezone.get_current_timezone()).date()
        later |= {each.pk: given_on for each in alerts}
    return found


def _alerts_by_place(groups: Sequence[Sequence[Alert]]) -> dict[Any, list[Span]]:
    """All alerts about what some cleared one was about; no query where all are open."""
    over = [alerts[0] for alerts in groups if all(alert.cleared_on for alert in alerts)]
    if not over:
        return {}
    same = Q(target__in={alert.target_id for alert in over if alert.target_id}) | Q(
        target=None, cycle__in={alert.cycle_id for alert in over if not alert.target_id}
    )
    found: dict[Any, list[Span]] = {}
    rows = Alert.objects.filter(same).select_related("target__plan").annotate(dropped=_dropped())
    for alert in rows.order_by("raised_on", "pk"):
        found.setdefault(_place(alert), []).append(_span(alert, alert.dropped))
    return found


def _dropped(alert: str = "") -> Case:
    """Why an alert was cleared without its trouble having ended, as an ``Outcome``, or empty.

    Its target was retired by that day, or its cycle was closed and its department had no longer.
    """
    cleared = OuterRef(f"{alert}cleared_on")
    retired = TargetRetirement.objects.filter(
        Q(restored_at=None) | Q(restored_at__date__gt=cleared),
        target=OuterRef(f"{alert}target"),
        retired_at__date__lte=cleared,
    )
    longer = CycleExtension.objects.filter(
        cycle=OuterRef(f"{alert}cycle"),
        department=OuterRef(f"{alert}department"),
        due_on__gte=cleared,
    )
    closed_by = {f"{alert}cycle__closed_on__lte": F(f"{alert}cleared_on")}
    return Case(
        When(Exists(retired), then=Value(Outcome.RETIRED.value)),
        When(
            Q(**{f"{alert}target": None}, **closed_by) & ~Exists(longer),
            then=Value(Outcome.CLOSED.value),
        ),
        default=Value(""),
        output_field=CharField(),
    )


def _why_dropped(spans: Iterable[Span], ended: date | None) -> Outcome | None:
    """Why nobody looks at a trouble any more that ended on a day; None where it was settled."""
    return next((span.dropped for span in spans if span.dropped and span.to == ended), None)


def _place(alert: Alert) -> tuple[int | None, int | None, int | None]:
    """What an alert is about, whatever its rule and year."""
    if alert.target_id is not None:
        return (alert.target_id, None, None)
    return (None, alert.cycle_id, alert.department_id)


def _span(alert: Alert, dropped: str) -> Span:
    """What was cleared because nobody looks at its plan any more goes on, as far as is known."""
    plan, over = alert.target.plan if alert.target else None, alert.cleared_on
    unwatched = plan is not None and over is not None and over.year > plan.end_year + 1
    to = None if unwatched else over
    return Span(AlertRule(alert.rule), alert.raised_on, to, Outcome(dropped) if dropped else None)
