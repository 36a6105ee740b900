"""The zone's page lists the judgements that revisions changed, with why."""

import html

import pytest

from tests import make
from tracker import flow
from tracker.pages.changes import FEW


@pytest.fixture
def viewer(as_):
    client = as_("viewer")
    client.cookies["django_language"] = "en"
    return client


def revised(story, name="税收", old=205, new=150):
    target = make.target(story.target.plan, name=name)
    make.figure(target, 2025, old)
    flow.reassess([target], by=flow.system_person())
    anew = make.draft(target, 2025, new, vintage=2, state="submitted", revision_reason="经济普查")
    return flow.approve_figure(anew, version=1, by=story.reviewer)


def page(client, query="") -> str:
    return html.unescape(client.get(f"/zones/jinan-ht/?year=2025{query}").content.decode())


def test_a_changed_word_is_listed_with_both_words_and_why(viewer, story):
    figure = revised(story)
    section = page(viewer).partition('id="changes"')[2].partition("</section>")[0]
    said = "figure of 2025 revised from 205 亿元 to 150 亿元: 经济普查"
    for words in ("Exceeded", "Missed", said, str(story.reviewer), f"/targets/{figure.target_id}/"):
        assert words in section


def test_where_nothing_changed_nothing_is_listed(viewer, story):
    revised(story, new=206)
    assert 'id="changes"' not in page(viewer)


def test_the_newest_are_listed_and_the_others_one_click_away(viewer, story):
    for number in range(FEW + 2):
        revised(story, f"指标{number}")
    first = viewer.get("/zones/jinan-ht/?year=2025").context["changes"]
    assert (len(first.shown), first.total, first.hidden) == (FEW, FEW + 2, True)
    assert first.shown[0][0].target.name == f"指标{FEW + 1}"
    assert f"Show all {FEW + 2}" in page(viewer)
    every = viewer.get("/zones/jinan-ht/?year=2025&changes=all").context["changes"]
    assert (len(every.shown), every.hidden) == (FEW + 2, False)


def test_many_changes_cost_no_more_queries(as_, story, django_assert_max_num_queries):
    client = as_("viewer")
    for number in range(3):
        revised(story, f"指标{number}")
    with django_assert_max_num_queries(19):
        client.get("/zones/jinan-ht/?year=2025")
