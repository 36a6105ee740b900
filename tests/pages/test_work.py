"""What a person owes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import ReportingCycle
from tracker.terms import Role


def duty_of(client):
    (duty,) = client.get("/entry/").context["duties"]
    return duty


def test_an_officer_sees_what_their_department_owes(as_, story):
    make.target(story.target.plan, name="别的部门")
    page = as_("owner").get("/entry/")
    (duty,) = page.context["duties"]
    assert ([item.target for item in duty.owed], duty.outstanding) == ([story.target], 1)
    address = f"/entry/{duty.cycle.pk}/"
    for way in (address, f"{address}sheet.xlsx", f"{address}upload/"):
        assert f'href="{way}"' in page.content.decode()


def test_what_was_submitted_is_no_longer_outstanding(as_, story):
    make.draft(story.target, 2025, 190, state="submitted")
    assert duty_of(as_("owner")).outstanding == 0


def test_nothing_partly_and_all_submitted_are_told_apart(as_, story):
    other = make.target(story.target.plan, department=story.target.department)
    client, said = as_("owner"), []
    client.cookies["django_language"] = "en"
    for target in (None, story.target, other):
        if target is not None:
            make.draft(target, 2025, 190, state="submitted")
        said.append(client.get("/entry/").content.decode())
    assert "Nothing submitted yet: 2 figures are asked for." in said[0]
    assert "Partly submitted: 1 of 2 figures still to be submitted." in said[1]
    assert "All in: 2 figures submitted." in said[2]


def test_figures_are_counted_by_where_they_stand(as_, story):
    department = story.target.department
    make.draft(make.target(story.target.plan, department=department), 2025, 1)
    make.figure(make.target(story.target.plan, department=department), 2025, 1)
    counts = {state: number for state, _word, number in duty_of(as_("owner")).counts}
    waiting = {"not_started": 1, "draft": 1, "approved": 1, "returned": 0, "submitted": 0}
    assert counts == waiting


def test_what_came_back_stands_first_with_its_reason(as_, story):
    returned(story)
    page = as_("owner").get("/entry/").content.decode()
    assert page.index("请核对口径") < page.index("sheet.xlsx")
    assert f"#t-{story.target.pk}" in page


def returned(story):
    return make.draft(
        story.target, 2025, 190, state="returned", return_reason="请核对口径",
        returned_by=story.reviewer, returned_at=timezone.now(),
    )  # fmt: skip


def test_what_came_back_is_owed_after_the_closing_too(as_, story):
    returned(story)
    make.target(story.target.plan, department=story.target.department)
    ReportingCycle.objects.update(closed_on=timezone.localdate())
    assert [item.target for item in duty_of(as_("owner")).owed] == [story.target]


@pytest.mark.parametrize(
    ("days", "said"), [(12, "12 days left"), (0, "due today"), (-3, "3 days overdue")]
)
def test_the_deadline_is_told_in_words(as_, story, days, said):
    due_on = timezone.localdate() + timedelta(days=days)
    ReportingCycle.objects.update(opens_on=due_on - timedelta(days=30), due_on=due_on)
    client = as_("owner")
    client.cookies["django_language"] = "en"
    assert said in client.get("/entry/").content.decode()


def test_the_date_that_holds_is_that_of_the_department(as_, story):
    longer = timezone.localdate() + timedelta(days=200)
    flow.extend_cycle(
        story.cycle, department=story.target.department, due_on=longer, reason="普查年份",
        by=story.people["administrator"],
    )  # fmt: skip
    assert duty_of(as_("owner")).due_on == longer


def test_no_department_is_overdue_for_what_is_in(as_, story):
    make.draft(story.target, 2025, 190, state="submitted")
    due_on = timezone.localdate() - timedelta(days=3)
    ReportingCycle.objects.update(opens_on=due_on - timedelta(days=30), due_on=due_on)
    client = as_("owner")
    client.cookies["django_language"] = "en"
    for address in ("/entry/", f"/entry/{story.cycle.pk}/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "overdue" not in page.content.decode()


def test_what_came_back_was_submitted_once(as_, story):
    returned(story)
    ReportingCycle.objects.update(closed_on=timezone.localdate())
    client = as_("owner")
    client.cookies["django_language"] = "en"
    page = client.get("/entry/").content.decode()
    assert "Partly submitted: 1 of 1 figures still to be submitted." in page
    assert "closed on" in page


def test_a_closed_cycle_asks_for_nothing(as_, story):
    flow.close_cycle(
        story.target.plan.cycles.get(),
        on=timezone.localdate(),
        by=story.people["administrator"],
    )
    assert as_("owner").get("/entry/").context["duties"] == []


def test_more_targets_cost_no_more_queries(as_, story, django_assert_max_num_queries):
    department = story.target.department
    for _number in range(30):
        make.draft(make.target(story.target.plan, department=department), 2025, 1)
    for year in (2023, 2024):
        make.cycle(story.target.plan, year)
    client = as_("owner")
    with django_assert_max_num_queries(8):
        client.get("/entry/")


def test_the_bar_leads_everybody_to_their_own_work(as_, story):
    both = make.member(Role.REVIEWER, story.zone)
    story.people["both"] = both
    officer, reviewer = (as_(who).get("/method/").content.decode() for who in ("owner", "both"))
    assert ('href="/entry/"' in officer, 'href="/review/"' in officer) == (True, False)
    assert ('href="/entry/"' in reviewer, 'href="/review/"' in reviewer) == (False, True)
