"""What is not told now, to whom, and why: always where nothing is told, never where it is."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tracker import flow
from tracker.alerts.holding import Hold, held, why
from tracker.alerts.timing import Moment, Wish, way
from tracker.models import Person
from tracker.terms import Frequency, Role, Urgency

MORNING = datetime(2026, 3, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday
TODAY = MORNING.date()
SUNDAY = date(2026, 3, 29)


@pytest.mark.parametrize("urgency", list(Urgency))
@pytest.mark.parametrize("frequency", [Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY])
def test_there_is_a_reason_exactly_where_nothing_is_told(urgency, frequency):
    days = [SUNDAY - timedelta(days=ago) for ago in range(8)]
    for day, hour, wished, last in product(days, (6, 8, 12), (7, 10), (None, *days)):
        wish, moment = Wish(frequency, wished, last), Moment(day, hour)
        for since in (days[-1], day):
            told = way(urgency, wish, moment, since=since)
            found = why(urgency, wish, moment, since=since)
            assert (told is None) == (found is not None)


@pytest.mark.parametrize(
    ("day", "hour", "frequency", "digested", "found"),
    [
        (SUNDAY, 12, Frequency.DAILY, None, (Hold.DAY_OFF, date(2026, 3, 30), 10)),
        (TODAY, 9, Frequency.DAILY, None, (Hold.HOUR, TODAY, 10)),
        (TODAY, 12, Frequency.DAILY, TODAY, (Hold.DIGESTED, date(2026, 3, 25), 10)),
        (TODAY, 12, Frequency.WEEKLY, date(2026, 3, 23), (Hold.WEEKLY, date(2026, 3, 30), 10)),
        (TODAY, 7, Frequency.AT_ONCE, None, (Hold.HOUR, TODAY, 8)),
    ],
)
def test_the_reason_says_until_when(day, hour, frequency, digested, found):
    wish = Wish(frequency, 10, digested)
    assert why(Urgency.ROUTINE, wish, Moment(day, hour), since=day - timedelta(days=9)) == found


@pytest.fixture
def officer(db) -> Person:
    """Somebody whose target is behind since last week, and who reads mails at eleven."""
    target = make.target()
    make.alert(target, raised_on=TODAY - timedelta(days=8))
    return make.member(Role.OFFICER, target.plan.zone, mail_hour=11)


def reasons(**moment) -> list[tuple[str, Person | None]]:
    return [(one.reason, one.person) for one in held(today=TODAY, at=MORNING, **moment)]


def test_what_waits_for_the_hour_is_named_with_the_person(officer, read_only):
    with read_only():
        assert reasons() == [(Hold.HOUR, officer)]
        assert reasons(zones=[]) == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"mail_refused_at": MORNING, "mail_refusal": "550"}, Hold.REFUSED),
        ({"mail_frequency": Frequency.REQUIRED}, Hold.NOT_WISHED),
    ],
)
def test_whoever_cannot_or_will_not_be_mailed_is_named(officer, fields, reason):
    Person.objects.filter(pk=officer.pk).update(**fields)
    assert reasons() == [(reason, officer)]


def test_a_running_promise_is_told_beside_it(officer):
    make.handling(*officer.memberships.get().zone.alerts.all(), promised_on=TODAY)
    assert (Hold.PROMISE, None) in reasons()


def test_what_was_told_is_not_held(officer):
    noon = MORNING.replace(hour=12)
    result = flow.run_alerts(today=TODAY, by=flow.system_person(), at=noon, explain=True)
    assert not [
        one for one in result.held if one.alert in officer.memberships.get().zone.alerts.all()
    ]


def test_queries_do_not_grow(officer, django_assert_max_num_queries):
    zone = officer.memberships.get().zone
    for _ in range(5):
        make.alert(make.target(zone.plans.get()))
        make.member(Role.OFFICER, zone, mail_hour=11)
    with django_assert_max_num_queries(8):
        assert len(held(today=TODAY, at=MORNING)) == 36
