"""What an answer to an alert changes: silence while its promise runs, escalation where it does not.

Enforces decisions of docs/alerts.md ("Escalation", "Silence"): an open alert that nobody answers
is told again after 7 days, and after 21 days to the plan administrator too; one that was answered
stays silent up to and on the promised date, unless it became graver than it was when answered; a
promise that passed unkept is told to everybody. A promise that was replaced by another before its
day was over is neither kept nor broken.
"""

from dataclasses import dataclass
from datetime import date

from tracker.terms import Role

# Days without an answer after which people are told again, and who is told then.
UNANSWERED = (
    (7, frozenset({Role.OFFICER, Role.REVIEWER})),
    (21, frozenset({Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR})),
)
EVERYBODY = frozenset({Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR})

# The parts of a level: gravity (1 to 9), steps without an answer, promises that were not kept.
STEP, BROKEN = 10, 100


@dataclass(frozen=True, slots=True)
class Promise:
    """One answer to an alert: given on a day, at the level that the alert had, until when."""

    answered_on: date
    promised_on: date
    level: int

    @property
    def gravity(self) -> int:
        """How grave it was when it was answered."""
        return self.level % STEP


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to an open alert so far; ``promises`` in the order in which they were given."""

    raised_on: date
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalation:
    """How far an alert has escalated.

    ``level`` rises with every step and never falls while the gravity stays. ``suffix`` names the
    step beside the class ("", "-unanswered-7", "-promise-broken"). ``told`` are the roles that the
    escalation adds; nobody is told while it is ``silent``.
    """

    level: int
    suffix: str
    told: frozenset[Role]
    silent: bool


def running(life: Life | None, today: date) -> Promise | None:
    """The promise that holds on a day: the latest one, up to and on its date."""
    if life is None or not life.promises or life.promises[-1].promised_on < today:
        return None
    return life.promises[-1]


def is_silent(life: Life | None, today: date, gravity: int | None = None) -> bool:
    """Whether nobody is told; ``gravity`` is that of today, None where nothing can be graver."""
    promise = running(life, today)
    return promise is not None and (gravity is None or gravity <= promise.gravity)


def as_of(life: Life | None, today: date) -> date:
    """The day on which escalation stands: that of the first unbroken answer while one runs."""
    day = today
    while life is not None and (promise := running(life, day)) is not None:
        day = min(day, promise.answered_on)
        life = Life(life.raised_on, life.promises[:-1])
    return day


def broken(life: Life | None, today: date) -> tuple[Promise, ...]:
    """The promises that passed before another one took their place."""
    if life is None or not life.promises:
        return ()
    until = [*(later.answered_on for later in life.promises[1:]), today]
    pairs = zip(life.promises, until, strict=True)
    return tuple(promise for promise, end in pairs if promise.promised_on < end)


def escalate(
    life: Life | None, gravity: int, today: date, *, wants_answer: bool = True
) -> Escalation:
    """How an alert of this gravity stands; ``life`` is None for one that opens today.

    What wants no answer is not told again while there is none.
    """
    if life is None:
        return Escalation(gravity, "", frozenset(), False)
    unkept, steps = len(broken(life, today)), _steps(life, today) if wants_answer else 0
    suffix = "-promise-broken" if unkept else ""
    told = EVERYBODY if unkept else frozenset()
    if steps:
        days, roles = UNANSWERED[steps - 1]
        suffix, told = f"{suffix}-unanswered-{days}", told | roles
    level = BROKEN * unkept + STEP * steps + gravity
    silent = is_silent(life, today, gravity)
    return Escalation(level, suffix, frozenset() if silent else told, silent)


def _steps(life: Life, today: date) -> int:
    """How many of ``UNANSWERED`` have passed since it was raised, or since a promise passed."""
    day = as_of(life, today)
    since = max([life.raised_on, *(promise.promised_on for promise in broken(life, today))])
    return sum((day - since).days >= days for days, _roles in UNANSWERED)
