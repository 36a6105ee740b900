"""What the rules about targets look at: which targets, which year, with which figures."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.views.targets import target_views
from tracker.assessment import actions as assessment
from tracker.models import Assessment, JudgementChange, Target
from tracker.terms import Attribute, Direction, Quality, Status, TargetKind, TargetState, Verdict

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)


def judge():
    assessment.assess(Target.objects.all(), at=timezone.now())


def judged(today=TODAY, zones=None):
    judge()
    return list(target_views(today, zones).judged())


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


def test_the_latest_year_that_was_reported_speaks():
    target = make.target()
    make.figure(target, 2021, 101)
    make.figure(target, 2022, 102)
    (found,) = judged()
    assert (found.target_id, found.year, found.word) == (target.pk, 2022, Status.FAR_BEHIND)
    assert (found.before, found.figures["value"]) == (Status.FAR_BEHIND, "102")
    assert found.figures["expected"] == pytest.approx(131.95, abs=0.01)
    make.figure(target, 2023, 160)
    assert judged() == []


@pytest.mark.parametrize(("decimals", "shown"), [(2, "102.50"), (1, "102.5"), (0, "102.5")])
def test_figures_keep_the_decimals_as_typed_and_every_digit(decimals, shown):
    make.figure(make.target(), 2022, "102.5", decimals=decimals)
    (found,) = judged()
    assert found.figures["value"] == shown


def test_a_verdict_speaks_in_the_target_year():
    make.figure(make.target(attribute=Attribute.BINDING), 2025, 150)
    (found,) = judged()
    assert (found.word, found.attribute) == (Verdict.MISSED, Attribute.BINDING)


def test_what_fell_back_on_pace_is_read_and_what_stayed_or_rose_is_not():
    for values in ((115, 200), (130, 133), (115, 133), (116, 140)):
        target = make.target(base_value=100, target_value=200)
        for year, value in zip((2021, 2022), values, strict=True):
            make.figure(target, year, value)
    assert [(one.before, one.word) for one in judged()] == [(Status.AHEAD, Status.ON_TRACK)]


def test_what_is_unlikely_to_be_reached_is_read():
    target = make.target(plan=make.plan(end_year=2030), target_year=2030)
    for year, value in ((2021, "106.88"), (2022, "114.23"), (2023, "122.09"), (2024, "130.49")):
        make.figure(target, year, value, decimals=2)
    (found,) = judged()
    assert (found.word, found.likelihood) == (Status.ON_TRACK, "unlikely")


def test_plans_that_ended_before_the_last_year_need_nobody():
    make.figure(make.target(), 2025, 150)
    assert len(judged(date(2026, 12, 31))) == 1
    assert judged(date(2027, 1, 1)) == []


def milestones(today=TODAY):
    return list(target_views(today).milestones())


def milestone(**fields) -> Target:
    return make.target(kind=TargetKind.MILESTONE, **fields)


def test_milestones_are_read_from_the_day_after_their_year():
    target = milestone()
    assert milestones(date(2025, 12, 31)) == []
    (found,) = milestones(date(2026, 1, 1))
    assert (found.target_id, found.year, found.due_on) == (target.pk, 2025, date(2025, 12, 31))
    assert (found.asked_until, found.reported, found.is_missed) == (None, None, False)


def test_a_milestone_waits_for_the_date_that_holds_for_its_department():
    target = milestone()
    cycle = make.cycle(target.plan)
    assert milestones()[0].asked_until == date(2026, 3, 31)
    cycle.extensions.create(
        due_on=date(2026, 4, 30), reason="统计", extended_by=make.person(), extended_at=at(TODAY)
    )
    assert milestones()[0].asked_until == date(2026, 4, 30)


def test_a_milestone_is_done_whenever_a_figure_says_so():
    make.figure(milestone(), 2023, done=True)
    undone = milestone()
    make.figure(undone, 2025, done=False)
    early = milestone()
    make.figure(early, 2024, done=False)
    found = {one.target_id: (one.reported, one.is_missed) for one in milestones()}
    assert found == {undone.pk: (2025, True), early.pk: (2024, False)}


def annual():
    return [(one.target_id, one.year, str(one.value)) for one in target_views(TODAY).annual()]


def test_the_annual_target_of_the_last_reported_year_is_looked_at():
    target = make.target()
    for year, value in ((2021, 120), (2022, 140)):
        make.annual_target(target, year, value)
    make.figure(target, 2021, 119)
    assert annual() == [(target.pk, 2021, "119")]
    make.figure(target, 2022, 140)
    assert annual() == []


def test_annual_targets_are_missed_in_the_direction_of_the_target():
    falling = make.target(direction=Direction.AT_MOST)
    for target in (make.target(), falling):
        make.annual_target(target, 2024, 150)
        make.figure(target, 2024, "150.5", decimals=1)
    assert annual() == [(falling.pk, 2024, "150.5")]


def changed(today=TODAY):
    return list(target_views(today).changed())


def test_the_last_change_of_a_target_and_year_is_read_with_their_number():
    target, words = make.target(), (Verdict.MISSED, Verdict.MET, Verdict.MISSED)
    rows = [
        Assessment.objects.create(
            target=target, year=2025, verdict=word, answer={}, inputs={}, rule_version="1",
            is_latest=False, assessed_at=at(TODAY),
        )
        for word in words
    ]  # fmt: skip
    for place, on in enumerate((date(2026, 2, 1), date(2026, 3, 1))):
        JudgementChange.objects.create(
            target=target, year=2025, before=rows[place], after=rows[place + 1],
            changed_by=make.person(), changed_at=at(on),
        )  # fmt: skip
    (found,) = changed()
    assert (found.before, found.after, found.count) == (Verdict.MET, Verdict.MISSED, 2)
    assert found.changed_on == date(2026, 3, 1)
    assert changed(date(2026, 4, 1)) == []


def reported(today=TODAY):
    return {
        one.target_id: (one.last, one.year, one.unsettled_year)
        for one in target_views(today).reported()
    }


def test_targets_without_a_figure_for_long_are_read_with_the_first_missing_year():
    old, _never, recent = make.target(), make.target(), make.target()
    make.figure(old, 2023, 1)
    make.figure(recent, 2024, 1)
    assert reported() == {old.pk: (2023, 2024, None)}


def test_years_before_a_plan_are_not_missing_in_it():
    plan = make.plan(base_year=2024, start_year=2025, end_year=2030)
    target = make.target(plan, base_year=2022, target_year=2030)
    make.figure(target, 2022, 1)
    assert reported(date(2026, 3, 1)) == {target.pk: (2022, 2025, None)}
    assert len(reported(date(2027, 1, 1))) == 1


def test_figures_that_were_never_settled_are_read():
    target, settled = make.target(), make.target()
    for one, quality in ((target, Quality.PRELIMINARY), (settled, Quality.FINAL)):
        make.figure(one, 2025, 1)
        make.figure(one, 2024, 1, quality=quality, approved_at=at(date(2025, 3, 20)))
    assert reported() == {target.pk: (2025, 2026, 2024)}
    assert reported(date(2026, 3, 1)) == {}


def one_of_each() -> Target:
    """A target that every view speaks of, but for the one about milestones."""
    target = make.target()
    make.annual_target(target, 2022, 150)
    make.figure(target, 2022, 101)
    return target


def read_all(zones=None) -> int:
    views = target_views(TODAY, zones)
    readers = (views.judged, views.changed, views.milestones, views.annual, views.reported)
    return sum(len(list(read())) for read in readers)


def test_only_the_zones_asked_about_are_read():
    here, _elsewhere = one_of_each(), one_of_each()
    judge()
    assert (read_all(), read_all({here.plan.zone_id}), read_all(set())) == (6, 3, 0)


def test_what_restates_another_or_is_not_confirmed_needs_nobody():
    for state in (TargetState.TO_BE_CONFIRMED, TargetState.RETIRED):
        Target.objects.filter(pk=one_of_each().pk).update(state=state)
    judge()
    assert read_all() == 0


@pytest.mark.parametrize("many", [1, 12])
def test_seven_queries_whatever_the_number(many, django_assert_num_queries, read_only):
    for _ in range(many):
        one_of_each()
    judge()
    with read_only(), django_assert_num_queries(7):
        assert read_all() == 3 * many
