"""The final notice, on the due date itself."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import DUE_ON, owing
from tracker.alerts.rules.due_today import due_today
from tracker.terms import AlertRule, Role, Severity, Urgency

SUNDAY = date(2026, 3, 15)


@pytest.mark.parametrize(("days", "found"), [(-1, False), (0, True), (1, False)])
def test_it_holds_on_the_due_date_alone(days, found):
    assert (due_today(owing(), DUE_ON + timedelta(days=days)) is not None) is found


@pytest.mark.parametrize("due_on", [DUE_ON, SUNDAY], ids=["working day", "Sunday"])
def test_it_is_the_last_chance_also_on_a_day_off(due_on):
    found = due_today(owing(due_on=due_on), due_on)
    assert (found.urgency, found.severity) == (Urgency.LAST_CHANCE, Severity.WARNING)


@pytest.mark.parametrize(
    "fields", [{"outstanding": 0}, {"closed_on": DUE_ON}], ids=["all submitted", "cycle closed"]
)
def test_nobody_is_told_of_what_cannot_or_need_not_be_done(fields):
    assert due_today(owing(**fields), DUE_ON) is None


def test_officers_are_told_what_is_outstanding():
    found = due_today(owing(), DUE_ON)
    assert (found.rule, found.step, found.told) == (
        AlertRule.DUE_TODAY, "due-today", {Role.OFFICER},
    )  # fmt: skip
    assert found.facts == {"due_on": "2026-03-31", "asked": 5, "outstanding": 3}
    assert found.subject == (AlertRule.DUE_TODAY, None, 12, 5)
