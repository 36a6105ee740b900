"""The page on which a plan's administrator chooses when people are reminded."""

from datetime import date

import pytest

from tests import make
from tracker.models import Plan

SETTINGS = {
    "reminder_days": "３０、７天，1",
    "correction_days": "３",
    "review_days": "10",
    "stale_years": "2",
    "deadline_floor": "weekly",
}


@pytest.fixture(autouse=True)
def _a_week_before(time_machine):
    time_machine.move_to("2026-03-20T04:00Z", tick=False)


@pytest.fixture
def address(story) -> str:
    return f"/zones/jinan-ht/planning/reminders/{story.target.plan_id}/"


@pytest.fixture
def administrator(as_):
    return as_("administrator")


def test_settings_are_taken_as_offices_type_them(administrator, address):
    assert administrator.post(address, SETTINGS).status_code == 302
    plan = Plan.objects.get(zone__code="jinan-ht")
    assert plan.reminder_days == [30, 7, 1]
    assert (plan.correction_days, plan.review_days, plan.deadline_floor) == (3, 10, "weekly")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reminder_days", "30, 七", "“七”"),
        ("reminder_days", "100", "100"),
        ("correction_days", "五", "“五”"),
        ("correction_days", "", ""),
        ("correction_days", "-2", "-2不在1至60之间"),
        ("review_days", "61", "61"),
        ("deadline_floor", "required", "required"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_typed_is_lost(
    administrator, address, field, typed, said
):
    answer = administrator.post(address, SETTINGS | {field: typed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert said in form.errors[field][0]
    assert "３０、７天，1" in answer.content.decode() or field == "reminder_days"
    assert Plan.objects.get(zone__code="jinan-ht").review_days == 5


def test_it_says_on_which_day_each_reminder_goes_out(administrator, story, address):
    story.target.plan.cycles.update(due_on=date(2026, 4, 26))
    answer = administrator.get(address)
    (dates,) = answer.context["dates"]
    assert [(row.on, row.instead_of) for row in dates.rows[:4]] == [
        (date(2026, 3, 27), None),
        (date(2026, 4, 17), date(2026, 4, 19)),
        (date(2026, 4, 24), date(2026, 4, 25)),
        (date(2026, 4, 26), None),
    ]
    assert answer.context["next_on"] == date(2026, 3, 27)


def test_it_says_where_the_holidays_are_not_published_yet(administrator, story, address):
    story.target.plan.cycles.update(opens_on=date(2098, 1, 1), due_on=date(2098, 3, 31))
    answer = administrator.get(address)
    assert answer.context["unpublished"] == [2098]
    assert administrator.get(story_cycle(story)).context["office"].unpublished == [2098]


def test_a_cycle_due_on_a_day_off_says_so(administrator, story):
    assert administrator.get(story_cycle(story)).context["office"].days_off == []
    story.target.plan.cycles.update(due_on=date(2026, 4, 26))
    html = administrator.get(story_cycle(story)).content.decode()
    assert "2026年4月26日" in html
    assert len(administrator.get(story_cycle(story)).context["office"].days_off) == 1


def story_cycle(story) -> str:
    return f"/zones/jinan-ht/planning/cycles/{story.cycle.pk}/"


def test_the_planning_page_leads_there(administrator, address):
    assert address in administrator.get("/zones/jinan-ht/planning/").content.decode()


def test_a_plan_of_another_zone_or_a_draft_is_not_there(administrator, story):
    elsewhere = Plan.objects.exclude(zone=story.zone).get()
    draft = make.plan(story.zone, state="draft", start_year=2026, end_year=2030)
    for plan in (elsewhere, draft):
        there = f"/zones/jinan-ht/planning/reminders/{plan.pk}/"
        assert administrator.get(there).status_code == 404
