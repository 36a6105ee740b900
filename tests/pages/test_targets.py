"""A target's page: every quantity of every kind has its formula, its numbers and its source."""

from dataclasses import fields
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.pages.kinds import KINDS, one_of
from tracker import standing
from tracker.attainment.figures import Answer
from tracker.flow import reassess, system_person
from tracker.models import TargetRevision
from tracker.pages.why import why
from tracker.terms import Role

pytestmark = pytest.mark.django_db

# Given on the page apart from the table: the word itself, and what belongs to another line.
ELSEWHERE = {
    "path", "status", "reason", "verdict", "provisional", "flags", "likelihood",
    "projection_low", "projection_high", "years_reported", "years_breached",
}  # fmt: skip
# One line serves both: the share of a sum that is done is its attainment.
SAME = {("cumulative_sum", "attainment")}


@pytest.fixture
def leader(client):
    client.force_login(make.person(is_superuser=True))
    client.cookies["django_language"] = "en"
    return client


def show(client, target, year=2024):
    return client.get(f"/targets/{target.pk}/?year={year}")


@pytest.mark.parametrize("year", [2021, 2023, 2025])
@pytest.mark.parametrize("kind", KINDS)
def test_every_quantity_of_every_kind_is_explained(leader, kind, year):
    target = one_of(kind)
    item = standing.target_standing(target, year)
    given = {f.name for f in fields(Answer) if getattr(item.answer, f.name) is not None}
    reasons = why(target, item)
    unexplained = {(kind, name) for name in given - ELSEWHERE} - SAME
    assert len(reasons.quantities) == len(unexplained)
    assert all(quantity.value for quantity in reasons.quantities)
    assert show(leader, target, year).status_code == 200


@pytest.mark.parametrize(
    ("kind", "filled"),
    [
        ("level", "(1 800 − 100) ÷ (200 − 100)"),
        ("compound", "ln(180 ÷ 100) ÷ ln(200 ÷ 100)"),
    ],
)
def test_formulas_hold_the_numbers(kind, filled):
    unit = "%" if kind == "level" else "亿元"
    value = 1800 if kind == "level" else 180
    target = make.target(unit=unit)
    make.figure(target, 2024, value)
    reassess([target], by=system_person())
    reasons = why(target, standing.target_standing(target, 2024))
    assert filled in [quantity.filled.replace("\u2009", " ") for quantity in reasons.quantities]


def test_the_numbers_are_those_of_the_standing(leader):
    target = make.target()
    make.figure(target, 2024, 180)
    reassess([target], by=system_person())
    page = show(leader, target)
    stored = target.assessments.get(year=2024, is_latest=True).judgement
    assert page.context["item"].answer == stored
    assert f"{stored.progress * 100:.2f}%" in page.content.decode()


def test_the_chart_stands_in_the_page_without_inline_styles(leader):
    target = make.target()
    make.figure(target, 2024, 180)
    reassess([target], by=system_person())
    page = show(leader, target).content.decode()
    drawing = page[page.index('<figure class="path">') : page.index("</figure>")]
    assert "<svg" in drawing
    assert "style=" not in drawing
    assert "<style" not in drawing


def test_the_chart_is_sent_once_and_then_known(leader):
    target = make.target()
    make.figure(target, 2024, 180)
    address = f"/targets/{target.pk}/chart.svg?year=2024"
    first = leader.get(address)
    again = leader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Content-Type"] == "image/svg+xml"


def test_a_restated_target_leads_to_its_original(leader):
    original = make.target(name="原件")
    make.figure(original, 2024, 180)
    copy = make.target(original.plan, name="副本", restates=original)
    reassess([original], by=system_person())
    page = show(leader, copy)
    assert f'href="/targets/{original.pk}/?year=2024"' in page.content.decode()
    assert page.context["item"].answer == show(leader, original).context["item"].answer


def test_revisions_place_and_note_are_shown(leader):
    target = make.target(
        target_text="到2025年达到200亿元",
        locator={"chapter": "第一章", "line": 223},
        note="两处表述",
    )
    TargetRevision.objects.create(
        target=target, effective_year=2024, effective_on="2024-01-01", value=Decimal(180),
        document="高管发〔2024〕1号", reason="中期调整", revised_by=make.person(),
    )  # fmt: skip
    page = show(leader, target).content.decode()
    for text in (
        "到2025年达到200亿元",
        "第一章",
        "line 223",
        "两处表述",
        "高管发〔2024〕1号",
        "中期调整",
    ):
        assert text in page, text


def test_more_figures_cost_no_more_queries(leader):
    target, counts = make.target(), []
    for years in ([2021], [2022, 2023, 2024]):
        for year in years:
            make.figure(target, year, 100 + year - 2020)
        reassess([target], by=system_person())
        with CaptureQueriesContext(connection) as queries:
            show(leader, target)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_reading_writes_nothing(leader, read_only):
    target = make.target()
    with read_only():
        assert show(leader, target).status_code == 200


@pytest.mark.parametrize(("text", "found"), [("生产", 1), ("GDP", 1), ("没有", 0), ("", 0)])
def test_targets_are_found_by_name_in_both_languages(leader, text, found):
    make.target(name="地区生产总值", name_en="GDP")
    make.target(name="失业率", unit="%")
    page = leader.get("/targets/", {"q": text})
    assert page.context["count"] == found


def test_a_retired_target_is_gone_for_all_but_its_administrators(client):
    target = make.target(state="retired")
    client.force_login(make.member(Role.VIEWER, target.plan.zone))
    assert show(client, target).status_code == 404


def test_a_promised_reduction_is_expected_as_a_fall(leader):
    target = one_of("cumulative_change")
    lines = {line.year: line for line in show(leader, target).context["table"]}
    assert lines[2024].expected == -lines[2024].answer.expected < 0
    around = leader.get(f"/targets/{target.pk}/2024/").context["around"]
    assert around.expected == pytest.approx(lines[2024].expected)
