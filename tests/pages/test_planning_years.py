"""Values by year of a whole plan: pasted as a block, previewed, then stored as one."""

import pytest

from tests import make
from tracker.models import AnnualTarget
from tracker.terms import TargetKind

ADDRESS = "/zones/jinan-ht/planning/years/"


@pytest.fixture
def desk(as_):
    return as_("administrator")


@pytest.fixture
def rows(story):
    other = make.target(story.target.plan, name="税收", register_id="jinan-ht-900")
    return story.target, other


def preview(desk, text, document="分解方案"):
    data = {"action": "preview", "block": text.replace("|", "\t"), "document": document}
    return desk.post(ADDRESS, data)


def save(desk, text, answer, document="分解方案"):
    seen = answer.content.decode().split('name="seen" value="')[1].split('"')[0]
    data = {"action": "save", "block": text.replace("|", "\t"), "document": document, "seen": seen}
    return desk.post(ADDRESS, data)


def test_a_block_is_previewed_before_anything_is_stored(desk, rows):
    target, other = rows
    text = f"|2024|2025\n{target.register_id}|170|200\n{other.register_id}|约5|9\n"
    answer = preview(desk, text)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "约5" in html
    assert not AnnualTarget.objects.exists()
    assert save(desk, text, answer).status_code == 302
    stored = set(AnnualTarget.objects.values_list("target__name", "year", "value"))
    assert stored == {("地区生产总值", 2024, 170), ("地区生产总值", 2025, 200), ("税收", 2025, 9)}


def test_what_changed_since_the_preview_is_told_and_nothing_is_stored(desk, rows):
    text = f"|2024\n{rows[0].register_id}|170\n"
    answer = preview(desk, text)
    make.annual_target(rows[1], 2024, 5)
    assert save(desk, text, answer).status_code == 409
    assert AnnualTarget.objects.count() == 1


def test_a_block_is_not_stored_without_its_document(desk, rows):
    text = f"|2024\n{rows[0].register_id}|170\n"
    answer = save(desk, text, preview(desk, text), document=" ")
    assert answer.status_code == 422
    assert not AnnualTarget.objects.exists()


def test_proposals_fill_what_is_not_set_and_leave_what_is(desk, rows):
    make.annual_target(rows[0], 2024, 171)
    html = desk.get(ADDRESS + "?spread").content.decode()
    assert f"{rows[0].register_id}\t地区生产总值\t亿元\t115\t132\t152\t171\t200" in html


def test_what_is_not_broken_down_by_year_is_not_in_the_block(desk, rows):
    make.target(rows[0].plan, name="建成产业园", kind=TargetKind.MILESTONE)
    assert "建成产业园" not in desk.get(ADDRESS).content.decode()


def test_a_zone_without_a_plan_has_no_such_page(desk, story):
    story.target.plan.cycles.all().delete()
    story.zone.plans.update(state="draft")
    assert desk.get(ADDRESS).status_code == 404


def test_the_table_asks_no_more_for_more_targets(desk, rows, django_assert_max_num_queries):
    for number in range(12):
        make.annual_target(make.target(rows[0].plan, name=f"目标{number}"), 2024, 1)
    with django_assert_max_num_queries(15):
        desk.get(ADDRESS)
    with django_assert_max_num_queries(22):
        desk.get(ADDRESS + "?spread")
