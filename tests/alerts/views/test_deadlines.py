"""What is owed in cycles: counted by department, by cycle, by target."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.views import deadlines
from tracker.models import Alert, CycleExtension, Handling, Target
from tracker.terms import (
    AlertRule,
    Cause,
    FigureState,
    PlanState,
    Severity,
    TargetKind,
    TargetState,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)
# Where the office is, that is the morning of the next day.
LATE_ON_MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
VIEWS = (deadlines.owing, deadlines.sent_back, deadlines.unreviewed, deadlines.unassigned)
QUERIES = list(zip(VIEWS, (5, 3, 3, 3), strict=True))


def returned(target: Target, **fields):
    fields = {"returned_by": make.person(), "return_reason": "口径", **fields}
    return make.draft(target, 2025, 1, state=FigureState.RETURNED, **fields)


def submitted(target: Target, **fields):
    return make.draft(target, 2025, 1, state=FigureState.SUBMITTED, **fields)


def busy_plan():
    """A plan of which every view sees something."""
    plan = make.plan()
    make.cycle(plan)
    department = make.department(plan.zone)
    returned(make.target(plan, department=department), returned_at=LATE_ON_MONDAY)
    submitted(make.target(plan, department=department), submitted_at=LATE_ON_MONDAY)
    make.target(plan, kind=TargetKind.DELEGATED, department=department)
    return plan


def answered(alert: Alert, until: date) -> None:
    handling = Handling.objects.create(
        zone=alert.zone, cause=Cause.DATA, explanation="核对", measure="补报", owner="张三",
        promised_on=until, handled_by=make.person(), handled_at=timezone.now(),
    )  # fmt: skip
    handling.alerts.add(alert, through_defaults={"level": 1})


def test_departments_are_counted_apart_with_their_cycle():
    plan = make.plan(reminder_days=[14, 2])
    cycle = make.cycle(plan)
    department = make.department(plan.zone)
    make.target(plan, department=department)
    make.figure(make.target(plan, department=department), 2025, 1)
    make.target(plan)
    views = {view.department_id: view for view in deadlines.owing(TODAY)}
    assert {key: (view.asked, view.outstanding) for key, view in views.items()} == {
        department.pk: (2, 1),
        None: (1, 1),
    }
    assert (views[None].zone_id, views[None].due_on) == (plan.zone_id, cycle.due_on)
    assert views[None].reminder_days == (14, 2)


def test_what_came_back_is_outstanding_but_was_submitted():
    plan = make.cycle(make.plan()).plan
    make.target(plan)
    returned(make.target(plan), submitted_at=timezone.now())
    opened_again = make.target(plan)
    make.figure(opened_again, 2025, 1)
    returned(opened_again, vintage=2)
    make.draft(make.target(plan), 2025, 1)
    (view,) = deadlines.owing(TODAY)
    assert (view.asked, view.outstanding, view.never_submitted) == (4, 4, 2)


def test_cycles_that_are_closed_or_not_open_yet_ask_nobody():
    for fields in ({"closed_on": TODAY}, {"opens_on": date(2026, 3, 25)}):
        cycle = make.cycle(make.plan(), **fields)
        make.target(cycle.plan)
    assert deadlines.owing(TODAY) == []


def test_who_was_given_longer_owes_it_later_and_after_the_closing():
    plan = make.plan()
    cycle, department = make.cycle(plan, closed_on=TODAY), make.department(plan.zone)
    make.target(plan, department=department)
    make.target(plan)
    CycleExtension.objects.create(
        cycle=cycle, department=department, due_on=date(2026, 4, 15), reason="普查",
        extended_by=make.person(), extended_at=timezone.now(),
    )  # fmt: skip
    (view,) = deadlines.owing(TODAY)
    assert (view.department_id, view.due_on) == (department.pk, date(2026, 4, 15))
    assert view.closed_on is None


def test_what_came_back_is_owed_since_the_first_of_it_also_after_the_closing():
    plan = make.plan(correction_days=3)
    cycle, department = make.cycle(plan, closed_on=TODAY), make.department(plan.zone)
    returned(make.target(plan, department=department), returned_at=timezone.now())
    returned(make.target(plan, department=department), returned_at=LATE_ON_MONDAY)
    submitted(make.target(plan, department=department))
    (view,) = deadlines.sent_back(TODAY)
    assert (view.cycle_id, view.department_id, view.year) == (cycle.pk, department.pk, 2025)
    assert (view.since, view.count, view.days) == (date(2026, 3, 3), 2, 3)


def test_a_figure_that_was_opened_again_came_back_too():
    target = make.target(make.cycle(make.plan()).plan)
    make.figure(target, 2025, 1)
    returned(target, vintage=2, returned_at=LATE_ON_MONDAY)
    (view,) = deadlines.sent_back(TODAY)
    assert (view.since, view.count) == (date(2026, 3, 3), 1)


def test_what_waits_for_review_is_counted_over_all_departments():
    plan = make.plan(review_days=7)
    cycle = make.cycle(plan)
    submitted(make.target(plan, department=make.department(plan.zone)), submitted_at=timezone.now())
    submitted(make.target(plan), submitted_at=LATE_ON_MONDAY)
    make.draft(make.target(plan), 2025, 1)
    (view,) = deadlines.unreviewed(TODAY)
    assert (view.cycle_id, view.department_id) == (cycle.pk, None)
    assert (view.since, view.count, view.days) == (date(2026, 3, 3), 2, 7)


def test_targets_that_are_retired_and_plans_that_are_drafts_need_nobody():
    plan, draft = busy_plan(), busy_plan()
    plan.targets.update(state=TargetState.RETIRED)
    draft.state = PlanState.DRAFT
    draft.save()
    assert [view(TODAY) for view in VIEWS] == [[], [], [], []]


def test_a_delegated_target_waits_for_the_value_of_each_open_year():
    plan = make.plan()
    for year in (2024, 2025):
        make.cycle(plan, year, opens_on=date(2025, 1, 1))
    target = make.target(plan, kind=TargetKind.DELEGATED)
    make.assigned_value(target, 2024, 5)
    make.target(plan)
    (view,) = deadlines.unassigned(TODAY)
    assert (view.target_id, view.year, view.zone_id) == (target.pk, 2025, plan.zone_id)


def test_a_promise_belongs_to_the_alert_that_it_answers():
    plan = busy_plan()
    cycle, department = plan.cycles.get(), plan.zone.departments.get()
    alert = Alert.objects.create(
        rule=AlertRule.RETURNED, zone=plan.zone, cycle=cycle, department=department, year=2025,
        severity=Severity.WARNING, raised_on=TODAY,
    )  # fmt: skip
    answered(alert, date(2026, 4, 20))
    (view,) = deadlines.sent_back(TODAY)
    today = timezone.localdate()
    assert view.life == Life(TODAY, (Promise(today, date(2026, 4, 20), 1),))
    assert deadlines.owing(TODAY)[0].life is None


def test_only_the_zones_that_are_asked_about_are_looked_at():
    plan = busy_plan()
    busy_plan()
    zones = {plan.zone_id}
    found = [[row.zone_id for row in view(TODAY, zones)] for view in VIEWS]
    assert found == [[plan.zone_id]] * len(VIEWS)


@pytest.mark.parametrize("many", [1, 6])
@pytest.mark.parametrize(("view", "queries"), QUERIES)
def test_as_many_queries_whatever_the_number(
    view, queries, many, django_assert_num_queries, read_only
):
    for _ in range(many):
        plan = busy_plan()
        for _ in range(many):
            make.target(plan, department=plan.zone.departments.get())
    with read_only(), django_assert_num_queries(queries):
        assert len(view(TODAY)) == many
