"""What a person owes."""

from django.utils import timezone

from tests import make
from tracker import flow
from tracker.terms import Role


def test_an_officer_sees_what_their_department_owes(as_, story):
    make.target(story.target.plan, name="别的部门")
    page = as_("owner").get("/entry/")
    (duty,) = page.context["duties"]
    assert ([item.target for item in duty.owed], duty.outstanding) == ([story.target], 1)
    assert f'href="/targets/{story.target.pk}/2025/"' in page.content.decode()


def test_what_was_submitted_is_no_longer_outstanding(as_, story):
    make.draft(story.target, 2025, 190, state="submitted")
    (duty,) = as_("owner").get("/entry/").context["duties"]
    assert duty.outstanding == 0


def test_a_closed_cycle_asks_for_nothing(as_, story):
    flow.close_cycle(
        story.target.plan.cycles.get(),
        on=timezone.localdate(),
        by=story.people["administrator"],
    )
    assert as_("owner").get("/entry/").context["duties"] == []


def test_more_targets_cost_no_more_queries(as_, story, django_assert_max_num_queries):
    for _number in range(30):
        make.target(story.target.plan, department=story.target.department)
    client = as_("owner")
    with django_assert_max_num_queries(9):
        client.get("/entry/")


def test_the_bar_leads_everybody_to_their_own_work(as_, story):
    both = make.member(Role.REVIEWER, story.zone)
    story.people["both"] = both
    officer, reviewer = (as_(who).get("/method/").content.decode() for who in ("owner", "both"))
    assert ('href="/entry/"' in officer, 'href="/review/"' in officer) == (True, False)
    assert ('href="/entry/"' in reviewer, 'href="/review/"' in reviewer) == (False, True)
