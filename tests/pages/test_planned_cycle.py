"""A cycle's page: how far each department is; extended, closed and reopened from there."""

from datetime import date

import pytest
from django.utils import timezone

from tests import make
from tracker.models import CycleExtension
from tracker.terms import FigureState

TODAY, SOON = date(2026, 4, 10), date(2026, 4, 20)
EXTENSION = {"action": "extend", "due_on": SOON.isoformat(), "why": "统计局推迟发布"}


@pytest.fixture(autouse=True)
def _ten_days_late(time_machine):
    time_machine.move_to("2026-04-10T04:00Z", tick=False)


@pytest.fixture
def address(story) -> str:
    return f"/zones/jinan-ht/planning/cycles/{story.cycle.pk}/"


@pytest.fixture
def administrator(as_):
    return as_("administrator")


def test_every_department_is_counted(administrator, story, address):
    own, plan = story.target.department, story.target.plan
    make.draft(
        make.target(plan, department=own, name="税收"),
        2025,
        1,
        late=True,
        state=FigureState.SUBMITTED,
    )
    make.figure(make.target(plan, name="出口"), 2025, 1)
    progress = administrator.get(address).context["office"].progress
    counts = {
        str(one.department): (one.asked, one.owed, one.submitted, one.approved, one.late)
        for one in progress
    }
    assert counts == {str(own): (2, 1, 1, 0, 1), "None": (1, 0, 0, 1, 0)}


def test_an_extension_says_until_when_who_and_why(administrator, story, address):
    own = story.target.department
    sent = EXTENSION | {"department": own.pk}
    assert administrator.post(address, sent).status_code == 302
    html = administrator.get(address).content.decode()
    given = CycleExtension.objects.get()
    assert (given.department, given.due_on) == (own, SOON)
    assert "统计局推迟发布" in html
    assert str(story.people["administrator"]) in html


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_on": "2026-03-31"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"why": " "}, "why"),
        ({"department": "0"}, "department"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(administrator, address, wrong, field):
    answer = administrator.post(address, EXTENSION | wrong)
    assert answer.status_code == 422
    assert list(answer.context["forms"]["extend"].errors) == [field]
    assert not CycleExtension.objects.exists()


def test_a_closed_cycle_is_extended_for_a_single_department_only(administrator, story, address):
    story.target.plan.cycles.update(closed_on=TODAY)
    assert administrator.post(address, EXTENSION).status_code == 422
    one = EXTENSION | {"department": story.target.department_id}
    assert administrator.post(address, one).status_code == 302


def test_closing_is_confirmed_while_figures_are_outstanding(administrator, story, address):
    assert administrator.post(address, {"action": "close"}).status_code == 422
    assert story.cycle.closed_on is None
    assert administrator.post(address, {"action": "close", "sure": "on"}).status_code == 302
    assert story.cycle.closed_on == TODAY


def test_reopening_needs_its_reason(administrator, story, address):
    story.target.plan.cycles.update(closed_on=TODAY)
    assert administrator.post(address, {"action": "reopen", "why": ""}).status_code == 422
    assert administrator.post(address, {"action": "reopen", "why": "漏报"}).status_code == 302
    assert story.cycle.closed_on is None


def test_who_is_second_is_told(administrator, story, address):
    story.target.plan.cycles.update(closed_on=TODAY)
    answer = administrator.post(address, {"action": "close", "sure": "on"})
    assert answer.status_code == 409
    assert "reopen" in answer.content.decode()


def test_a_cycle_of_another_zone_is_not_found(administrator, address):
    elsewhere = make.cycle(make.plan(), 2023)
    address = f"/zones/jinan-ht/planning/cycles/{elsewhere.pk}/"
    assert administrator.get(address).status_code == 404
    assert administrator.post(address, {"action": "close", "sure": "on"}).status_code == 404


def test_an_unknown_action_is_not_found(administrator, address):
    assert administrator.post(address, {"action": "burn"}).status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_a_page_costs_the_same_for_few_and_for_many(
    administrator, story, address, many, django_assert_max_num_queries, read_only
):
    for number in range(many):
        department = make.department(story.zone, f"部门{number}")
        make.draft(make.target(story.target.plan, department=department), 2025, 1)
        CycleExtension.objects.create(
            cycle=story.cycle, department=department, due_on=SOON, reason="推迟",
            extended_by=story.people["administrator"], extended_at=timezone.now(),
        )  # fmt: skip
    with read_only(), django_assert_max_num_queries(12):
        assert administrator.get(address).status_code == 200


def test_the_figures_page_tells_the_due_date_in_force(as_, story):
    page = f"/targets/{story.target.pk}/2025/"
    assert as_("owner").get(page).context["desk"].is_overdue
    CycleExtension.objects.create(
        cycle=story.cycle, due_on=SOON, reason="推迟", extended_by=story.reviewer,
        extended_at=timezone.now(),
    )  # fmt: skip
    desk = as_("owner").get(page).context["desk"]
    assert (desk.due_on, desk.is_overdue) == (SOON, False)


def test_a_returned_figure_keeps_its_form_after_the_closing(as_, story):
    make.draft(
        story.target, 2025, 190, state=FigureState.RETURNED, entered_by=story.owner,
        returned_by=story.reviewer, return_reason="请核对",
    )  # fmt: skip
    story.target.plan.cycles.update(closed_on=TODAY)
    html = as_("owner").get(f"/targets/{story.target.pk}/2025/").content.decode()
    assert 'value="submit"' in html
