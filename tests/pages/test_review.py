"""The inbox: what waits, what stands beside it, and what is done to many figures at once."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import flow, standing
from tracker.models import Figure, Membership
from tracker.pages.review import PER_PAGE
from tracker.terms import FigureState, Role


@pytest.fixture
def reviewer(as_):
    client = as_("reviewer")
    client.cookies["django_language"] = "en"
    return client


def waiting(story, value=190, days=0, target=None, **fields) -> Figure:
    """A figure that its officer submitted that many days ago."""
    target = target or make.target(story.target.plan, department=story.target.department)
    stamps = {"submitted_by": story.owner, "submitted_at": timezone.now() - timedelta(days=days)}
    given = {"state": "submitted", "entered_by": story.owner, **stamps, **fields}
    return make.draft(target, 2025, value, **given)


def key(figure) -> str:
    return f"{figure.pk}:{figure.version}"


def listed(page) -> list[Figure]:
    return [row.figure for row in page.context["rows"]]


def text(page) -> str:
    return html.unescape(page.content.decode())


def post(client, action, *figures, address="/review/", **typed):
    return client.post(
        address, {"action": action, "figure": [key(one) for one in figures], **typed}
    )


def states(*figures) -> list[str]:
    return [Figure.objects.get(pk=figure.pk).state for figure in figures]


def test_the_inbox_holds_the_zones_submitted_figures_the_longest_waiting_first(as_, story):
    new, old = waiting(story, days=1), waiting(story, days=9)
    make.draft(make.target(make.plan(make.zone("other"))), 2025, 1, state="submitted")
    assert listed(as_("reviewer").get("/review/")) == [old, new]
    assert as_("owner").get("/review/").context["rows"] == []


def test_a_figure_stands_beside_last_year_expected_change_and_its_judgement(reviewer, story):
    make.figure(story.target, 2024, "160.5", decimals=1)
    waiting(story, 150, target=story.target, note="区划调整", evidence="统计公报")
    page = reviewer.get("/review/")
    (row,) = page.context["rows"]
    assert (row.last.value, row.outlook.expected, row.change) == (160.5, 200, -10.5)
    assert float(row.ratio) == pytest.approx(-10.5 / 160.5)
    assert (row.word, row.replaced) == ("missed", None)
    for words in ("区划调整", "统计公报", "−10.5", "−6.5%", "Missed", "经济发展部"):
        assert words in text(page)


def test_a_revision_stands_beside_the_figure_in_force_and_says_why(reviewer, story):
    make.figure(story.target, 2025, 205)
    waiting(story, 180, target=story.target, vintage=2, revision_reason="经济普查")
    page = reviewer.get("/review/")
    (row,) = page.context["rows"]
    assert row.replaced.value == 205
    assert "经济普查" in text(page)


def test_what_an_approval_would_mean_counts_the_years_before(reviewer, story):
    total = make.target(story.target.plan, kind="cumulative_sum", target_value=100)
    for year in (2021, 2022, 2023, 2024):
        make.figure(total, year, 24)
    figure = waiting(story, 20, target=total)
    (row,) = reviewer.get("/review/").context["rows"]
    flow.approve_figure(figure, version=figure.version, by=story.reviewer)
    assert row.outlook.answer == standing.target_standing(total, 2025).answer
    assert row.word == "exceeded"


def test_rates_change_in_points_and_a_missing_figure_changes_nothing(reviewer, story):
    rate = make.target(story.target.plan, kind="growth", unit="%", growth_percent=8)
    make.figure(rate, 2024, 8)
    waiting(story, 7, target=rate)
    waiting(story, 7)
    by_target = {row.figure.target_id: row for row in reviewer.get("/review/").context["rows"]}
    row = by_target.pop(rate.pk)
    assert (row.change, row.ratio) == (-1, None)
    (other,) = by_target.values()
    assert (other.change, other.ratio) == (None, None)


def test_filters_narrow_by_department_age_and_warnings(reviewer, story):
    other = make.target(
        story.target.plan, department=make.department(story.zone, "科技创新部"), name="研发投入"
    )
    old, young, odd = waiting(story, days=8), waiting(story, days=4), waiting(story, target=other)
    make.figure(odd.target, 2024, 0.019)
    found = {
        query: set(listed(reviewer.get(f"/review/?{query}")))
        for query in (
            f"department={other.department_id}", "age=3", "age=7", "warnings=with",
            "warnings=without", "zone=jinan-ht", "zone=elsewhere", "age=x&warnings=y&sort=z",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        {odd}, {old, young}, {old}, {odd},
        {old, young}, {old, young, odd}, set(), {old, young, odd},
    ]  # fmt: skip


def test_a_zone_above_is_reviewed_zone_by_zone_with_counts(as_, story):
    city = make.zone("city", name="济南市")
    story.zone.parent = city
    story.zone.save()
    second = make.plan(make.zone("beta", parent=city))
    waiting(story), waiting(story)
    waiting(story, target=make.target(second, department=make.department(second.zone)))
    story.people["above"] = make.member(Role.REVIEWER, city)
    inbox = as_("above").get("/review/").context["inbox"]
    assert {one.value: one.count for one in inbox.zones} == {"jinan-ht": 2, "beta": 1}
    assert {one.text for one in inbox.departments} == {
        "济南高新区 · 经济发展部",
        "beta高新区 · 经济发展部",
    }


def test_ticked_figures_are_approved_together(reviewer, story):
    first, second, third = (waiting(story) for _ in range(3))
    answer = post(reviewer, "approve", first, second, address="/review/?age=")
    assert (answer.status_code, answer["Location"]) == (302, "/review/?age=")
    assert states(first, second, third) == ["approved", "approved", "submitted"]
    assert "2 figures approved" in text(reviewer.get("/review/"))


def test_all_without_warnings_are_approved_as_far_as_they_were_shown(reviewer, story):
    clean, odd, beside = waiting(story), waiting(story), waiting(story, days=9)
    last = make.figure(odd.target, 2024, 0.019)
    shown = " ".join(reviewer.get("/review/").context["clean"])
    late = waiting(story)
    Figure.objects.filter(pk=last.pk).update(in_force=False)
    answer = post(reviewer, "approve_clean", address="/review/?age=", clean=shown)
    assert answer.status_code == 302
    assert states(clean, beside, odd, late) == ["approved", "approved", "submitted", "submitted"]


def test_all_without_warnings_means_of_the_filter(reviewer, story):
    old, young = waiting(story, days=9), waiting(story)
    shown = " ".join(reviewer.get("/review/").context["clean"])
    post(reviewer, "approve_clean", address="/review/?age=7", clean=shown)
    assert states(old, young) == ["approved", "submitted"]


def test_ticked_figures_are_returned_with_one_reason(reviewer, story):
    first, second = waiting(story), waiting(story)
    assert post(reviewer, "return", first, second, reason="请附公报").status_code == 302
    assert set(Figure.objects.values_list("state", "return_reason")) == {("returned", "请附公报")}


def test_a_return_without_a_reason_keeps_the_ticks(reviewer, story):
    figure = waiting(story)
    answer = post(reviewer, "return", figure)
    assert answer.status_code == 422
    assert "Say why" in text(answer)
    assert f'value="{key(figure)}" id="f{figure.pk}"' in text(answer)
    assert answer.context["ticked"] == [key(figure)]


def test_enter_in_a_tick_decides_nothing_and_keeps_the_ticks(reviewer, story):
    figure = waiting(story)
    page = text(reviewer.get("/review/"))
    first = page[page.index('name="action"') :]
    assert first.startswith('name="action" value="show"')
    answer = post(reviewer, "show", figure, reason="请附公报")
    assert (answer.status_code, states(figure)) == (200, ["submitted"])
    assert answer.context["ticked"] == [key(figure)]
    assert "请附公报</textarea>" in text(answer)


def test_nothing_ticked_loses_no_reason(reviewer, story):
    waiting(story)
    answer = post(reviewer, "return", reason="请附公报")
    assert answer.status_code == 422
    assert "Tick at least one figure" in text(answer)
    assert "请附公报</textarea>" in text(answer)


def test_who_was_faster_is_told_and_the_rest_is_approved(reviewer, story):
    taken, good = waiting(story), waiting(story)
    other = make.member(Role.REVIEWER, story.zone, name="李四")
    flow.return_figure(taken, version=1, reason="口径", by=other)
    answer = post(reviewer, "approve", taken, good)
    assert answer.status_code == 409
    assert states(taken, good) == ["returned", "approved"]
    for words in ("1 figure approved", "李四 was faster", "Returned"):
        assert words in text(answer)


def test_own_figures_cannot_be_ticked_and_are_told(reviewer, story):
    Membership.objects.create(person=story.reviewer, zone=story.zone, role=Role.OFFICER)
    own = waiting(story, entered_by=story.reviewer)
    page = reviewer.get("/review/")
    assert f'value="{key(own)}"' not in text(page)
    assert "another reviewer decides" in text(page)
    assert page.context["clean"] == []
    assert post(reviewer, "approve", own).status_code == 409
    assert states(own) == [FigureState.SUBMITTED]


def test_figures_of_other_zones_stop_everything(reviewer, story):
    own, foreign = waiting(story), waiting(story, target=make.target())
    assert post(reviewer, "approve", own, foreign).status_code == 403
    assert states(own, foreign) == ["submitted", "submitted"]


@pytest.mark.parametrize("figure", ["x", "1", "1:2:3", "-1:1", "9" * 30 + ":1"])
def test_what_no_page_sends_is_not_found(reviewer, story, figure):
    answer = reviewer.post("/review/", {"action": "approve", "figure": figure})
    assert answer.status_code == 404


@pytest.mark.parametrize("typed", [{"action": "x"}, {}, {"action": "approve_clean", "clean": "x"}])
def test_an_unknown_action_is_not_found(reviewer, story, typed):
    waiting(story)
    assert reviewer.post("/review/", typed).status_code == 404


def test_a_long_inbox_comes_in_pages_and_costs_no_more_queries(
    as_, story, django_assert_max_num_queries
):
    for number in range(PER_PAGE + 2):
        figure = waiting(story, 1960000, days=number % 5)
        make.figure(figure.target, 2024, 187)
    reviewer = as_("reviewer")
    with django_assert_max_num_queries(14):
        first = reviewer.get("/review/")
    assert all(item.warnings == 1 for item in first.context["inbox"].everything)
    second = reviewer.get("/review/?page=2&sort=plan")
    assert (len(listed(first)), len(listed(second))) == (PER_PAGE, 2)
    assert "sort=plan" in second.content.decode()


def test_reading_the_inbox_writes_nothing(reviewer, story, read_only):
    waiting(story)
    with read_only():
        reviewer.get("/review/")
