"""A target is retired on its planning page, read there afterwards, and brought back from there."""

import pytest

from tests import make
from tracker import flow
from tracker.terms import FigureState, TargetState

LIST = "/zones/jinan-ht/planning/targets/"
RETIRE = {
    "action": "retire",
    "retire-document": "济高管发〔2024〕9号",
    "retire-reason": "统计制度取消该指标",
    "retire-sure": "on",
}


@pytest.fixture
def desk(as_):
    return as_("administrator")


def address(story) -> str:
    return f"{LIST}{story.target.pk}/"


def state(story) -> str:
    story.target.refresh_from_db()
    return story.target.state


def test_a_target_is_retired_and_brought_back(desk, story):
    assert desk.post(address(story), RETIRE).status_code == 302
    assert state(story) == TargetState.RETIRED
    html = desk.get(address(story)).content.decode()
    assert all(text in html for text in ("济高管发〔2024〕9号", "统计制度取消该指标"))
    sent = {"action": "restore", "restore-reason": "误停用"}
    assert desk.post(address(story), sent).status_code == 302
    assert state(story) == TargetState.PUBLISHED
    assert "误停用" in desk.get(address(story)).content.decode()


@pytest.mark.parametrize("left_out", ["retire-sure", "retire-document", "retire-reason"])
def test_it_is_confirmed_with_document_and_reason_and_nothing_typed_is_lost(desk, story, left_out):
    sent = {name: text for name, text in RETIRE.items() if name != left_out}
    answer = desk.post(address(story), sent)
    assert (answer.status_code, state(story)) == (422, TargetState.PUBLISHED)
    html = answer.content.decode()
    assert all(text in html for name, text in sent.items() if name[-1] in "tn")


def test_the_page_says_first_what_leaves_with_it(desk, story):
    make.target(story.target.plan, name="同一目标", restates=story.target)
    make.draft(story.target, 2024, 1)
    html = desk.get(address(story)).content.decode()
    section = html[html.index('id="retire"') :]
    assert "同一目标" in section
    assert "2024" in section


def test_a_figure_under_review_is_named(desk, story):
    make.draft(story.target, 2025, 190, state=FigureState.SUBMITTED)
    answer = desk.post(address(story), RETIRE)
    assert (answer.status_code, state(story)) == (409, TargetState.PUBLISHED)
    html = answer.content.decode()
    assert "2025" in html[html.index('role="alert"') :][:300]


def test_everything_about_it_stays_to_be_read_on_its_page(desk, story):
    make.figure(story.target, 2024, "187.65", decimals=2)
    make.draft(story.target, 2025, "191.25", decimals=2)
    flow.reassess([story.target], by=flow.system_person())
    desk.post(address(story), RETIRE)
    html = desk.get(address(story)).content.decode()
    assert all(text in html for text in ("187.65", "191.25", 'class="lines trail"'))
    assert 'name="revise-value"' not in html
    trail = f"/targets/{story.target.pk}/trail/"
    assert trail in html
    assert desk.get(trail).status_code == 200


def test_old_addresses_lead_its_administrator_there(desk, story):
    make.retired(story.target)
    for path in (f"/targets/{story.target.pk}/", f"/targets/{story.target.pk}/2025/"):
        assert desk.get(path).headers["Location"] == address(story)


def test_no_list_has_it_but_that_of_retired_targets(desk, story):
    make.retired(story.target)
    link = f'href="/targets/{story.target.pk}/"'
    for path in ("/", "/zones/jinan-ht/", "/targets/", "/entry/", "/review/", "/alerts/"):
        assert link not in desk.get(path, {"q": ""}).content.decode()
    html = desk.get(LIST).content.decode()
    assert address(story) in html[html.index('id="retired"') :]


def test_the_list_costs_no_more_with_more_retired_targets(
    desk, story, django_assert_max_num_queries
):
    for _ in range(5):
        make.retired(make.target(story.target.plan))
    with django_assert_max_num_queries(20):
        desk.get(LIST)
