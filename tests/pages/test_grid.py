"""The grid: a row a target, each saved by itself, and nothing that was typed is lost."""

from decimal import Decimal

import pytest

from tests import make
from tests.pages.gridding import another, send, shown, text_of
from tests.pages.kinds import KINDS, PROMISES
from tracker import flow
from tracker.entry.checks import report_fields
from tracker.models import Figure
from tracker.terms import TargetKind


@pytest.fixture
def officer(as_):
    client = as_("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def address(story) -> str:
    return f"/entry/{story.target.plan.cycles.get().pk}/"


def test_a_changed_row_is_saved_and_the_others_are_left_alone(officer, story, address):
    other = another(story, name="税收")
    make.draft(other, 2025, 7, entered_by=story.owner)
    answer = send(officer, address, story, value="190.5", note="公报数")
    assert answer.status_code == 302
    stored = Figure.objects.get(target=story.target)
    assert (stored.value, stored.decimals, stored.note) == (Decimal("190.5"), 1, "公报数")
    assert Figure.objects.get(target=other).version == 1


def test_an_untouched_grid_writes_nothing(officer, story, address):
    make.draft(story.target, 2025, "7.50", decimals=2, note="一\r\n二", entered_by=story.owner)
    answer = send(officer, address, story)
    assert (answer.status_code, Figure.objects.get().version) == (302, 1)


def test_good_rows_are_saved_beside_a_bad_one_that_keeps_its_text(officer, story, address):
    other = another(story, name="税收")
    answer = send(officer, address, story, value="abc")
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    fields = shown(answer) | {f"t{other.pk}-value": "12"}
    answer = officer.post(address, fields | {"action": "save"})
    assert "“abc” is no number" in text_of(answer)
    assert 'value="abc"' in text_of(answer)
    assert Figure.objects.get().target == other


def test_what_is_filled_is_submitted_and_the_rest_is_left(officer, story, address):
    another(story, name="税收")
    answer = send(officer, address, story, "submit", value="184")
    assert answer.status_code == 302
    assert [figure.state for figure in Figure.objects.all()] == ["submitted"]


def test_whoever_is_second_is_told_and_chooses(officer, story, address):
    page = shown(officer.get(address))
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    row = f"t{story.target.pk}-"
    answer = officer.post(address, page | {row + "value": "196", "action": "save"})
    text = text_of(answer)
    assert answer.status_code == 409
    assert "owner changed this at" in text
    assert ('value="196"' in text, "Stored now: 191" in text) == (True, True)
    again = shown(answer)
    assert officer.post(address, again | {"action": "save"}).status_code == 409
    assert Figure.objects.get().value == 191
    officer.post(address, again | {row + "choice": "mine", "action": "save"})
    assert Figure.objects.get().value == 196


def test_nobody_submits_what_another_typed_meanwhile_unseen(officer, story, address):
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    page = shown(officer.get(address))
    colleague = story.people["deskmate"]
    flow.save_figure(story.target, 2025, {"value": Decimal(19)}, version=1, by=colleague)
    answer = officer.post(address, page | {"action": "submit"})
    assert (answer.status_code, Figure.objects.get().state) == (409, "draft")
    assert "Stored now: 19" in text_of(answer)
    row = f"t{story.target.pk}-"
    officer.post(address, shown(answer) | {row + "choice": "mine", "action": "submit"})
    stored = Figure.objects.get()
    assert (stored.state, stored.value) == ("submitted", 191)


def test_an_empty_row_begins_no_revision_of_what_was_approved_meanwhile(officer, story, address):
    page = shown(officer.get(address))
    make.figure(story.target, 2025, 191)
    answer = officer.post(address, page | {f"t{story.target.pk}-value": "196", "action": "save"})
    assert (answer.status_code, Figure.objects.get().value) == (409, 191)
    assert "196" in text_of(answer)


def test_what_was_typed_gives_way_where_the_other_is_kept(officer, story, address):
    page = shown(officer.get(address))
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    row = f"t{story.target.pk}-"
    again = shown(officer.post(address, page | {row + "value": "196", "action": "save"}))
    answer = officer.post(address, again | {row + "choice": "theirs", "action": "save"})
    assert (answer.status_code, Figure.objects.get().value) == (302, 191)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [("12000万", "1.2", "“12000万” was read as 1.2 亿元"), ("1.2亿", "1.2", "read as 1.2 亿元")],
)
def test_ten_thousands_are_shown_before_they_are_taken(officer, story, address, typed, kept, said):
    answer = send(officer, address, story, value=typed)
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    assert said in text_of(answer)
    fields = shown(answer)
    assert fields[f"t{story.target.pk}-value"] == kept
    assert officer.post(address, fields | {"action": "save"}).status_code == 302
    assert Figure.objects.get().value == Decimal(kept)


def test_a_warning_is_shown_once_before_the_figure_leaves(officer, story, address):
    make.figure(story.target, 2024, 180)
    held = send(officer, address, story, "submit", value="1800000")
    assert (held.status_code, Figure.objects.get(year=2025).state) == (200, "draft")
    assert "looks odd and is not submitted yet" in text_of(held)
    officer.post(address, shown(held) | {"action": "submit"})
    assert Figure.objects.get(year=2025).state == "submitted"


def test_a_second_vintage_says_why_before_it_is_submitted(officer, story, address):
    make.figure(story.target, 2025, 190)
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    page = shown(officer.get(address))
    answer = officer.post(address, page | {"action": "submit"})
    assert answer.status_code == 422
    reason = {f"t{story.target.pk}-revision_reason": "普查修订", "action": "submit"}
    assert officer.post(address, shown(answer) | reason).status_code == 302
    assert Figure.objects.get(vintage=2).revision_reason == "普查修订"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_entered_in_its_own_fields(officer, story, address, kind):
    target = another(story, name="各类", kind=kind, **PROMISES[kind])
    asked = f'name="t{target.pk}-{report_fields(kind)[0]}"'
    assert asked in text_of(officer.get(address))


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?state=draft", ["税收"]), ("?q=地区", ["地区生产总值"]), ("", ["地区生产总值", "税收"])],
)
def test_rows_are_narrowed_by_state_and_name(officer, story, address, query, kept):
    make.draft(another(story, name="税收"), 2025, 7, entered_by=story.owner)
    groups = officer.get(address + query).context["groups"]
    assert [row.target.name for _field, rows in groups for row in rows] == kept


def test_a_filter_hides_no_row_that_is_not_saved(officer, story, address):
    make.draft(another(story, name="税收"), 2025, 7, entered_by=story.owner)
    fields = shown(officer.get(address)) | {f"t{story.target.pk}-value": "abc", "action": "save"}
    answer = officer.post(address + "?state=draft", fields)
    assert "“abc” is no number" in text_of(answer)


def test_the_series_figure_and_its_source_stand_instead_of_a_field(officer, story, address):
    series = make.series(zone=story.zone)
    make.parent_figure(series, 2025, "8.2", decimals=1)
    target = another(
        story, name="增速", kind=TargetKind.RELATIVE, unit="%", compared_series=series, margin=1,
    )  # fmt: skip
    field, page = f"t{target.pk}-parent_value", text_of(officer.get(address))
    assert field not in page
    assert ('<p class="given">' in page, "全市</span> · 统计公报 · Final" in page) == (True, True)
    officer.post(address, shown(officer.get(address)) | {f"t{target.pk}-value": "9.5"})
    figure = target.figures.get()
    assert (figure.value, figure.parent_value) == (Decimal("9.5"), None)
    target.figures.update(parent_value=7)
    assert f'name="{field}"' in text_of(officer.get(address))


def test_an_untouched_row_with_a_series_figure_begins_nothing(officer, story, address):
    series = make.series(zone=story.zone)
    make.parent_figure(series, 2025, "8.2", decimals=1)
    other = another(story, name="增速", kind=TargetKind.RELATIVE, compared_series=series, margin=1)
    officer.post(address, shown(officer.get(address)))
    assert not other.figures.exists()


def test_named_steps_are_counted_and_lead_to_where_they_are_ticked(officer, story, address):
    target = another(story, name="综保区", kind=TargetKind.MILESTONE, unit="")
    make.steps(target, "立项", "开工")
    make.draft(target, 2025, done=False, steps_done=1, steps_total=2, entered_by=story.owner)
    page = text_of(officer.get(address))
    assert f't{target.pk}-steps_done"' not in page
    assert ("1 / 2" in page, f'<a href="/targets/{target.pk}/2025/">Tick the steps' in page) == (
        True,
        True,
    )
