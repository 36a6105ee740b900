"""Open alerts are told once to whom they concern, whatever runs are made, missed or repeated."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tracker.alerts import bounced
from tracker.alerts.telling import tell
from tracker.models import Alert, Membership, Message, Notice, Person
from tracker.terms import Frequency, MessageKind, MessageState, Role, Urgency

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 3, 31)
TUESDAY, SATURDAY = date(2026, 3, 24), date(2026, 3, 28)
DAY = timedelta(days=1)
OFFICER, REVIEWER = Role.OFFICER, Role.REVIEWER


def run(day, hour=9, **options) -> list[Message]:
    """Tell people at an hour of a day, as the job of that hour does."""
    zone = timezone.get_current_timezone()
    at = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    return tell(today=day, at=at, **options)


def owed(cycle, rule="due_soon", department=None, **fields) -> Alert:
    facts = {"due_on": cycle.due_on.isoformat(), "asked": 3, "outstanding": 2}
    defaults = {"rule": rule, "told": [OFFICER], "facts": facts, "raised_on": date(2026, 3, 1)}
    return make.owed_alert(cycle, department, **{**defaults, **fields})


@pytest.fixture
def cycle():
    return make.cycle(make.plan(), due_on=DUE_ON)


@pytest.fixture
def officer(cycle):
    return make.member(OFFICER, cycle.plan.zone, language="en")


def told(person=None) -> list[str]:
    """What was told, in the order of telling, as rule and level."""
    rows = Notice.objects.filter(**({"person": person} if person else {})).order_by("pk")
    return [f"{row.subject.split(':')[0]}-{row.level}" for row in rows]


def test_a_digest_a_day_has_all_that_waits_and_nothing_twice(cycle, officer):
    owed(cycle)
    make.alert(make.target(cycle.plan))
    (message,) = run(TUESDAY)
    assert (message.kind, message.key) == ("digest", f"digest:person-{officer.pk}:2026-03-24")
    assert run(TUESDAY, 10) == run(TUESDAY + DAY) == []
    assert sorted(told(officer)) == ["due_soon-1", "off_track-1"]
    assert set(message.alerts.all()) == set(Alert.objects.all())


def test_a_mail_that_cannot_be_written_keeps_nobody_else_from_theirs(cycle, officer):
    other = make.cycle(make.plan(), due_on=DUE_ON)
    colleague = make.member(OFFICER, other.plan.zone, language="en")
    owed(cycle, facts={"due_on": cycle.due_on.isoformat()})
    owed(other)
    with pytest.raises(ExceptionGroup) as error:
        run(TUESDAY)
    assert [type(one) for one in error.value.exceptions] == [KeyError]
    assert [one.person for one in Message.objects.all()] == [colleague]


def test_what_rises_later_that_day_waits_for_the_next_digest(cycle, officer):
    alert = owed(cycle)
    run(TUESDAY)
    Alert.objects.filter(pk=alert.pk).update(level=2)
    assert run(TUESDAY, 23) == []
    assert len(run(TUESDAY + DAY)) == 1
    assert told() == ["due_soon-1", "due_soon-2"]


def test_what_is_urgent_goes_before_the_digest_or_with_it(cycle, officer):
    Person.objects.update(mail_hour=12)
    owed(cycle, "overdue", urgency=Urgency.URGENT)
    make.alert(make.target(cycle.plan))
    (urgent,) = run(TUESDAY, 8)
    assert (urgent.kind, told()) == (MessageKind.URGENT, ["overdue-1"])
    Alert.objects.filter(rule="overdue").update(level=2)
    (digest,) = run(TUESDAY, 12)
    assert digest.kind == MessageKind.DIGEST
    assert sorted(told()) == ["off_track-1", "overdue-1", "overdue-2"]


def test_on_a_day_off_the_last_chance_comes_alone(cycle, officer):
    owed(cycle, "due_today", urgency=Urgency.LAST_CHANCE)
    owed(cycle, "overdue", urgency=Urgency.URGENT)
    make.alert(make.target(cycle.plan))
    (message,) = run(SATURDAY)
    assert (message.kind, told()) == (MessageKind.URGENT, ["due_today-1"])
    assert run(SATURDAY + DAY) == []
    assert len(run(SATURDAY + 2 * DAY)) == 1
    assert sorted(told()) == ["due_today-1", "off_track-1", "overdue-1"]


def test_each_department_is_a_thing_to_tell(cycle, officer):
    """While one of them is silent after an answer, the others are told."""
    for name in ("经济发展部", "科技创新部"):
        department = make.department(cycle.plan.zone, name)
        owed(cycle, "overdue", department)
    run(TUESDAY)
    assert told() == ["overdue-1", "overdue-1"]


def test_nobody_is_told_while_a_promise_runs(cycle, officer):
    owed(cycle, "overdue", told=[])
    assert run(TUESDAY) == []


def test_whose_address_was_refused_is_told_once_it_is_mended(cycle, officer):
    owed(cycle)
    Person.objects.update(mail_refused_at=timezone.now())
    assert run(TUESDAY) == []
    Person.objects.update(mail_refused_at=None)
    assert len(run(TUESDAY + DAY)) == 1


def test_what_failed_to_arrive_is_told_again_on_the_same_day(cycle, officer):
    owed(cycle)
    run(TUESDAY)
    Message.objects.update(state=MessageState.FAILED)
    bounced.tell_again(officer)
    (again,) = run(TUESDAY, 10)
    assert (again.key, Message.objects.count()) == (f"digest:person-{officer.pk}:2026-03-24", 2)
    assert run(TUESDAY, 11) == []


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        (Frequency.AT_ONCE, {"due_soon-1": 24, "off_track-1": 24}),
        (Frequency.DAILY, {"due_soon-1": 24, "off_track-1": 24}),
        (Frequency.WEEKLY, {"due_soon-1": 24, "off_track-1": 30}),
        (Frequency.REQUIRED, {"due_soon-1": 24}),
    ],
)
def test_people_choose_how_often_and_the_plan_sets_a_floor(cycle, officer, frequency, days):
    Person.objects.update(mail_frequency=frequency)
    owed(cycle, raised_on=TUESDAY)
    make.alert(make.target(cycle.plan), raised_on=TUESDAY)
    found = {}
    for day in range(24, 32):
        before = len(told())
        run(date(2026, 3, day))
        found |= dict.fromkeys(told()[before:], day)
    assert found == days


def test_a_run_for_some_zones_tells_their_people_of_all_that_waits(cycle, officer):
    beside, elsewhere = (make.cycle(make.plan(), due_on=DUE_ON) for _ in range(2))
    Membership.objects.create(person=officer, zone=beside.plan.zone, role=OFFICER)
    stranger = make.member(OFFICER, elsewhere.plan.zone)
    for one in (cycle, beside, elsewhere):
        owed(one)
    run(TUESDAY, zones=[cycle.plan.zone_id])
    assert (len(told(officer)), told(stranger)) == (2, [])


def test_a_run_for_a_zone_tells_the_zone_above_that_stands_in(cycle):
    city = make.zone()
    cycle.plan.zone.parent = city
    cycle.plan.zone.save()
    superior = make.member(REVIEWER, city)
    owed(cycle)
    run(TUESDAY, zones=[cycle.plan.zone_id])
    assert told(superior) == ["due_soon-1"]


def test_what_was_written_comes_back_without_its_body_and_can_be_read(cycle, officer):
    owed(cycle)
    (message,) = run(TUESDAY)
    assert message.get_deferred_fields() == {"body_text", "body_html"}
    assert message.body_text == Message.objects.get().body_text


def queries(day) -> int:
    with CaptureQueriesContext(connection) as found:
        run(day)
    return len(found)


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow_with_people_or_alerts(cycle, many):
    for _ in range(many):
        make.member(OFFICER, cycle.plan.zone)
        make.alert(make.target(cycle.plan))
    owed(cycle)
    assert (queries(TUESDAY), queries(TUESDAY), queries(TUESDAY + DAY)) == (23, 8, 8)


# --- whatever runs are made -----------------------------------------------------------------------

DAYS = [date(2026, 3, 20) + DAY * number for number in range(13)]
RUNS = st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from([0, 7, 8, 12, 23])), max_size=25)


@settings(max_examples=40)
@given(RUNS, st.sampled_from(Frequency), st.sampled_from([0, 8, 20]))
def test_each_level_is_told_once_at_most_and_the_last_chance_always(runs, frequency, hour):
    with transaction.atomic():
        cycle = make.cycle(make.plan(), due_on=DUE_ON)
        make.member(OFFICER, cycle.plan.zone, mail_frequency=frequency, mail_hour=hour)
        make.alert(make.target(cycle.plan), raised_on=DAYS[0])
        soon = owed(cycle, raised_on=DAYS[0])
        for day, at in sorted(runs):
            risen = {"level": max(1, 100 - (DUE_ON - day).days), "escalated_on": day}
            Alert.objects.filter(pk=soon.pk).update(**risen)
            if day == DUE_ON and not Alert.objects.filter(rule="due_today").exists():
                owed(cycle, "due_today", urgency=Urgency.LAST_CHANCE, raised_on=DUE_ON)
            run(day, at)
        found = Counter(Notice.objects.values_list("person", "subject", "level"))
        assert set(found.values()) <= {1}
        last = any(day == DUE_ON and at >= min(hour, 8) for day, at in runs)
        assert ("due_today-1" in told()) == last
        digests = Message.objects.filter(kind=MessageKind.DIGEST)
        assert digests.count() <= len({day for day, _at in runs})
        transaction.set_rollback(True)
