"""A delegated target without its assigned value."""

from datetime import date

import pytest

from tests.alerts.rules.build import unassigned
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.assignment_missing import assignment_missing
from tracker.terms import AlertRule, Role

TODAY = date(2026, 3, 24)
TOLD = {Role.ADMINISTRATOR}


def test_administrators_are_told_once():
    found = assignment_missing(unassigned(), TODAY)
    later = assignment_missing(unassigned(life=Life(TODAY)), date(2026, 12, 31))
    assert found == later
    assert (found.level, found.step, found.told) == (1, "missing", TOLD)
    assert found.subject == (AlertRule.ASSIGNMENT_MISSING, 9, 2025, None)


@pytest.mark.parametrize(
    ("today", "level", "told", "step"),
    [
        (date(2026, 6, 30), 1, set(), "missing"),
        (date(2026, 7, 1), 101, TOLD, "missing-promise-broken"),
    ],
)
def test_they_are_told_again_when_the_promised_date_has_passed(today, level, told, step):
    life = Life(TODAY, (Promise(TODAY, date(2026, 6, 30), 1),))
    found = assignment_missing(unassigned(life=life), today)
    assert (found.level, found.told, found.step) == (level, told, step)
