"""On which days the reminders of a plan go out."""

from datetime import date

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.coming import coming
from tracker.models import CycleExtension

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)


def given_longer(cycle, department, due_on):
    CycleExtension.objects.create(
        cycle=cycle, department=department, due_on=due_on, reason="普查",
        extended_by=make.person(), extended_at=timezone.now(),
    )  # fmt: skip


def test_an_open_cycle_has_its_days_and_a_department_its_own():
    plan = make.plan()
    cycle, department = make.cycle(plan), make.department(plan.zone)
    given_longer(cycle, department, date(2026, 4, 26))
    everybody, own = coming(plan, TODAY)
    assert (everybody.due_on, everybody.departments) == (date(2026, 3, 31), ())
    assert (own.due_on, own.departments) == (date(2026, 4, 26), (department,))
    assert (everybody.is_day_off, own.is_day_off) == (False, True)
    assert own.notices[0].on == date(2026, 3, 27)


def test_after_the_closing_only_who_was_given_longer_is_reminded():
    plan = make.plan()
    cycle, department = make.cycle(plan, closed_on=TODAY), make.department(plan.zone)
    given_longer(cycle, department, date(2026, 3, 31))
    assert [one.departments for one in coming(plan, TODAY)] == [(department,)]


def test_what_is_over_is_left_out_once_everybody_was_told():
    plan = make.plan()
    make.cycle(plan)
    assert len(coming(plan, date(2026, 4, 22))) == 1
    assert coming(plan, date(2026, 4, 23)) == []


def test_a_year_that_is_not_asked_for_yet_has_its_usual_dates():
    plan = make.plan(base_year=2025, start_year=2026, end_year=2030, reminder_days=[10])
    (first,) = coming(plan, TODAY)
    assert (first.year, first.is_asked) == (2026, False)
    assert (first.opens_on, first.due_on) == (date(2027, 1, 1), date(2027, 3, 31))
    make.cycle(plan, 2026)
    assert [one.year for one in coming(plan, TODAY)] == [2026, 2027]


def test_it_says_of_which_years_the_holidays_are_not_known():
    plan = make.plan(base_year=2097, start_year=2098, end_year=2098)
    (only,) = coming(plan, TODAY)
    assert only.unpublished == (2099,)
    past = make.plan()
    make.cycle(past)
    assert coming(past, TODAY)[0].unpublished == ()


@pytest.mark.parametrize("many", [1, 5])
def test_three_queries_whatever_the_number(many, django_assert_num_queries, read_only):
    plan = make.plan()
    for year in range(2025, 2025 - many, -1):
        cycle = make.cycle(plan, year)
        given_longer(cycle, make.department(plan.zone), date(2026, 4, 26))
    with read_only(), django_assert_num_queries(3):
        coming(plan, TODAY)
