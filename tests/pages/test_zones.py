"""A zone's page: the same numbers as the standing, filters, order, budget, honest gaps."""

import html
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import make
from tracker.flow import reassess, system_person
from tracker.models import PlanFinding, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client):
    client.force_login(make.person(is_superuser=True))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def plan():
    return make.plan(make.zone("jinan-ht", name="济南高新区"))


def show(client, **asked):
    return client.get("/zones/jinan-ht/", {"year": 2024} | asked)


def names(page) -> list[str]:
    return [row.item.target.name for group in page.context["groups"] for row in group.rows]


def judge() -> None:
    reassess(Target.objects.all(), by=system_person())


def test_a_line_shows_the_three_numbers_and_the_word(leader, plan):
    make.annual_target(make.target(plan, base_value=100, target_value=200), 2024, 170)
    make.figure(Target.objects.get(), 2024, "165.50", decimals=2)
    judge()
    page = show(leader).content.decode()
    for text in ("165.50", "≥ 200", "72.7%", "80%", "170", "0.91", "Behind", "<svg"):
        assert text in page, text


def test_not_reported_and_zero_never_look_alike(leader, plan):
    make.figure(make.target(plan, name="零"), 2024, 0)
    make.target(plan, name="空")
    judge()
    zero, empty = (show(leader, q=name).content.decode() for name in ("零", "空"))
    assert "<span>0</span>" in zero
    assert "<span>0</span>" not in empty
    assert empty.count('<span class="unknown">—</span>') > zero.count(
        '<span class="unknown">—</span>'
    )


def test_a_preliminary_figure_is_hollow(leader, plan):
    make.figure(make.target(plan), 2024, 150, quality="preliminary")
    assert 'class="hollow"' in show(leader).content.decode()


def test_a_figure_that_came_late_says_so_in_its_own_year(leader, plan):
    make.figure(make.target(plan), 2024, 180, late=True)
    judge()
    assert '<span class="late">late</span>' in show(leader).content.decode()
    assert '<span class="late">' not in show(leader, year=2025).content.decode()


def test_an_assumed_year_and_an_unconfirmed_target_are_said_to_be(leader, plan):
    make.target(plan, target_year_stated=False, state="to_be_confirmed")
    judge()
    page = show(leader).content.decode()
    assert "The plan names no year; its last year is assumed." in page
    assert "To be confirmed by the plan administrator" in page


def test_an_entry_that_restates_another_is_shown_and_not_counted(leader, plan):
    make.target(plan, name="副本", restates=make.target(plan, name="原件"))
    judge()
    page = show(leader)
    assert page.context["rollup"].all.total == 1
    assert "restates 原件; not counted twice" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["好", "差", "无"]),
        ({"status": "far_behind"}, ["差"]),
        ({"status": "not_assessable"}, ["无"]),
        ({"attribute": "binding"}, ["好"]),
        ({"attribute": "none"}, ["差", "无"]),
        ({"category": "economy"}, ["好", "差", "无"]),
        ({"category": "safety"}, []),
        ({"q": "差"}, ["差"]),
        ({"sort": "status"}, ["差", "无", "好"]),
        ({"sort": "progress"}, ["差", "好", "无"]),
        ({"sort": "nonsense"}, ["好", "差", "无"]),
    ],
)
def test_the_table_is_narrowed_and_sorted_by_its_address(leader, plan, asked, found):
    make.figure(make.target(plan, name="好", attribute="binding"), 2024, 190)
    make.figure(make.target(plan, name="差"), 2024, 110)
    make.target(plan, name="无")
    judge()
    assert names(show(leader, **asked)) == found


def test_twice_the_targets_cost_no_more_queries(leader, plan):
    counts = []
    for _round in range(2):
        for _number in range(50):
            make.figure(make.target(plan), 2023, 150)
        judge()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            show(leader)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_reading_writes_nothing(leader, plan, read_only):
    make.figure(make.target(plan), 2024, 150)
    with read_only():
        assert show(leader).status_code == 200


def test_a_total_so_far_stands_where_yearly_amounts_are_reported(leader, plan):
    total = make.target(plan, kind="cumulative_sum", target_value=Decimal(125), unit="个")
    for year in (2021, 2022, 2023, 2024):
        make.figure(total, year, 25)
    judge()
    page = show(leader).content.decode()
    assert "≥〔125〕" in page
    assert ">100<" in page.replace("\n", "")


def test_what_the_plan_contradicts_is_listed(leader, plan):
    data = {"base_value": "100", "target_value": "90"}
    PlanFinding.objects.create(
        plan=plan, target=make.target(plan), code="not_beyond_base", severity="note", data=data
    )
    with translation.override("en"):
        sentence = str(PlanFinding.objects.get().sentence)
    assert sentence in html.unescape(show(leader).content.decode())


def test_the_assumption_behind_a_plan_is_shown(leader, plan):
    plan.note = "The year is an assumption."
    plan.save()
    assert "The year is an assumption." in show(leader).content.decode()


def test_a_zone_without_a_plan_says_so(leader):
    make.zone("bare")
    assert "No plan of this zone is published yet." in leader.get("/zones/bare/").content.decode()
