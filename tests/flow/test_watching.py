"""Who gets which mail on which day, however often a run is made or missed."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts.rules.weekly import ORIGIN
from tracker.errors import NotAllowed
from tracker.models import Alert, Figure, Message, Notice, Target, TrailEntry
from tracker.terms import AlertRule, AlertState, FigureState, Role

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 3, 31)
OFFICER, REVIEWER, ADMINISTRATOR = "officer", "reviewer", "administrator"
STEPS = ["step-30", "step-7", "step-1", "due-today"]


def run(day, times=1):
    """Run as the daily job does; answers with the last run's result."""
    by = flow.system_person()
    for _ in range(times):
        result = flow.run_alerts(today=day, by=by, at=timezone.now())
        flow.send_messages(by=by)
    return result


def before(days):
    return DUE_ON - timedelta(days=days)


def after(days):
    return DUE_ON + timedelta(days=days)


def a_zone(role_names=tuple(Role), **fields) -> Target:
    """A zone with one person of each role, and a target that is asked for by 31 March 2026."""
    plan = make.plan()
    make.cycle(plan)
    for role in role_names:
        make.member(role, plan.zone, name=role.value, language="en")
    return make.target(plan, **fields)


def mailbox() -> Counter:
    """How often each person got each step of each rule, as the mail server saw it."""
    rows = {row.message_id: row for row in Message.objects.select_related("person")}
    got = (rows[one.extra_headers["Message-ID"]] for one in mail.outbox)
    told = ((row.person.name, notice) for row in got for notice in row.notices.order_by("pk"))
    return Counter(
        (name, *step_of(notice.subject.split(":")[0], notice.level))
        for name, notice in told
        if not notice.subject.startswith("data_stale")
    )


def step_of(rule, level) -> tuple[str, str]:
    """A rule, and the step that its level of urgency stands for."""
    names = {
        "due_soon": f"step-{100 - level}",
        "due_today": "due-today",
        "overdue": f"week-{(ORIGIN + timedelta(days=level) - DUE_ON).days // 7 + 1}",
        "off_track": ("", "behind", "far_behind")[min(level, 2)],
    }
    return rule, names.get(rule, "")


def steps(person) -> list[str]:
    """The steps that a person got, in the order of the mails; each must have come once."""
    box = mailbox()
    assert set(box.values()) <= {1}
    return [step for name, _rule, step in box if name == person]


def test_each_person_gets_each_notice_once():
    a_zone()
    for day in (
        before(31),
        before(30),
        before(7),
        before(1),
        DUE_ON,
        after(1),
        after(8),
        after(22),
    ):
        run(day, times=2)
    assert steps(OFFICER) == [*STEPS, "week-1", "week-2", "week-4"]
    assert steps(REVIEWER) == ["week-2", "week-4"]
    assert steps(ADMINISTRATOR) == ["week-4"]
    assert steps("viewer") == []


def test_every_day_from_january_to_june_gives_the_same():
    a_zone()
    for days in range(-90, 92):
        run(after(days))
    weeks = [f"week-{number}" for number in range(1, 14)]
    assert steps(OFFICER) == [*STEPS, *weeks]
    assert (steps(REVIEWER), steps(ADMINISTRATOR)) == (weeks[1:], weeks[3:])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([-29, -5, 0], ["step-30", "step-7", "due-today"]),
        ([-4], ["step-7"]),
        ([0], ["due-today"]),
        ([-29, 7], ["step-30", "week-1"]),
        ([41], ["week-6"]),
    ],
    ids=["each some days late", "two at once", "three at once", "straight to overdue", "long away"],
)
def test_days_that_were_missed_are_caught_up_with_the_most_urgent_step(days, expected):
    a_zone()
    for day in days:
        run(after(day), times=2)
    assert steps(OFFICER) == expected


def test_what_is_submitted_is_not_asked_for_any_more():
    target = a_zone()
    run(before(29))
    figure = make.draft(target, 2025, 120)
    run(before(7))
    Figure.objects.filter(pk=figure.pk).update(state=FigureState.SUBMITTED)
    run(before(1))
    run(after(8))
    assert steps(OFFICER) == ["step-30", "step-7"]
    assert not Alert.objects.filter(state=AlertState.OPEN).exists()


def test_what_is_returned_later_is_not_told_twice_at_one_step():
    target = a_zone()
    run(before(7))
    figure = make.draft(target, 2025, 120, state=FigureState.SUBMITTED)
    run(before(6))
    figure.delete()
    run(before(5))
    assert steps(OFFICER) == ["step-7"]


def test_a_deadline_that_is_moved_is_reminded_of_anew():
    target = a_zone()
    run(before(1))
    target.plan.cycles.update(due_on=date(2026, 4, 30))
    run(date(2026, 4, 23))
    assert steps(OFFICER) == ["step-1", "step-7"]


def test_one_mail_lists_all_that_one_person_owes():
    target = a_zone()
    for name in ("经济发展部", "科技创新部"):
        department = make.department(target.plan.zone, name)
        make.target(target.plan, name=f"{name}的指标", department=department)
    run(before(7))
    (sent,) = mail.outbox
    assert sent.subject == f"7 days left: 3 figures not submitted yet, {target.plan.zone}, 2025"
    for word in ("经济发展部的指标", "科技创新部的指标", "地区生产总值"):
        assert word in sent.body


def test_a_target_that_falls_behind_is_told_once_and_again_when_worse():
    target = a_zone([Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR])
    make.cycle(target.plan, 2022, closed_on=date(2023, 4, 1))
    for value, day in ((125, before(77)), (105, before(76)), (125, before(75))):
        judge(target, 2022, value)
        run(day, times=2)
    for person in (OFFICER, REVIEWER):
        assert steps(person) == ["behind", "far_behind"]
    assert steps(ADMINISTRATOR) == []
    assert Alert.objects.filter(rule=AlertRule.OFF_TRACK).count() == 1


def test_a_target_that_recovered_and_falls_behind_again_is_told_again():
    target = a_zone([Role.REVIEWER])
    for days, value in enumerate((125, 160, 125)):
        judge(target, 2022, value)
        run(before(77 - days))
    states = Alert.objects.filter(rule=AlertRule.OFF_TRACK).order_by("id")
    assert list(states.values_list("state", flat=True)) == [AlertState.CLEARED, AlertState.OPEN]
    assert mailbox() == {(REVIEWER, "off_track", "behind"): 2}


def judge(target, year, value):
    """Replace a year's figure by one that is in force, and judge by it."""
    target.figures.filter(year=year).delete()
    make.figure(target, year, value)
    flow.reassess(Target.objects.filter(pk=target.pk), by=flow.system_person())


def test_binding_targets_come_first_in_the_mail():
    target = a_zone([Role.REVIEWER], name="预期性指标")
    binding = make.target(target.plan, name="约束性指标", attribute="binding")
    for one in (target, binding):
        judge(one, 2022, 125)
    run(before(77))
    (sent,) = mail.outbox
    assert sent.subject == f"Behind: 2 targets with alerts, {target.plan.zone}, 1 of them binding"
    assert sent.body.index("约束性指标") < sent.body.index("预期性指标")


def test_one_mail_for_several_zones():
    city = make.zone()
    make.member(Role.OFFICER, city)
    superior = make.member(Role.REVIEWER, city, name="superior", language="en")
    for _ in range(3):
        plan = make.plan(make.zone(parent=city))
        make.cycle(plan)
        make.target(plan)
    run(after(8))
    (sent,) = mail.outbox
    assert superior.email in sent.to[0]
    assert sent.body.count("1 of 1 outstanding") == 3


def test_a_dry_run_says_all_and_does_nothing():
    a_zone()
    result = flow.run_alerts(
        today=before(7), by=flow.system_person(), at=timezone.now(), dry_run=True
    )
    assert (len(result.opened), len(result.messages)) == (1, 1)
    for model in (Alert, Message, Notice, TrailEntry):
        assert not model.objects.exists()


def test_where_nobody_can_be_told_the_alert_is_open_all_the_same():
    a_zone([])
    run(before(7))
    assert Alert.objects.get().state == AlertState.OPEN
    assert not Message.objects.exists()


def test_opening_and_clearing_stand_in_the_trail():
    target = a_zone()
    run(before(7))
    make.figure(target, 2025, 200)
    run(before(6))
    assert list(TrailEntry.objects.order_by("id").values_list("verb", "by__username")) == [
        ("open_alert", "system"),
        ("clear_alert", "system"),
    ]


def test_nobody_but_the_system_runs_jobs():
    officer = make.person()
    with pytest.raises(NotAllowed):
        flow.run_alerts(today=DUE_ON, by=officer, at=timezone.now())
    with pytest.raises(NotAllowed):
        flow.send_messages(by=officer)


@pytest.mark.parametrize("many", [1, 15])
def test_the_number_of_queries_does_not_grow_with_targets(many, django_assert_max_num_queries):
    target = a_zone()
    targets = [make.target(target.plan, name=f"指标{number}") for number in range(many)]
    for one in targets:
        make.figure(one, 2022, 105)
    flow.reassess(targets, by=flow.system_person())
    by = flow.system_person()
    with django_assert_max_num_queries(54):
        flow.run_alerts(today=before(7), by=by, at=timezone.now())
    with django_assert_max_num_queries(36):
        flow.run_alerts(today=before(7), by=by, at=timezone.now())


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow_with_departments(many, django_assert_max_num_queries):
    plan = make.plan()
    make.cycle(plan)
    for number in range(many):
        make.target(plan, department=make.department(plan.zone, name=f"部门{number}"))
    by = flow.system_person()
    with django_assert_max_num_queries(40):
        flow.run_alerts(today=date(2026, 4, 2), by=by, at=timezone.now())
    assert TrailEntry.objects.filter(verb="open_alert").count() == many
