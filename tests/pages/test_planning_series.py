"""Figures of compared series are entered once, and shown where a figure is entered."""

from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.models import Assessment
from tracker.terms import Measure, Role, TargetKind

LIST = "/zones/jinan-ht/planning/series/"


@pytest.fixture
def series(story):
    return make.series("全市平均增速", measure=Measure.CHANGE, unit="%")


@pytest.fixture
def target(story, series):
    return make.target(
        story.target.plan, name="增速", kind=TargetKind.RELATIVE, margin=Decimal(1), unit="%",
        relative_kind=Measure.CHANGE, compared_series=series, department=story.target.department,
    )  # fmt: skip


def enter(browser, series, value="6.0", year=2024, **fields):
    data = {"value": value, "quality": "final", "document": "市统计公报", **fields}
    sent = {f"figure-{name}": text for name, text in data.items()}
    return browser.post(f"{LIST}{series.pk}/{year}/", sent)


def test_a_figure_is_entered_once_and_judges_its_targets(as_, series, target):
    make.figure(target, 2024, 8)
    assert enter(as_("administrator"), series).status_code == 302
    row = Assessment.objects.get(target=target, year=2024, is_latest=True)
    assert row.status == "on_track"
    html = as_("administrator").get(LIST).content.decode()
    assert "6.0" in html
    assert "增速" in html


def test_a_replaced_figure_stays_to_be_read_with_its_reason(as_, series, target):
    browser = as_("administrator")
    enter(browser, series)
    assert enter(browser, series, "6.4", replaces="1").status_code == 422
    assert enter(browser, series, "6.4", replaces="1", reason="最终核实").status_code == 302
    html = browser.get(f"{LIST}{series.pk}/2024/").content.decode()
    assert all(text in html for text in ("6.0", "6.4", "最终核实"))
    assert enter(browser, series, "7", replaces="1", reason="x").status_code == 409


def test_where_the_zone_above_has_an_administrator_others_only_read(as_, story, series, target):
    city = make.zone("jinan")
    story.zone.parent, series.zone = city, city
    story.zone.save()
    series.save()
    make.member(Role.ADMINISTRATOR, city)
    assert enter(as_("administrator"), series).status_code == 403
    html = as_("administrator").get(f"{LIST}{series.pk}/2024/").content.decode()
    assert 'name="figure-value"' not in html


def test_the_officer_sees_the_figure_and_is_not_asked_for_it(as_, story, series, target):
    page = f"/targets/{target.pk}/2025/"
    assert 'name="parent_value"' in as_("owner").get(page).content.decode()
    make.parent_figure(series, 2025, "5.5", decimals=1, document="市统计公报")
    html = as_("owner").get(page).content.decode()
    assert 'name="parent_value"' not in html
    assert all(text in html for text in ("5.5", "市统计公报", "全市平均增速"))


def test_the_targets_page_says_what_it_was_compared_with(as_, series, target):
    make.figure(target, 2024, 8)
    enter(as_("administrator"), series, "5.5")
    assert "5.5" in as_("viewer").get(f"/targets/{target.pk}/?year=2024").content.decode()


def test_series_of_other_zones_are_not_found(as_, series):
    strange = make.series("别处", make.zone())
    assert as_("administrator").get(f"{LIST}{strange.pk}/2024/").status_code == 404


def test_the_list_asks_no_more_for_more_series(as_, target, story, django_assert_max_num_queries):
    for number in range(8):
        series = make.series(f"系列{number}", story.zone)
        make.parent_figure(series, 2024, number + 1)
    browser = as_("administrator")
    with django_assert_max_num_queries(12):
        browser.get(LIST)


def test_the_officer_ticks_the_steps_of_a_milestone(as_, story):
    milestone = make.target(
        story.target.plan, name="产业园", kind=TargetKind.MILESTONE,
        department=story.target.department,
    )  # fmt: skip
    first = milestone.steps.create(name="立项", position=1)
    milestone.steps.create(name="封顶", position=2)
    page = f"/targets/{milestone.pk}/2025/"
    html = as_("owner").get(page).content.decode()
    assert f'name="step{first.pk}"' in html
    assert 'name="steps_done"' not in html
    typed = {"action": "save", "done": "False", "quality": "final", f"step{first.pk}": "on"}
    assert as_("owner").post(page, typed).status_code == 302
    figure = milestone.figures.get()
    assert (figure.ticked, figure.steps_done, figure.steps_total) == ([first.pk], 1, 2)


def test_steps_once_done_are_ticked_at_first_in_the_next_year(as_, story):
    milestone = make.target(
        story.target.plan, name="产业园", kind=TargetKind.MILESTONE,
        department=story.target.department,
    )  # fmt: skip
    step = milestone.steps.create(name="立项", position=1)
    make.figure(milestone, 2024, done=False, ticked=[step.pk], steps_done=1, steps_total=1)
    html = as_("owner").get(f"/targets/{milestone.pk}/2025/").content.decode()
    assert f'name="step{step.pk}" id="id_step{step.pk}" checked' in html
    flow.reassess([milestone], by=flow.system_person())
    assert "立项" in as_("viewer").get(f"/targets/{milestone.pk}/").content.decode()


def test_the_grid_asks_for_no_count_where_steps_have_names(as_, story):
    milestone = make.target(
        story.target.plan, name="产业园", kind=TargetKind.MILESTONE,
        department=story.target.department,
    )  # fmt: skip
    page = f"/entry/{story.target.plan.cycles.get().pk}/"
    assert f'name="t{milestone.pk}-steps_done"' in as_("owner").get(page).content.decode()
    milestone.steps.create(name="立项")
    html = as_("owner").get(page).content.decode()
    assert f'name="t{milestone.pk}-steps_done"' not in html
    assert f'name="t{milestone.pk}-done"' in html
