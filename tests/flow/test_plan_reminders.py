"""A plan's administrator chooses when people are reminded."""

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete
from tracker.models import Plan, TrailEntry
from tracker.terms import Frequency, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan()


@pytest.fixture
def administrator(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone)


def test_what_is_chosen_is_kept_and_the_trail_says_what_was_before(plan, administrator):
    chosen = {"reminder_days": [14, 2], "review_days": 5, "deadline_floor": Frequency.WEEKLY}
    flow.set_reminders(plan, chosen, by=administrator)
    stored = Plan.objects.get(pk=plan.pk)
    assert (stored.reminder_days, stored.deadline_floor) == ([14, 2], "weekly")
    entry = TrailEntry.objects.get(verb="set_reminders")
    assert entry.before == {"reminder_days": [30, 7, 1], "deadline_floor": "daily"}
    assert entry.after == {"reminder_days": [14, 2], "deadline_floor": "weekly"}


def test_what_is_the_same_leaves_no_trace(plan, administrator):
    flow.set_reminders(plan, {"reminder_days": [30, 7, 1]}, by=administrator)
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("reminder_days", [], "no_days"),
        ("reminder_days", [91, 1], "not_1_to_90_days"),
        ("reminder_days", [7, 0], "not_1_to_90_days"),
        ("reminder_days", [7, 6, 5, 4, 3, 2, 1], "too_many_days"),
        ("correction_days", 0, "not_1_to_60"),
        ("review_days", 61, "not_1_to_60"),
        ("stale_years", 11, "not_1_to_10"),
        ("deadline_floor", Frequency.REQUIRED, "not_a_choice"),
    ],
)
def test_what_cannot_be_is_named(plan, administrator, field, value, code):
    with pytest.raises(Incomplete) as refused:
        flow.set_reminders(plan, {field: value}, by=administrator)
    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]


def test_everything_that_cannot_be_is_named_at_once(plan, administrator):
    with pytest.raises(Incomplete) as refused:
        flow.set_reminders(plan, {"correction_days": 0, "stale_years": 0}, by=administrator)
    assert len(refused.value.problems) == 2
    assert not TrailEntry.objects.exists()
