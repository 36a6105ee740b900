"""Entry and review of one figure: what is typed is kept, and every refusal names the remedy."""

import html
from decimal import Decimal

import pytest

from tests import make
from tests.pages.kinds import KINDS, PROMISES
from tracker import flow, standing
from tracker.entry.checks import report_fields
from tracker.models import Figure
from tracker.terms import TargetKind


@pytest.fixture
def officer(as_):
    client = as_("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def reviewer(as_):
    client = as_("reviewer")
    client.cookies["django_language"] = "en"
    return client


def address(story, year=2025) -> str:
    return f"/targets/{story.target.pk}/{year}/"


def post(client, story, action="save", **typed):
    fields = {"quality": "final", "action": action} | typed
    return client.post(address(story), fields)


def text(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("typed", "value", "decimals"),
    [("196", "196", 0), ("1,234.50", "1234.50", 2), ("１９６．０", "196.0", 1), ("0", "0", 0)],
)
def test_what_is_typed_is_stored_with_its_decimals(officer, story, typed, value, decimals):
    post(officer, story, value=typed, note="公报数", evidence="统计公报")
    stored = Figure.objects.get()
    assert (stored.value, stored.decimals, stored.state) == (Decimal(value), decimals, "draft")
    assert (stored.note, stored.evidence, stored.entered_by) == ("公报数", "统计公报", story.owner)


def test_an_empty_field_is_not_known_and_never_zero(officer, story):
    post(officer, story, value="")
    assert Figure.objects.get().value is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "“abc” is no number. Enter digits only"),
        ("约196", "“约196” is more than a number. Leave out units"),
        ("1,96", "“1,96” can be read in two ways"),
        ("1.23456", "“1.23456” has more than four decimals"),
        ("123456789012", "“123456789012” is too large. Check the unit"),
    ],
)
def test_what_is_no_figure_is_refused_with_value_and_remedy(officer, story, typed, said):
    answer = post(officer, story, value=typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{typed}"' in text(answer)
    assert not Figure.objects.exists()


def test_ten_thousands_are_shown_in_the_field_before_they_are_taken(officer, story):
    answer = post(officer, story, value="19600万")
    assert (answer.status_code, Figure.objects.exists()) == (422, False)
    assert "“19600万” was read as 1.96 亿元. Save again to keep it." in text(answer)
    assert 'value="1.96"' in text(answer)


def test_what_a_verb_refuses_stands_beside_its_field(officer, story):
    story.target.kind, story.target.unit = TargetKind.RANK, "位"
    story.target.save()
    answer = post(officer, story, value="31", field_size="30")
    assert answer.status_code == 422
    assert "31 is a rank beyond the number that is ranked. Check both." in text(answer)
    assert not Figure.objects.exists()


def test_an_incomplete_figure_stays_a_draft(officer, story):
    answer = post(officer, story, action="submit", value="", note="等待公报")
    assert answer.status_code == 422
    assert "Nothing was entered. Enter a value; zero is a value" in text(answer)
    assert (Figure.objects.get().state, Figure.objects.get().note) == ("draft", "等待公报")
    assert post(officer, story, "submit", value="196", version="1").status_code == 302


def test_a_second_saver_is_told_who_and_what_and_loses_nothing(officer, story):
    post(officer, story, value="190")
    flow.save_figure(story.target, 2025, {"value": Decimal("191.5")}, version=1, by=story.owner)
    answer = post(officer, story, value="196", version="1")
    assert answer.status_code == 409
    page = text(answer)
    assert "owner changed this at" in page
    assert 'value="196"' in page
    assert "191.5" in page
    assert Figure.objects.get().value == Decimal("191.5")
    assert post(officer, story, value="196", version="2").status_code == 302
    assert Figure.objects.get().value == 196


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (True, "The reporting cycle of 2025 was closed"),
        (False, "Figures of 2025 are not asked for"),
    ],
)
def test_outside_of_a_cycle_nothing_is_taken(officer, story, closed, said):
    cycle = story.target.plan.cycles.get()
    if closed:
        cycle.closed_on = "2026-04-01"
        cycle.save()
    else:
        cycle.delete()
    assert "<textarea" not in text(officer.get(address(story)))
    answer = post(officer, story, value="196")
    assert (answer.status_code, said in text(answer)) == (409, True)
    assert 'value="196"' in text(answer)


def test_who_was_faster_between_saving_and_submitting_is_told(officer, story, monkeypatch):
    submit = flow.submit_figure

    def late(figure, *, version, by):
        flow.save_figure(story.target, 2025, {"note": "另一人"}, version=version, by=story.owner)
        return submit(figure, version=version, by=by)

    monkeypatch.setattr(flow, "submit_figure", late)
    answer = post(officer, story, "submit", value="196")
    assert (answer.status_code, "owner changed this at" in text(answer)) == (409, True)
    assert Figure.objects.get().state == "draft"


@pytest.mark.parametrize("version", ["x", "9" * 5000])
def test_a_version_that_no_page_showed_approves_nothing(officer, reviewer, story, version):
    post(officer, story, "submit", value="202")
    answer = reviewer.post(address(story), {"action": "approve", "version": version})
    assert (answer.status_code, Figure.objects.get().state) == (409, "submitted")


def test_a_count_beyond_its_column_is_refused(officer, story):
    story.target.kind = TargetKind.MILESTONE
    story.target.save()
    answer = post(officer, story, steps_done="1", steps_total="99999")
    assert answer.status_code == 422
    assert "99999 is too large for a count." in text(answer)


def test_steps_in_all_without_steps_done_are_no_fraction(officer, story):
    story.target.kind = TargetKind.MILESTONE
    story.target.save()
    post(officer, story, done="False", steps_total="5")
    assert "None" not in text(officer.get(address(story)))


def test_a_submitted_figure_cannot_be_typed_over(officer, story):
    post(officer, story, "submit", value="196")
    answer = post(officer, story, value="197", version="2")
    assert answer.status_code == 409
    assert "The figure is with its reviewer." in text(answer)


def test_approval_says_at_once_what_it_means(officer, reviewer, story):
    post(officer, story, "submit", value="202")
    answer = reviewer.post(address(story), {"action": "approve", "version": "2"}, follow=True)
    item = standing.target_standing(story.target, 2025)
    assert item.word == "exceeded"
    assert "Approved. 202 亿元 in 2025, attained to 101.0%: Exceeded." in text(answer)
    assert "202" in text(reviewer.get(f"/targets/{story.target.pk}/?year=2025"))


@pytest.mark.parametrize(("who", "told"), [("reviewer", True), ("administrator", False)])
def test_reviewers_find_the_way_back_to_their_inbox(as_, story, who, told):
    matter = as_(who).get(address(story)).content.decode().split("<main")[1]
    assert ('href="/review/"' in matter) is told


def test_a_return_needs_a_reason_and_shows_it_to_the_officer(officer, reviewer, story):
    post(officer, story, "submit", value="202")
    refused = reviewer.post(address(story), {"action": "return", "version": "2", "reason": " "})
    assert refused.status_code == 422
    assert "Reason for the return: Nothing was entered." in text(refused)
    reviewer.post(address(story), {"action": "return", "version": "2", "reason": "请核对单位"})
    page = text(officer.get(address(story)))
    assert "请核对单位" in page
    assert 'value="202"' in page


def test_a_figure_that_changed_under_review_is_not_approved(officer, reviewer, story):
    post(officer, story, "submit", value="202")
    answer = reviewer.post(address(story), {"action": "approve", "version": "1"})
    assert answer.status_code == 409
    assert Figure.objects.get().state == "submitted"


def test_no_revision_is_begun_by_who_was_shown_no_figure(officer, story):
    make.figure(story.target, 2025, 190)
    answer = post(officer, story, value="198", version="")
    assert answer.status_code == 409
    assert "approved meanwhile" in text(answer)
    assert story.target.figures.count() == 1


def test_an_approved_figure_is_revised_by_a_new_vintage(officer, reviewer, story):
    make.figure(story.target, 2025, 202)
    assert "<textarea" not in text(officer.get(address(story)))
    assert "<textarea" in text(officer.get(address(story) + "?revise"))
    typed = {"value": "198", "quality": "revised", "revision_reason": ""}
    assert post(officer, story, "submit", **typed).status_code == 422
    post(officer, story, "submit", value="198", version="1", revision_reason="经济普查")
    reviewer.post(address(story), {"action": "approve", "version": "3"})
    vintages = Figure.objects.order_by("vintage").values_list("value", "in_force")
    assert list(vintages) == [(202, False), (198, True)]


def test_a_revision_begins_with_what_is_in_force_and_asks_why(officer, story):
    make.figure(story.target, 2025, "202.5", decimals=1, quality="preliminary", note="公报")
    form = officer.get(address(story) + "?revise").context["form"]
    begun = {name: form[name].value() for name in ("value", "quality", "note", "version")}
    assert begun == {"value": "202.5", "quality": "final", "note": "公报", "version": None}
    assert form.names[-1] == "revision_reason"
    first = officer.get(address(story, 2024)).context["form"]
    assert first is None or "revision_reason" not in first.names


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_a_figure_in_force_is_reopened_with_a_reason(as_, story, who):
    client, figure = as_(who), make.figure(story.target, 2025, 202)
    assert 'value="reopen"' in text(client.get(address(story)))
    sent = {"action": "reopen", "figure": figure.pk}
    assert client.post(address(story), sent).status_code == 422
    assert client.post(address(story), sent | {"reason": "经济普查"}).status_code == 302
    page = text(client.get(address(story)))
    assert 'value="reopen"' not in page
    assert "经济普查" in page
    assert client.post(address(story), sent | {"reason": "再次"}).status_code == 409
    assert list(Figure.objects.order_by("vintage").values_list("state", "in_force")) == [
        ("approved", True),
        ("returned", False),
    ]


def test_what_is_not_shown_is_not_reopened(as_, story):
    sent = {"action": "reopen", "figure": "0", "reason": "经济普查"}
    assert as_("reviewer").post(address(story), sent).status_code == 404
    assert as_("owner").post(address(story), sent).status_code == 403


def test_the_reviewer_reads_why_a_figure_is_revised(reviewer, story):
    make.figure(story.target, 2025, 202)
    make.draft(story.target, 2025, 198, vintage=2, state="submitted", revision_reason="经济普查")
    section = text(reviewer.get(address(story))).partition('<section class="review">')[2]
    assert "经济普查" in section.partition("</section>")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_says_what_kind_of_figure_it_wants(officer, story, kind):
    for name, value in ({"kind": kind} | PROMISES[kind]).items():
        setattr(story.target, name, value)
    story.target.save()
    page = officer.get(address(story))
    form = page.context["form"]
    assert [f.name for f in (*form.measured, *form.on_break)] == list(report_fields(kind))
    first = form[form.asked]
    assert "2025" in first.label
    assert first.help_text
    assert first.label in text(page)


def test_a_milestone_is_done_or_not_or_not_known(officer, story):
    story.target.kind = TargetKind.MILESTONE
    story.target.save()
    for version, (typed, done) in enumerate([("", None), ("False", False), ("True", True)]):
        post(officer, story, done=typed, version=version or "")
        assert Figure.objects.get().done is done


def test_a_restated_target_is_reported_at_its_original(officer, story):
    copy = make.target(story.target.plan, restates=story.target)
    answer = officer.get(f"/targets/{copy.pk}/2025/")
    assert answer.headers["Location"] == address(story)


def test_the_form_fills_with_what_stands_beside_it(officer, story):
    make.figure(story.target, 2024, "187.50", decimals=2)
    make.annual_target(story.target, 2025, 195)
    page = officer.get(address(story))
    around = page.context["around"]
    assert (around.last.value, around.expected, around.annual) == (Decimal("187.5"), 200.0, 195)
    assert "187.50" in text(page)


def test_an_unknown_verb_is_no_page(officer, story):
    assert post(officer, story, "delete").status_code == 404


def test_reading_writes_nothing(officer, story, read_only):
    with read_only():
        assert officer.get(address(story)).status_code == 200


def test_a_draft_without_a_figure_bears_no_sign_of_its_quality(officer, story):
    make.draft(story.target, 2025, quality="preliminary", note="待核")
    page = officer.get(f"/targets/{story.target.pk}/2025/").content.decode()
    assert "待核" in page
    assert 'class="hollow"' not in page
