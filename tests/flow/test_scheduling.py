"""Documents on a schedule: entered, changed, ended, and made once on their day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import make
from tests.reports import build
from tracker import access, flow
from tracker.errors import Incomplete, NotAllowed, Stale, WrongState
from tracker.flow import ordering, scheduling
from tracker.models import Membership, Message, ReportFile, ReportOrder, ReportSchedule, TrailEntry
from tracker.reports.occurrences import Yearly
from tracker.reports.schedules import queries
from tracker.reports.schedules.given import Given
from tracker.terms import PlanState, ReportFormat, ReportKind, Role

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 15)
PDF = ReportFormat.PDF


@pytest.fixture
def zone():
    plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
    build.judged(plan, {2024: "150", 2025: "190"}, name="税收")
    return plan.zone


@pytest.fixture
def boss(zone):
    return make.member(Role.ADMINISTRATOR, zone, name="李主任")


@pytest.fixture
def leader(zone):
    return make.member(Role.VIEWER, zone, name="张区长")


@pytest.fixture
def given(zone, leader):
    return Given(
        "年度监测报告", ReportKind.MONITORING, (zone,), (PDF,), ("zh-hans",), Yearly(4, 15, 1),
        (leader,),
    )  # fmt: skip


def run(today: date = DAY) -> list[ReportOrder]:
    return flow.run_schedules(today=today, by=flow.system_person())


# --- entered, changed and ended -------------------------------------------------------------------


def test_it_counts_from_the_day_on_which_it_was_entered(given, boss, time_machine):
    time_machine.move_to("2025-04-16T01:00Z")
    flow.schedule_documents(given, by=boss)
    assert run(date(2026, 4, 14)) == []
    assert [order.occurrence for order in run(date(2026, 4, 16))] == [DAY]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"name": " "}, "name", "field_missing"),
        ({"name": "x" * 101}, "name", "too_long"),
        ({"yearly": Yearly(4, 32, 1)}, "day", "not_a_day"),
        ({"yearly": Yearly(13, 1, 1)}, "month", "not_a_choice"),
        ({"kind": ReportKind.COMPARISON}, "zones", "two_zones"),
        ({"formats": ()}, "formats", "nothing_ticked"),
        ({"languages": ()}, "languages", "nothing_ticked"),
        ({"languages": ("fr",)}, "languages", "not_a_choice"),
        ({"recipients": ()}, "recipients", "nobody_chosen"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(given, boss, changes, field, code):
    with pytest.raises(Incomplete) as refused:
        flow.schedule_documents(replace(given, **changes), by=boss)
    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]
    assert not ReportSchedule.objects.exists()


def test_recipients_have_to_see_every_zone(given, boss, zone):
    beside = make.zone("zibo-ht")
    Membership.objects.create(person=boss, zone=beside, role=Role.ADMINISTRATOR)
    left = make.member(Role.VIEWER, zone, name="已离任", is_active=False)
    with pytest.raises(Incomplete) as refused:
        flow.schedule_documents(
            replace(given, zones=(zone, beside), recipients=(*given.recipients, boss, left)),
            by=boss,
        )
    problem = refused.value.problems[0]
    assert (problem.code, problem.value) == ("blind_recipient", "张区长, 已离任")


def test_a_schedule_takes_administrators_of_every_zone_in_it(given, boss):
    with pytest.raises(NotAllowed):
        flow.schedule_documents(replace(given, zones=(*given.zones, make.zone())), by=boss)
    with pytest.raises(NotAllowed):
        flow.schedule_documents(replace(given, zones=()), by=boss)


def test_a_substitute_enters_none(given, boss, zone):
    substitute = make.member(Role.VIEWER, zone)
    make.delegation(boss, substitute, zone)
    with pytest.raises(NotAllowed):
        flow.schedule_documents(given, by=substitute)


def test_who_saves_it_last_keeps_it_and_nobody_is_overwritten_unseen(given, boss, zone):
    schedule = flow.schedule_documents(given, by=boss)
    other = make.member(Role.ADMINISTRATOR, zone, name="王主任")
    flow.change_schedule(schedule, replace(given, name="年报"), version=1, by=other)
    with pytest.raises(Stale) as refused:
        flow.change_schedule(schedule, given, version=1, by=boss)
    assert refused.value.data["change"].by == "王主任"
    schedule.refresh_from_db()
    assert (schedule.name, schedule.by, schedule.version) == ("年报", other, 2)


def test_what_was_ended_makes_nothing_and_is_changed_no_more(given, boss):
    schedule = flow.schedule_documents(given, by=boss)
    flow.end_schedule(schedule, by=boss)
    for verb in (
        lambda: flow.end_schedule(schedule, by=boss),
        lambda: flow.change_schedule(schedule, given, version=1, by=boss),
    ):
        with pytest.raises(WrongState) as refused:
            verb()
        assert refused.value.code == "schedule_ended"
    assert run(date(2030, 4, 15)) == []


def test_the_trail_tells_what_was_wished_and_changed(given, boss, zone):
    schedule = flow.schedule_documents(given, by=boss)
    changed = replace(given, yearly=Yearly(4, 20, 1))
    flow.change_schedule(schedule, changed, version=1, by=boss)
    flow.end_schedule(schedule, by=boss)
    entries = TrailEntry.objects.filter(noun="reportschedule").order_by("pk")
    assert [(one.verb, one.zone) for one in entries] == [
        ("schedule_documents", zone), ("change_schedule", zone), ("end_schedule", zone),
    ]  # fmt: skip
    assert entries[0].after["recipients"] == ["张区长"]
    assert (entries[1].before["day"], entries[1].after["day"]) == (15, 20)


# --- made on their day ----------------------------------------------------------------------------


def test_its_documents_are_ordered_once_in_the_name_of_its_keeper(zone, boss, leader):
    schedule = make.schedule(
        zone, by=boss, recipients=[leader], formats=["pdf", "xlsx"], languages=["zh-hans", "en"],
        since=date(2026, 1, 1),
    )  # fmt: skip
    assert run(DAY - timedelta(days=1)) == []
    (order,) = run()
    assert (order.by, order.schedule, order.occurrence) == (boss, schedule, DAY)
    assert order.files.count() == 4
    assert set(order.files.values_list("year", flat=True)) == {2025}
    assert run() == run(DAY + timedelta(days=300)) == []


def test_a_missed_run_is_made_up_for_by_the_latest_day_alone(zone, boss, leader):
    make.schedule(zone, by=boss, recipients=[leader], since=date(2022, 1, 1))
    (order,) = run(date(2026, 3, 1))
    assert order.occurrence == date(2025, 4, 15)
    assert order.files.get().year == 2024


def test_another_date_does_not_make_the_same_year_again(given, boss, time_machine):
    time_machine.move_to("2026-04-15T01:00Z")
    schedule = flow.schedule_documents(given, by=boss)
    assert len(run()) == 1
    later = replace(given, yearly=Yearly(4, 20, 1))
    flow.change_schedule(schedule, later, version=1, by=boss)
    assert run(date(2026, 4, 25)) == []


def test_another_reporting_year_chosen_on_the_day_itself_waits_for_the_next(
    given, boss, time_machine, caplog
):
    time_machine.move_to("2026-04-15T01:00Z")
    schedule = flow.schedule_documents(given, by=boss)
    assert len(run()) == 1
    same_year = replace(given, yearly=Yearly(4, 15, 0))
    flow.change_schedule(schedule, same_year, version=1, by=boss)
    assert run() == [] and "was not run" not in caplog.text
    schedule.refresh_from_db()
    assert queries.next_days(schedule, DAY, 1) == [date(2027, 4, 15)]


def test_a_date_that_was_over_when_it_was_chosen_does_not_count(given, boss, time_machine):
    time_machine.move_to("2026-03-01T01:00Z")
    schedule = flow.schedule_documents(given, by=boss)
    earlier = replace(given, yearly=Yearly(2, 1, 1))
    flow.change_schedule(schedule, earlier, version=1, by=boss)
    assert run(date(2026, 4, 15)) == []


def test_a_run_that_read_the_schedule_before_another_one_makes_nothing(zone, boss, monkeypatch):
    make.schedule(zone, by=boss)
    seen_before = scheduling.queries.running()
    assert len(run()) == 1
    monkeypatch.setattr(scheduling.queries, "running", lambda: seen_before)
    assert run() == []
    assert ReportOrder.objects.count() == 1


def test_what_does_not_fit_is_left_out_and_its_keeper_is_told_why(zone, boss, leader, english):
    boss.language = "en"
    boss.save()
    city = make.zone("empty", name="新区")
    Membership.objects.create(person=boss, zone=city, role=Role.ADMINISTRATOR)
    make.schedule(zone, city, by=boss, recipients=[leader], name="Annual")
    (order,) = run()
    assert [file.zone for file in order.files.all()] == [zone]
    mail = Message.objects.get()
    assert mail.person == boss
    assert "1 document was left out" in mail.body_text and "新区 2025" in mail.body_text
    assert "has no published plan" in mail.body_text or "no published plan" in mail.body_text


def test_a_zone_that_its_keeper_no_longer_sees_is_left_out(zone, boss, leader, english):
    beside = make.plan(make.zone("zibo-ht", name="淄博高新区")).zone
    boss.language = "en"
    boss.save()
    make.schedule(zone, beside, by=boss, recipients=[leader])
    (order,) = run()
    assert [file.zone for file in order.files.all()] == [zone]
    assert "淄博高新区 2025" in Message.objects.get().body_text


def test_a_kind_that_fits_no_zone_makes_nothing_and_is_told_once(zone, boss):
    make.schedule(zone, by=boss, kind=ReportKind.MIDTERM)
    assert run() == run(DAY + timedelta(days=1)) == []
    assert Message.objects.count() == 1
    assert not ReportFile.objects.exists()


def test_where_its_keeper_left_its_administrators_are_told_and_take_it_over(
    given, zone, boss, leader
):
    schedule = make.schedule(zone, by=boss, recipients=[leader], since=date(2026, 1, 1))
    successor = make.member(Role.ADMINISTRATOR, zone)
    boss.is_active = False
    boss.save()
    assert run() == run(DAY + timedelta(days=1)) == []
    assert [one.person for one in Message.objects.all()] == [successor]
    flow.change_schedule(schedule, given, version=1, by=successor)
    assert [order.by for order in run(DAY + timedelta(days=2))] == [successor]


def test_where_nobody_can_take_it_over_system_administrators_are_told(zone, boss):
    keeper = make.person("keeper", is_superuser=True)
    make.schedule(zone, by=boss)
    boss.is_active = False
    boss.save()
    assert run() == []
    assert [one.person for one in Message.objects.all()] == [keeper]


def test_one_that_cannot_be_run_is_logged_and_the_others_go_on(zone, boss, caplog, monkeypatch):
    broken, whole = make.schedule(zone, by=boss), make.schedule(zone, by=boss)
    ask = scheduling.order_documents

    def fail(*args, schedule, **kwargs):
        if schedule == broken:
            raise RuntimeError("no such thing")
        return ask(*args, schedule=schedule, **kwargs)

    monkeypatch.setattr(scheduling, "order_documents", fail)
    assert [order.schedule for order in run()] == [whole]
    assert f"schedule {broken.pk} was not run" in caplog.text
    monkeypatch.undo()
    assert [order.schedule for order in run()] == [broken]


def test_what_is_too_much_for_one_order_is_left_out_as_a_whole_and_told(zone, boss, monkeypatch):
    monkeypatch.setattr(ordering, "MOST_FILES", 1)
    make.schedule(zone, by=boss, formats=["pdf", "docx"], name="全部格式")
    assert run() == run() == []
    assert "全部格式" in Message.objects.get().body_text


def test_while_its_keeper_waits_for_too_much_it_is_tried_again(zone, boss, monkeypatch):
    monkeypatch.setattr(ordering, "MOST_WAITING", 0)
    make.schedule(zone, by=boss)
    assert run() == []
    monkeypatch.undo()
    assert len(run()) == 1
    assert not Message.objects.exists()


def test_a_comparison_holds_all_of_its_zones(zone, boss):
    beside = make.plan(make.zone("zibo-ht")).zone
    Membership.objects.create(person=boss, zone=beside, role=Role.VIEWER)
    make.schedule(zone, beside, by=boss, kind=ReportKind.COMPARISON)
    (order,) = run()
    assert {zone, beside} == {order.files.get().zone, *order.files.get().beside.all()}


def test_a_comparison_of_a_year_that_one_zone_plans_is_left_out_and_said(zone, boss):
    beside = make.plan(make.zone("zibo-ht"), end_year=2024).zone
    Membership.objects.create(person=boss, zone=beside, role=Role.VIEWER)
    make.schedule(zone, beside, by=boss, kind=ReportKind.COMPARISON)
    assert run() == []
    assert "2025 横向比较" in Message.objects.get().body_text


def test_queries_do_not_grow_with_schedules_that_are_not_due(
    zone, boss, django_assert_max_num_queries
):
    for _ in range(10):
        make.schedule(zone, by=boss, told_year=2030)
    with django_assert_max_num_queries(3):
        run()


# --- who can be sent them -------------------------------------------------------------------------


def test_readers_are_those_whose_own_roles_let_them_see_every_zone():
    city = make.zone()
    own, beside = make.zone(parent=city), make.zone(parent=city)
    people = [make.member(role, place) for role in Role for place in (city, own, beside)]
    make.member(Role.VIEWER, city, is_active=False)
    for zones in ((own,), (beside,), (own, beside), (city,), (city, own)):
        expected = {one for one in people if all(access.may_see(one, zone) for zone in zones)}
        assert set(access.readers_of(zones)) == expected
    assert access.readers_of(()) == []


def test_plans_that_are_not_published_make_nothing(zone, boss):
    zone.plans.update(state=PlanState.DRAFT)
    make.schedule(zone, by=boss)
    assert run() == []
