"""What the rules about targets look at, and the finding that each of them makes of it.

Facts are JSON: text for what was reported or promised, floats for what was computed, words of
``Status`` and ``Verdict`` by their value, dates as 2026-03-31.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.alerts.rules.answering import Life, escalate
from tracker.alerts.rules.findings import Finding
from tracker.terms import (
    LIGHTS,
    AlertRule,
    Attribute,
    Direction,
    Light,
    Quality,
    Role,
    Severity,
    Status,
    TargetKind,
    Urgency,
    Verdict,
)

CONCERNED = frozenset({Role.OFFICER, Role.REVIEWER})

# Of one target's open alerts, by rule and year.
Lives = Mapping[tuple[AlertRule, int], Life]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The target and year that a view is about, with the lives of its open alerts."""

    zone_id: int
    department_id: int | None
    target_id: int
    year: int
    attribute: Attribute | None
    lives: Lives = field(default_factory=dict)

    @property
    def is_binding(self) -> bool:
        return self.attribute is Attribute.BINDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(About):
    """The latest judgement that rests on a figure of its own year; never that of a milestone.

    ``before`` is the word of the year before, None where nothing was judged then. ``figures`` are
    the reported value and the quantities of the judgement.
    """

    word: Status | Verdict
    before: Status | Verdict | None = None
    likelihood: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return {**spoken(self.word), **self.figures}


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(About):
    """A milestone that no figure calls done; ``year`` is that of its due date.

    ``asked_until`` is the due date of the cycle that asks for that year, None where there is none;
    ``reported`` the last year with a figure; ``is_missed``: a figure of the due year or later
    says that it is not done.
    """

    due_on: date
    asked_until: date | None = None
    reported: int | None = None
    is_missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual(About):
    """The figure of the last reported year beside that year's annual target."""

    kind: TargetKind
    direction: Direction
    value: Decimal
    annual: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(About):
    """The last change of a judgement by a revision; ``count`` of all there ever were."""

    change_id: int
    before: Status | Verdict
    after: Status | Verdict
    changed_on: date
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(About):
    """When a target was ``last`` reported; ``year`` is the first one that is missing.

    ``unsettled_year`` has a figure in force of ``quality``, flash or preliminary, that was
    approved on ``approved_on``; the others are None where there is no such figure.
    ``expected_year`` is the last year that is over, ``stale_years`` the patience of the plan.
    """

    last: int
    expected_year: int
    stale_years: int
    unsettled_year: int | None = None
    quality: Quality | None = None
    approved_on: date | None = None


def spoken(word: Status | Verdict) -> dict[str, str | None]:
    """The two facts that say the class: a status during the period, a verdict at its end."""
    is_status = isinstance(word, Status)
    return {
        "status": word.value if is_status else None,
        "verdict": None if is_status else word.value,
    }


def severity_of(view: About, word: Status | Verdict) -> Severity:
    """A binding target weighs one step more than its light alone."""
    red = LIGHTS[word] is Light.RED
    if red and view.is_binding:
        return Severity.ERROR
    return Severity.WARNING if red or view.is_binding else Severity.NOTE


def found(
    rule: AlertRule,
    view: About,
    today: date,
    *,
    gravity: int,
    step: str,
    severity: Severity,
    facts: Mapping[str, Any],
    told: frozenset[Role] = CONCERNED,
    year: int | None = None,
    wants_answer: bool = False,
) -> Finding:
    """A finding about the view's target, as far as it has escalated by today.

    Only what ``wants_answer`` is told again while nobody answers; a promise silences and, once it
    passed, escalates them all. A binding target in red is told at once, also to the plan
    administrator.
    """
    year = view.year if year is None else year
    stands = escalate(view.lives.get((rule, year)), gravity, today, wants_answer=wants_answer)
    pressing = wants_answer and severity is Severity.ERROR
    people = told | {Role.ADMINISTRATOR} if pressing else told
    return Finding(
        rule=rule,
        zone_id=view.zone_id,
        department_id=view.department_id,
        target_id=view.target_id,
        year=year,
        severity=severity,
        level=stands.level,
        step=f"{step}{stands.suffix}",
        told=frozenset() if stands.silent else people | stands.told,
        urgency=Urgency.URGENT if pressing and not stands.suffix else Urgency.ROUTINE,
        facts=facts,
    )
