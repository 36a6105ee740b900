"""When a plan's people are reminded: settings as they are typed, checked and stored."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.errors import FieldProblem, Incomplete
from tracker.models import Plan
from tracker.models.plan import EARLIEST_REMINDER, MOST_REMINDERS
from tracker.terms import Frequency

# The plain numbers that can be set, each with its bounds.
BOUNDS = {"correction_days": (1, 60), "review_days": (1, 60), "stale_years": (1, 10)}
SETTINGS = ("reminder_days", *BOUNDS, "deadline_floor")
# What a plan can demand at least; less than weekly would be no reminder.
FLOORS = (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)

_BETWEEN = re.compile(r"[\s,;、/]+|和|及|and\b")
_UNIT = re.compile(r"(天|日|days?)$")


def settings_of(plan: Plan) -> dict[str, Any]:
    """The settings as they stand."""
    return {name: getattr(plan, name) for name in SETTINGS}


def read_days(text: str) -> list[int]:
    """Days before the due date as they are typed: "30, 7, 1", "３０、７、１", "30天和7天".

    The earliest reminder first, each once. Raises ``Incomplete`` that names what is no number.
    """
    parts = [_UNIT.sub("", part) for part in _BETWEEN.split(unicodedata.normalize("NFKC", text))]
    words = [part for part in parts if part]
    odd = [word for word in words if not re.fullmatch(r"\d{1,4}", word)]
    if odd:
        raise Incomplete(FieldProblem("reminder_days", odd[0], "not_days"))
    return sorted({int(word) for word in words}, reverse=True)


def set_reminders(plan: Plan, settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Replace these settings of a plan; answers with what differs, before and after.

    Raises ``Incomplete`` with everything that cannot be.
    """
    if problems := list(_problems(settings)):
        raise Incomplete(*problems)
    was = settings_of(Plan.objects.select_for_update(no_key=True).get(pk=plan.pk))
    after = {name: value for name, value in settings.items() if value != was[name]}
    if after:
        Plan.objects.filter(pk=plan.pk).update(**after)
    plan.refresh_from_db(fields=SETTINGS)
    return {name: was[name] for name in after}, after


def _problems(settings: Mapping[str, Any]) -> Iterable[FieldProblem]:
    days = settings.get("reminder_days")
    if days is not None:
        yield from _days_problems(days)
    for name, (least, most) in BOUNDS.items():
        if name in settings and not least <= settings[name] <= most:
            code = f"not_{least}_to_{most}"
            yield FieldProblem(name, settings[name], code)
    floor = settings.get("deadline_floor", Frequency.DAILY)
    if floor not in FLOORS:
        yield FieldProblem("deadline_floor", floor, "not_a_choice")


def _days_problems(days: list[int]) -> Iterable[FieldProblem]:
    far = [day for day in days if not 1 <= day <= EARLIEST_REMINDER]
    if far:
        yield FieldProblem("reminder_days", far[0], "not_1_to_90_days")
    elif not days:
        yield FieldProblem("reminder_days", "", "no_days")
    elif len(days) > MOST_REMINDERS:
        yield FieldProblem("reminder_days", len(days), "too_many_days")
