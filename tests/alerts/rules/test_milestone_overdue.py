"""Past its date and not done, whether somebody said so or not."""

from datetime import date

import pytest

from tests.alerts.rules.build import milestone
from tracker.alerts.rules.milestone_overdue import milestone_overdue
from tracker.terms import Attribute, Role, Severity, Urgency

# The day, what is known, the step.
CASES = [
    (date(2025, 12, 31), {"is_missed": True}, None),
    (date(2026, 1, 1), {"is_missed": True}, "missed"),
    (date(2026, 1, 1), {}, None),
    (date(2026, 3, 31), {}, None),
    (date(2026, 4, 1), {}, "overdue"),
    (date(2026, 1, 1), {"asked_until": None}, "overdue"),
    (date(2025, 12, 31), {"asked_until": None}, None),
    (date(2026, 4, 1), {"reported": 2024}, "overdue"),
]


@pytest.mark.parametrize(("today", "known", "step"), CASES)
def test_it_speaks_by_the_date_and_waits_for_who_is_still_asked(today, known, step):
    found = milestone_overdue(milestone(**known), today)
    assert (found.step if found else None) == step


def test_what_was_reported_as_not_done_is_graver_than_silence():
    today = date(2026, 4, 1)
    found = [milestone_overdue(milestone(is_missed=told), today) for told in (False, True)]
    assert [one.level for one in found] == [2, 4]
    assert [one.facts["verdict"] for one in found] == [None, "missed"]
    assert found[0].facts["due_on"] == "2025-12-31"


def test_a_binding_one_is_told_at_once_to_the_administrator_too():
    found = milestone_overdue(milestone(attribute=Attribute.BINDING), date(2026, 4, 1))
    assert (found.severity, found.urgency) == (Severity.ERROR, Urgency.URGENT)
    assert found.told == {Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}
