"""Reminders of one department around days off, each date worked out by hand from the calendar.

Off in 2026: 1 to 3 January (Sunday the 4th is worked), the Spring Festival from 15 to 23 February
(Saturdays 14 and 28 are worked), Qingming from 4 to 6 April, Labour Day from 1 to 5 May (Saturday
the 9th is worked). Of 2027 nothing is published, so weekdays count.
"""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import Message
from tracker.terms import Role

pytestmark = pytest.mark.django_db

# Due date, days before it, and what its officer gets on which day, to the first after it.
CASES = [
    pytest.param(
        "2026-03-31", (30, 7, 1),
        # 1 March is a Sunday; the Saturday before it is worked.
        ["02-28 due_soon", "03-24 due_soon", "03-30 due_soon", "03-31 due_today", "04-01 overdue"],
        id="a Tuesday",
    ),
    pytest.param(
        "2026-01-04", (30, 7, 1),
        # 28 December is a Sunday; the 3rd is the last day of the New Year.
        ["12-05 due_soon", "12-26 due_soon", "12-31 due_soon", "01-04 due_today", "01-05 overdue"],
        id="a Sunday that is worked",
    ),
    pytest.param(
        "2026-02-23", (30, 7, 1),
        # 24 January is a Saturday. The 16th and the 22nd both lie in the Spring Festival: the last
        # working day before it is the 14th, on which the more urgent of the two is told alone.
        ["01-23 due_soon", "02-14 due_soon", "02-23 due_today", "02-24 overdue"],
        id="the last day of the Spring Festival",
    ),
    pytest.param(
        "2026-02-28", (30, 7, 1),
        # The 21st lies in the Spring Festival. 1 March is a Sunday.
        ["01-29 due_soon", "02-14 due_soon", "02-27 due_soon", "02-28 due_today", "03-02 overdue"],
        id="a Saturday that is worked",
    ),
    pytest.param(
        "2026-04-05", (30, 7, 1),
        # 29 March is a Sunday; Qingming is over on the 7th.
        ["03-06 due_soon", "03-27 due_soon", "04-03 due_soon", "04-05 due_today", "04-07 overdue"],
        id="Qingming",
    ),
    pytest.param(
        "2026-05-03", (20, 5, 2),
        ["04-13 due_soon", "04-28 due_soon", "04-30 due_soon", "05-03 due_today", "05-06 overdue"],
        id="Labour Day, with other reminder days",
    ),
    pytest.param(
        "2026-05-09", (30, 7, 1),
        # 2 May is off; the 10th is a Sunday.
        ["04-09 due_soon", "04-30 due_soon", "05-08 due_soon", "05-09 due_today", "05-11 overdue"],
        id="the Saturday worked for Labour Day",
    ),
    pytest.param(
        "2027-03-28", (30, 7, 1),
        ["02-26 due_soon", "03-19 due_soon", "03-26 due_soon", "03-28 due_today", "03-29 overdue"],
        id="a Sunday of a year that is not published yet",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("due", "reminders", "expected"), CASES)
def test_reminders_come_on_working_days_and_the_final_notice_whatever_the_day(
    due, reminders, expected, time_machine
):
    due_on = date.fromisoformat(due)
    a_department(due_on, reminders)
    got = []
    for number in range(-31, 5):
        day = due_on + timedelta(days=number)
        got += [f"{day:%m-%d} {rule}" for rule in told(day, time_machine)]
    assert got == expected


def a_department(due_on, reminders):
    """One figure is asked for and never given; everybody has their standard preferences."""
    plan = make.plan(reminder_days=list(reminders), start_year=2021, end_year=2030)
    opens_on = due_on - timedelta(days=60)
    make.cycle(plan, due_on.year - 1, opens_on=opens_on, due_on=due_on)
    target = make.target(plan, department=make.department(plan.zone), target_year=2030)
    make.member(Role.OFFICER, plan.zone, department=target.department)


def told(day, time_machine) -> list[str]:
    """The rules that the officer is mailed about by one run."""
    at = timezone.make_aware(datetime.combine(day, time(8)))
    time_machine.move_to(at, tick=False)
    before = set(Message.objects.values_list("pk", flat=True))
    flow.run_alerts(today=day, by=flow.system_person(), at=at)
    new = Message.objects.exclude(pk__in=before).order_by("pk")
    return [rule for one in new for rule in one.alerts.values_list("rule", flat=True)]
