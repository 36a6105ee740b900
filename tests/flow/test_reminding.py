"""Officers are reminded by hand: who gets what, once a day, and what it leaves behind."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tracker import flow
from tracker.alerts.reminding import Obstacle, look
from tracker.errors import Incomplete, NotAllowed, WrongState
from tracker.models import Message, ReportingCycle, TrailEntry
from tracker.terms import FigureState, MessageKind, MessageState, Role

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday
TODAY = AT.date()


@pytest.fixture
def cycle() -> ReportingCycle:
    """Two departments owe one figure each by 31 March 2026; one officer each."""
    plan = make.plan(make.zone("jinan-ht"))
    for name in ("经济发展部", "科技创新部"):
        department = make.department(plan.zone, name)
        make.target(plan, department=department)
        make.member(Role.OFFICER, plan.zone, department=department, name=f"{name}填报员")
    return make.cycle(plan)


@pytest.fixture
def reviewer(cycle):
    return make.member(Role.REVIEWER, cycle.plan.zone, name="王敏")


@pytest.fixture
def officers(cycle):
    return [one.person for one in look(cycle, today=TODAY).recipients]


def remind(cycle, people, *, by, at=AT, **facts) -> list[Message]:
    return flow.remind_officers(cycle, people, by=by, at=at, **facts)


def test_each_officer_gets_what_their_department_owes(cycle, officers, reviewer):
    written = remind(cycle, officers, by=reviewer, note="请于本周内完成。\n谢谢。")
    assert [one.person for one in written] == officers
    first = Message.objects.get(person=officers[0])
    assert (first.kind, first.asked_by, first.reason) == (
        MessageKind.REMINDER, reviewer, "请于本周内完成。\n谢谢。"
    )  # fmt: skip
    assert first.key == f"reminder:cycle-{cycle.pk}:person-{officers[0].pk}:2026-03-24"
    for words in ("经济发展部", "王敏", "> 请于本周内完成。", f"/entry/{cycle.pk}/"):
        assert words in first.body_text
    assert "科技创新部" not in first.body_text
    assert first.not_before == AT


def test_the_trail_says_who_reminded_whom(cycle, officers, reviewer):
    remind(cycle, officers[:1], by=reviewer, note="请尽快")
    entry = TrailEntry.objects.get(verb="remind_officers")
    assert (entry.by, entry.zone, entry.reason) == (reviewer, cycle.plan.zone, "请尽快")
    assert entry.after["people"] == "经济发展部填报员"


def test_at_most_one_a_day_whoever_asks(cycle, officers, reviewer):
    remind(cycle, officers[:1], by=reviewer)
    administrator = make.member(Role.ADMINISTRATOR, cycle.plan.zone)
    assert [one.person for one in remind(cycle, officers, by=administrator)] == officers[1:]
    with pytest.raises(WrongState, match="nobody_to_remind"):
        remind(cycle, officers, by=reviewer)
    assert len(remind(cycle, officers, by=reviewer, at=AT + timedelta(days=1))) == 2
    assert Message.objects.count() == 4


def test_a_mail_for_the_next_working_day_counts_for_that_day(cycle, officers, reviewer):
    monday = AT + timedelta(days=6)
    remind(cycle, officers, by=reviewer, not_before=monday)
    assert {one.not_before for one in Message.objects.all()} == {monday}
    with pytest.raises(WrongState):
        remind(cycle, officers, by=reviewer, at=monday)


def test_what_was_done_while_a_mail_waited_is_left_out_of_it(cycle, officers, reviewer):
    monday = AT + timedelta(days=6)
    make.target(cycle.plan, name="研发经费", department=cycle.plan.targets.first().department)
    remind(cycle, officers, by=reviewer, not_before=monday, note="请尽快")
    for target in cycle.plan.targets.exclude(name="研发经费"):
        make.draft(target, 2025, 120, state=FigureState.SUBMITTED)
    flow.send_messages(by=flow.system_person(), clock=lambda: monday)
    first, second = Message.objects.order_by("person")
    assert (first.state, second.state) == (MessageState.SENT, MessageState.DROPPED)
    assert "研发经费" in first.body_text
    assert "地区生产总值" not in first.body_text
    assert "请尽快" in first.body_text


def test_whoever_cannot_be_reached_gets_none_and_is_named(cycle, officers, reviewer):
    first, second = officers
    type(first).objects.filter(pk=first.pk).update(email="")
    type(first).objects.filter(pk=second.pk).update(mail_refused_at=AT, mail_refusal="550 no")
    found = look(cycle, today=TODAY).recipients
    assert [one.obstacle for one in found] == [Obstacle.NO_ADDRESS, Obstacle.REFUSED]
    with pytest.raises(WrongState):
        remind(cycle, officers, by=reviewer)


def test_whoever_has_done_everything_is_not_asked(cycle, officers, reviewer):
    for target in cycle.plan.targets.all():
        make.draft(target, 2025, 120, state=FigureState.SUBMITTED)
    assert look(cycle, today=TODAY).recipients == ()


def test_alerts_without_a_running_promise_are_asked_for_too(cycle, officers, reviewer):
    first, second = cycle.plan.targets.all()
    open_one, promised = make.alert(first), make.alert(second)
    make.handling(promised, promised_on=TODAY)
    make.alert(first, rule="annual_missed", told=["administrator"])
    remind(cycle, officers, by=reviewer)
    told = Message.objects.get(person=officers[0])
    assert list(told.alerts.all()) == [open_one]
    assert not Message.objects.get(person=officers[1]).alerts.exists()
    assert [len(one.alerts) for one in look(cycle, today=TODAY).recipients] == [1, 0]
    later = look(cycle, today=TODAY + timedelta(days=1))
    assert [len(one.alerts) for one in later.recipients] == [1, 1]


def test_the_gravest_alert_comes_first_with_its_figures(cycle, officers, reviewer):
    department = cycle.plan.targets.all()[0].department
    slight, grave = (
        make.target(cycle.plan, name=name, department=department)
        for name in ("一般指标", "要紧指标")
    )
    make.alert(slight, severity="note")
    make.alert(grave, severity="error", facts={"value": "12.5"})
    remind(cycle, officers, by=reviewer)
    told = Message.objects.get(person=officers[0]).body_text.rpartition("--------")[2]
    assert told.index("要紧指标") < told.index("12.5 亿元") < told.index("一般指标")


def test_each_reads_in_their_own_language(cycle, officers, reviewer):
    type(reviewer).objects.filter(pk=officers[0].pk).update(language="en")
    remind(cycle, officers, by=reviewer)
    subjects = [one.subject for one in Message.objects.order_by("person")]
    assert subjects[0].startswith("Reminder, 7 days left: 1 figure not submitted yet")


def test_a_department_that_was_given_longer_has_its_own_date(cycle, officers, reviewer):
    cycle.extensions.create(
        department=cycle.plan.zone.departments.first(), due_on=date(2026, 5, 8), reason="统计",
        extended_by=make.person(), extended_at=AT,
    )  # fmt: skip
    fresh = ReportingCycle.objects.select_related("plan__zone").get()
    due = [desk.due_on for desk in look(fresh, today=TODAY).desks]
    assert due == [date(2026, 5, 8), date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("people", "note", "field"), [(0, "", "people"), (2, "长" * 301, "note")], ids=str
)
def test_nobody_ticked_or_too_long_a_note_is_refused(
    cycle, officers, reviewer, people, note, field
):
    with pytest.raises(Incomplete) as refused:
        remind(cycle, officers[:people], by=reviewer, note=note)
    assert [one.field for one in refused.value.problems] == [field]
    assert not Message.objects.exists()


def test_only_reviewers_and_administrators_of_the_zone_remind(cycle, officers):
    for by in (officers[0], make.member(Role.REVIEWER, make.zone())):
        with pytest.raises(NotAllowed):
            remind(cycle, officers, by=by)


def test_looking_needs_as_many_queries_for_many_officers(
    cycle, read_only, django_assert_max_num_queries
):
    zone = cycle.plan.zone
    for number in range(10):
        department = make.department(zone, f"部门{number}")
        make.alert(make.target(cycle.plan, department=department))
        make.member(Role.OFFICER, zone, department=department)
    fresh = ReportingCycle.objects.select_related("plan__zone").get()
    with read_only(), django_assert_max_num_queries(10):
        assert len(look(fresh, today=TODAY).recipients) == 12
