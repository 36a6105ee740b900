"""The board: the numbers of the standing, a budget of queries, and what stands beside a number."""

import pytest

from tests import make
from tracker import standing
from tracker.flow import reassess, system_person
from tracker.models import Target, Zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client):
    """A system administrator, who sees every zone."""
    client.force_login(make.person(is_superuser=True))
    return client


def judged(zones: int = 1, targets: int = 3, **fields) -> None:
    """Zones with targets on pace in 2024, and one far behind each."""
    for number in range(zones):
        plan = make.plan(make.zone(f"z{number}"))
        for place in range(targets):
            make.figure(make.target(plan, **fields), 2024, 110 if place == 0 else 180)
    reassess(Target.objects.all(), by=system_person())


def test_every_number_is_the_standings(leader):
    judged(zones=2)
    page = leader.get("/?year=2024")
    for row in page.context["rows"]:
        zone = Zone.objects.get(code=row.standing.zone.code)
        assert row.standing.rollup == standing.zone_standing(zone, 2024).rollup
    assert (page.context["all"].on_pace, page.context["all"].assessable) == (4, 6)
    assert page.content.decode().count('<span class="share">2/3</span>') == 4


def test_more_zones_and_targets_cost_no_more_queries(leader, django_assert_num_queries):
    budgets = []
    for extra in (1, 3):
        judged_before = Zone.objects.count()
        for number in range(extra):
            plan = make.plan(make.zone(f"more-{judged_before}-{number}"))
            make.figure(make.target(plan), 2024, 180)
        with django_assert_num_queries(12, exact=False) as queries:
            leader.get("/?year=2024")
        budgets.append(len(queries))
    assert budgets[0] == budgets[1]


def test_reading_writes_nothing(leader, read_only):
    judged()
    with read_only():
        assert leader.get("/?year=2024").status_code == 200


def test_nothing_assessable_is_grey_and_a_dash_never_a_zero(leader):
    make.target()
    page = leader.get("/")
    assert page.context["all"].share is None
    assert "<dd>0.0%</dd>" not in page.content.decode()
    assert 'class="mark grey"' in page.content.decode()


def test_illustrative_figures_are_announced(leader):
    plan = make.plan()
    make.figure(make.target(plan), 2024, 180, quality="illustrative")
    assert "演示数据" in leader.get("/?year=2024").content.decode()


def test_reported_figures_are_not_called_illustrative(leader):
    judged()
    assert "演示数据" not in leader.get("/?year=2024").content.decode()


@pytest.mark.parametrize(("asked", "shown"), [("1999", 2021), ("2031", 2025), ("x", 2024)])
def test_a_year_outside_the_plans_becomes_the_nearest_that_they_have(leader, asked, shown):
    judged()
    assert leader.get(f"/?year={asked}").context["year"] == shown


def test_a_veto_of_a_binding_target_is_named(leader, english):
    judged(attribute="binding")
    leader.cookies["django_language"] = "en"
    page = leader.get("/?year=2024").content.decode()
    assert "1 binding target far behind, reversed or missed" in page


def test_without_any_plan_the_page_says_what_to_do(leader, english):
    leader.cookies["django_language"] = "en"
    page = leader.get("/")
    assert page.status_code == 200
    assert "load a plan" in page.content.decode()
