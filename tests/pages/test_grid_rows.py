"""One row of the grid, saved by itself: what it answers, and what the page costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.pages.gridding import another, row_of, shown, text_of
from tracker import flow
from tracker.models import Figure, Membership, ReportingCycle
from tracker.terms import Role, TargetKind


@pytest.fixture
def officer(as_):
    client = as_("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def address(story) -> str:
    return f"/entry/{story.target.plan.cycles.get().pk}/"


def test_one_row_is_saved_and_comes_back_as_it_stands(officer, story, address):
    make.figure(story.target, 2024, 180)
    answer = row_of(officer, address, story, value="184")
    text = text_of(answer)
    assert answer.status_code == 200
    assert text.lstrip().startswith(f'<tr id="t-{story.target.pk}"')
    assert ('data-version="1"' in text, 'data-state="draft"' in text) == (True, True)
    assert ("done 88.0%" in text, "not approved yet" in text) == (True, True)


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"value": "约190"}, 422, "is more than a number"),
        ({"value": "1900亿元"}, 200, "Saved"),
        ({"value": "19万"}, 422, "was read as 0.0019"),
        ({"value": "", "note": "", "action": "submit"}, 422, "Nothing was entered"),
        ({"value": "190", "version": "7"}, 409, "approved meanwhile"),
    ],
)
def test_one_row_says_what_became_of_it(officer, story, address, sent, status, said):
    answer = row_of(officer, address, story, **sent)
    assert (answer.status_code, said in text_of(answer)) == (status, True)


def test_a_row_that_was_not_touched_is_not_written_again(officer, story, address):
    figure = make.draft(story.target, 2025, 190, quality="final", entered_by=story.owner)
    page = shown(officer.get(address))
    mark = page[f"t{story.target.pk}-shown"]
    answer = row_of(officer, address, story, value="190", version="1", shown=mark)
    figure.refresh_from_db()
    assert (answer.status_code, figure.version) == (200, 1)


def test_a_submitted_figure_is_read_only_and_leads_to_its_page(officer, story, address):
    make.draft(story.target, 2025, 190, state="submitted", entered_by=story.owner)
    text = text_of(officer.get(address))
    assert f'name="t{story.target.pk}-value"' not in text
    assert f'href="/targets/{story.target.pk}/2025/"' in text
    answer = row_of(officer, address, story, value="191", version="1", note="补充")
    assert (answer.status_code, "191" in text_of(answer)) == (409, True)


def test_after_the_closing_only_what_came_back_is_open(officer, story, address):
    other = another(story, name="税收")
    make.draft(
        other, 2025, 7, state="returned", returned_by=story.reviewer, return_reason="口径",
        returned_at=timezone.now(), entered_by=story.owner,
    )  # fmt: skip
    ReportingCycle.objects.update(closed_on=timezone.localdate())
    text = text_of(officer.get(address))
    assert f'name="t{other.pk}-value"' in text
    assert f'name="t{story.target.pk}-value"' not in text
    assert row_of(officer, address, story, value="190").status_code == 409


def test_only_what_can_still_be_entered_is_outstanding(officer, story, address):
    other = make.department(story.zone, name="longer")
    Membership.objects.create(
        person=story.owner, zone=story.zone, role=Role.OFFICER, department=other
    )
    make.target(story.target.plan, department=other)
    due_on = timezone.localdate() - timedelta(days=2)
    ReportingCycle.objects.update(opens_on=due_on, due_on=due_on, closed_on=due_on)
    longer = timezone.localdate() + timedelta(days=30)
    administrator = story.people["administrator"]
    flow.extend_cycle(story.cycle, department=other, due_on=longer, reason="普查", by=administrator)
    text = text_of(officer.get(address))
    assert ("1 of 2 figures still to be submitted" in text, "30 days left" in text) == (True, True)


def test_the_state_that_was_chosen_is_shown_where_no_row_has_it(officer, address):
    text = text_of(officer.get(address, {"state": "returned"}))
    assert '<option value="returned" selected>Returned (0)</option>' in text
    assert 'value="returned"' not in text_of(officer.get(address))


def queries_of(work) -> int:
    """How often the database is asked; the beginning and end of transactions ask nothing."""
    with CaptureQueriesContext(connection) as queries:
        assert work().status_code == 200
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(words) for query in queries)


def fill(story, count: int) -> None:
    """Targets of several kinds, every one with five years of figures, the last one a draft."""
    kinds = (TargetKind.LEVEL, TargetKind.DELEGATED, TargetKind.RELATIVE, TargetKind.UNDETERMINED)
    people = {"entered_by": story.owner}
    for number in range(count):
        target = another(story, name=f"指标{number}", kind=kinds[number % 4])
        make.assigned_value(target, 2025, 100)
        make.figure(target, 2024, 150, approved_by=story.reviewer, **people)
        make.draft(target, 2025, 160 + number, **people)


@pytest.mark.parametrize("count", [3, 130])
def test_a_grid_costs_the_same_queries_whatever_its_rows(officer, story, address, count):
    fill(story, count)
    assert queries_of(lambda: officer.get(address)) <= 10


def test_the_form_of_a_large_grid_is_taken_whole(officer, story, address):
    for number in range(130):
        another(story, name=f"工程{number}", kind=TargetKind.MILESTONE, unit="")
    fields = shown(officer.get(address))
    assert len(fields) > 1000
    fields |= {f"t{story.target.pk}-value": "184", "action": "save"}
    assert officer.post(address, fields).status_code == 302
    assert Figure.objects.get(target=story.target).value == 184


@pytest.mark.parametrize("begun", [False, True])
def test_saving_one_cell_costs_eleven_queries_at_most(officer, story, address, begun):
    fill(story, 3)
    make.figure(story.target, 2024, 180)
    if begun:
        make.draft(story.target, 2025, 180, entered_by=story.owner)
    version = "1" if begun else ""
    work = lambda: row_of(officer, address, story, value="184", version=version)  # noqa: E731
    assert queries_of(work) <= 11
    assert Figure.objects.get(target=story.target, year=2025).value == 184
