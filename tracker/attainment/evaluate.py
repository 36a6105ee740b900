"""One case in, one judgement out: the only way into the arithmetic of a target (methods §2).

``series`` picks what counts, a module of ``kinds`` judges it, and here the judgement is compared
with the one that the first reports would have given.
"""

import math
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import localcontext
from operator import attrgetter
from typing import Any

from tracker.attainment.figures import Answer, Case
from tracker.attainment.kinds.change import judge_change
from tracker.attainment.kinds.growth import judge_growth
from tracker.attainment.kinds.level import judge_level
from tracker.attainment.kinds.milestone import judge_milestone
from tracker.attainment.kinds.relative import judge_relative
from tracker.attainment.kinds.total import judge_total
from tracker.attainment.kinds.yearly import (
    judge_delegated,
    judge_each_year,
    judge_maintain,
    judge_range,
)
from tracker.attainment.numbers import EXACT
from tracker.attainment.series import View, look
from tracker.attainment.verdict import unassessable
from tracker.terms import Reason, TargetKind


def judge_undetermined(view: View) -> Answer:
    """—— in a plan: recorded and charted, never judged (exact 39)."""
    return Answer(**unassessable(Reason.UNDETERMINED), flags=view.flags)


JUDGES: dict[TargetKind, Callable[[View], Answer]] = {
    TargetKind.LEVEL: judge_level,
    TargetKind.INCREMENT: judge_level,
    TargetKind.RANK: judge_level,
    TargetKind.GROWTH: judge_growth,
    TargetKind.CUMULATIVE_SUM: judge_total,
    TargetKind.CUMULATIVE_CHANGE: judge_change,
    TargetKind.EACH_YEAR: judge_each_year,
    TargetKind.MAINTAIN: judge_maintain,
    TargetKind.RELATIVE: judge_relative,
    TargetKind.DELEGATED: judge_delegated,
    TargetKind.MILESTONE: judge_milestone,
    TargetKind.RANGE: judge_range,
    TargetKind.UNDETERMINED: judge_undetermined,
}

_NUMBERS = tuple(field.name for field in fields(Answer) if field.type == float | None)
_numbers = attrgetter(*_NUMBERS)


def evaluate(case: Case) -> Answer:
    """The judgement of one target as of one year, by the rules of its kind.

    A case that ``faults.first_fault`` finds nothing wrong with is always answered. One that lacks
    what its kind requires raises ``Unreadable``.
    """
    judge = JUDGES[case.target.kind]
    with localcontext(EXACT):
        view = look(case)
        answer = judge(view)
        if "revised" in view.flags:
            first = judge(look(case, first_entries=True))
            if (first.status, first.verdict) != (answer.status, answer.verdict):
                answer = replace(answer, flags=(*answer.flags, "class_changed"))
    return _finite(answer)


def _finite(answer: Answer) -> Answer:
    """A number that no double can hold is not known (exact 6)."""
    unheld: dict[str, Any] = {
        name: None
        for name, value in zip(_NUMBERS, _numbers(answer), strict=True)
        if value is not None and not math.isfinite(value)
    }
    return replace(answer, **unheld) if unheld else answer
