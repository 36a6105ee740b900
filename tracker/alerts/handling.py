"""An alert is answered: why, what is done about it, by whom, until when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from tracker.alerts.limits import LONGEST, LONGEST_OWNER, latest_day
from tracker.errors import Change, FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Alert, AnsweredAlert, Handling, Person
from tracker.terms import AlertState, Cause


@dataclass(frozen=True)
class Answer:
    """What was typed; ``promised_on`` is None where no day could be read."""

    cause: str
    explanation: str
    measure: str
    owner: str
    promised_on: date | None


def handle(
    alert: Alert,
    answer: Answer,
    *,
    also: Collection[Alert] = (),
    seen: int | None = None,
    by: Person,
    at: datetime,
) -> Handling:
    """Keep an answer beside those given before; needs a transaction.

    ``also`` are other alerts about the same thing that it answers; those cleared meanwhile are
    left out. ``seen`` is how many answers the page showed, None where there was no page. The
    answer keeps the level of each alert, up to which that one is silent.

    Raises ``WrongState`` (``alert_cleared``), ``Stale`` (``answered``) and ``Incomplete``.
    """
    held = {row.pk: row for row in _held([alert, *also])}
    now = held[alert.pk]
    if now.state != AlertState.OPEN:
        raise WrongState("alert_cleared", cleared_on=now.cleared_on)
    _refuse_unseen(now, seen)
    checked = _checked(now, answer, [held[each.pk] for each in also], today=timezone.localdate(at))
    answered = [row for row in held.values() if row.state == AlertState.OPEN]
    row = Handling.objects.create(
        zone_id=now.zone_id,
        target_id=now.target_id,
        handled_by=by,
        handled_at=at,
        **asdict(checked),
    )
    AnsweredAlert.objects.bulk_create(
        AnsweredAlert(handling=row, alert=each, level=each.level) for each in answered
    )
    return row


def _held(alerts: Iterable[Alert]) -> QuerySet[Alert]:
    """The rows as they are now; no run clears them and nobody answers them meanwhile."""
    rows = Alert.objects.select_related("target__plan").order_by("pk")
    return rows.filter(pk__in={alert.pk for alert in alerts}).select_for_update(
        no_key=True, of=("self",)
    )


def _refuse_unseen(alert: Alert, seen: int | None) -> None:
    """Whoever answers without having seen the last answer is shown it first."""
    if seen is None or alert.handlings.count() <= seen:
        return
    latest = alert.handlings.select_related("handled_by").latest("handled_at", "pk")
    raise Stale("answered", change=Change(str(latest.handled_by), latest.handled_at))


def _checked(alert: Alert, answer: Answer, also: Sequence[Alert], *, today: date) -> Answer:
    """The answer without outer space, or every problem that it has at once."""
    kept = Answer(
        answer.cause,
        answer.explanation.strip(),
        answer.measure.strip(),
        answer.owner.strip(),
        answer.promised_on,
    )
    problems = [
        *_of_cause(kept.cause),
        *_of_text("explanation", kept.explanation, LONGEST),
        *_of_text("measure", kept.measure, LONGEST),
        *_of_text("owner", kept.owner, LONGEST_OWNER),
        *_of_day(alert, kept.promised_on, today),
        *(FieldProblem("also", str(each), "not_of_this") for each in also if _differ(alert, each)),
    ]
    if problems:
        raise Incomplete(*problems)
    return kept


def _of_cause(cause: str) -> Iterable[FieldProblem]:
    if not cause:
        yield FieldProblem("cause", cause, "cause_missing")
    elif cause not in set(Cause):
        yield FieldProblem("cause", cause, "not_a_choice")


def _of_text(field: str, text: str, longest: int) -> Iterable[FieldProblem]:
    if not text:
        yield FieldProblem(field, text, f"{field}_missing")
    elif len(text) > longest:
        yield FieldProblem(field, text, "too_long")


def _of_day(alert: Alert, day: date | None, today: date) -> Iterable[FieldProblem]:
    if day is None:
        yield FieldProblem("promised_on", day, "day_missing")
    elif day < today:
        yield FieldProblem("promised_on", day, "over")
    elif day > latest_day(alert, today):
        yield FieldProblem("promised_on", day, "too_far_off")


def _differ(one: Alert, other: Alert) -> bool:
    """Whether two alerts are about different things."""
    if one.target_id is not None:
        return one.target_id != other.target_id
    place = (one.zone_id, one.cycle_id, one.department_id)
    return place != (other.zone_id, other.cycle_id, other.department_id) or bool(other.target_id)
