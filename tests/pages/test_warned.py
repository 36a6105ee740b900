"""Warnings are shown to officer and reviewer, ask for a note, and never block."""

import html

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import Figure

SLIP = "Against 187 亿元 in 2024, 1 960 000 亿元 is off by about × 10 000."


@pytest.fixture
def address(story) -> str:
    """Of a year whose figure of last year is 187."""
    make.figure(story.target, 2024, 187)
    return f"/targets/{story.target.pk}/2025/"


@pytest.fixture
def english(as_):
    """``english("owner")`` reads English."""

    def signed_in(who: str):
        client = as_(who)
        client.cookies["django_language"] = "en"
        return client

    return signed_in


def text(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u2009", " ").replace("\u202f", " ")


def typed(action="save", value="1960000", **more):
    return {"action": action, "value": value, "quality": "final"} | more


def test_a_saved_draft_says_what_is_odd(english, address):
    page = text(english("owner").post(address, typed(), follow=True))
    assert SLIP in page
    assert "say why in the remarks" in page


def test_a_first_submission_shows_what_is_odd_and_a_second_goes_through(english, address):
    officer = english("owner")
    page = text(officer.post(address, typed("submit"), follow=True))
    assert "Saved, not submitted yet" in page
    assert SLIP in page
    assert 'name="warned" value="unit_slip"' in page
    assert Figure.objects.get(year=2025).state == "draft"
    officer.post(address, typed("submit", version="1", warned="unit_slip"))
    assert Figure.objects.get(year=2025).state == "submitted"


def test_a_note_lets_the_first_submission_through(english, address):
    english("owner").post(address, typed("submit", note="并入新区"))
    assert Figure.objects.get(year=2025).state == "submitted"


def test_another_warning_than_the_one_shown_is_shown_first(english, address):
    officer = english("owner")
    officer.post(address, typed("submit"))
    officer.post(address, typed("submit", value="-190", version="1", warned="unit_slip"))
    assert Figure.objects.get(year=2025).state == "draft"


@pytest.mark.parametrize("value", ["196", "0", "187"])
def test_what_is_not_odd_is_submitted_at_once(english, address, value):
    english("owner").post(address, typed("submit", value=value))
    assert Figure.objects.get(year=2025).state == "submitted"


def test_last_years_figure_again_is_only_noted(english, address):
    page = text(english("owner").post(address, typed(value="187"), follow=True))
    assert "187 亿元 is exactly the figure of 2024" in page
    assert "say why in the remarks" not in page


@pytest.mark.parametrize(
    ("note", "said", "unsaid"),
    [(None, "No note given", "并入新区"), ("并入新区", "并入新区", "No note given")],
)
def test_the_reviewer_sees_warning_and_note(english, story, address, note, said, unsaid):
    make.draft(
        story.target, 2025, 1960000, state="submitted", submitted_by=story.owner,
        submitted_at=timezone.now(), note=note, entered_by=story.owner,
    )  # fmt: skip
    reviewer = english("reviewer")
    section = text(reviewer.get(address)).partition('id="warnings"')[2].partition("</section>")[0]
    assert SLIP in section
    assert said in section
    assert unsaid not in section
    inbox = text(reviewer.get("/review/"))
    assert SLIP in inbox
    assert ("No note given" in inbox) is (note is None)


def test_a_figure_with_warnings_can_be_approved(english, story, address):
    draft = make.draft(story.target, 2025, 1960000, entered_by=story.owner)
    flow.submit_figure(draft, version=1, by=story.owner)
    answer = english("reviewer").post(address, {"action": "approve", "version": "2"})
    assert (answer.status_code, Figure.objects.get(year=2025).state) == (302, "approved")


@pytest.mark.parametrize("who", ["viewer", "colleague"])
def test_whoever_may_not_see_the_draft_sees_no_warning(english, story, address, who):
    make.draft(story.target, 2025, 1960000)
    page = text(english(who).get(address))
    assert 'id="warnings"' not in page
    assert "1 960 000" not in page


def test_reading_warnings_writes_nothing(english, story, address, read_only):
    make.draft(story.target, 2025, 1960000)
    officer = english("owner")
    with read_only():
        assert SLIP in text(officer.get(address))
