"""What webhooks are told, and how often."""

from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.utils import timezone

from tests import make
from tracker.alerts.webhooks import writing
from tracker.models import Posting
from tracker.terms import AlertRule, AlertState, Attribute, Urgency

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, SATURDAY = date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 28)
FACTS = {"status": "behind", "verdict": None}


@pytest.fixture
def zone():
    return make.zone("jinan-ht", name="济南高新区")


@pytest.fixture
def plan(zone):
    return make.plan(zone)


def fell(plan, **fields):
    """One more target of the plan that is off track since Monday."""
    target = make.target(plan, name=f"指标{plan.targets.count()}")
    return make.alert(target, **{"raised_on": MONDAY, "facts": FACTS, "level": 1, **fields})


def write(day=MONDAY, hour=9) -> list[Posting]:
    at = timezone.make_aware(datetime.combine(day, time(hour)))
    with transaction.atomic():
        return writing.write(today=day, at=at)


def test_nobody_is_told_where_no_webhook_is_on(zone, plan, django_assert_num_queries):
    make.webhook(zone, is_on=False)
    fell(plan)
    with django_assert_num_queries(3):  # Two of them begin and end the transaction.
        assert write() == []


def test_what_is_new_is_told_once_on_a_working_day_from_eight_on(zone, plan):
    hook = make.webhook(zone)
    fell(plan)
    assert write(hour=7) == []
    (posting,) = write(hour=8)
    assert (posting.webhook, posting.key) == (hook, f"webhook-{hook.pk}:2026-03-23")
    assert write() == [] and write(TUESDAY) == []


def test_a_second_one_of_the_same_day_waits_for_the_next(zone, plan):
    make.webhook(zone)
    fell(plan)
    write()
    later = fell(plan)
    assert write(hour=15) == []
    (posting,) = write(TUESDAY)
    assert [row.alert for row in posting.told.all()] == [later]


def test_what_a_day_missed_is_caught_up_by_the_next_run(zone, plan):
    make.webhook(zone)
    fell(plan)
    assert write(SATURDAY) == []
    (posting,) = write(date(2026, 4, 13))
    assert posting.body["count"] == 1


def test_what_grew_graver_is_told_again(zone, plan):
    make.webhook(zone)
    alert = fell(plan)
    write()
    alert.level = 2
    alert.save()
    (posting,) = write(TUESDAY)
    assert posting.told.get().level == 2


def test_what_was_answered_or_cleared_is_not_told(zone, plan):
    make.webhook(zone)
    make.handling(fell(plan), promised_on=TUESDAY, level=1)
    fell(plan, state=AlertState.CLEARED, cleared_on=MONDAY)
    assert write() == [] and write(TUESDAY) == []
    (posting,) = write(date(2026, 3, 25))
    assert posting.body["count"] == 1


def test_what_was_answered_along_with_something_graver_is_not_told(zone, plan):
    make.webhook(zone)
    slow = fell(plan, level=21)
    gone = make.alert(slow.target, rule=AlertRule.FLOOR_BREACHED, raised_on=MONDAY, level=3)
    make.handling(slow, gone, promised_on=TUESDAY, level=3)
    assert write() == []


def test_a_promise_that_another_one_replaced_and_that_passed_silences_nothing(zone, plan):
    make.webhook(zone)
    alert = fell(plan)
    make.handling(alert, promised_on=date(2026, 12, 31))
    make.handling(alert, promised_on=date(2026, 3, 20))
    assert len(write()) == 1


@pytest.mark.parametrize(
    ("urgency", "days"),
    [(Urgency.URGENT, [MONDAY]), (Urgency.LAST_CHANCE, [MONDAY, SATURDAY]), (Urgency.ROUTINE, [])],
)
def test_urgent_things_are_told_as_soon_as_it_is_morning(zone, plan, urgency, days):
    hook = make.webhook(zone)
    alert = fell(plan, urgency=urgency)
    told = {}
    for day in (MONDAY, SATURDAY):
        with transaction.atomic():
            assert write(day, hour=7) == []
            told[day] = [one.key for one in write(day, hour=8)]
            transaction.set_rollback(True)
    key = f"webhook-{hook.pk}:alert-{alert.pk}:level-1"
    digest = f"webhook-{hook.pk}:2026-03-23"
    assert told[MONDAY] == ([key] if MONDAY in days else [digest])
    assert told[SATURDAY] == ([key] if SATURDAY in days else [])


def test_each_zone_is_told_of_its_own_alerts_alone(zone, plan):
    make.webhook(zone)
    fell(make.plan(make.zone()))
    assert write() == []


def test_ten_lines_are_told_and_the_others_counted(zone, plan):
    make.webhook(zone, language="en")
    for _ in range(12):
        fell(plan)
    (posting,) = write()
    body = posting.body
    assert (len(body["items"]), body["count"], posting.told.count()) == (10, 12, 12)
    assert (body["title"], body["more"]) == (
        "济南高新区: 12 new or graver alerts",
        "2 more, see all",
    )


def test_a_line_has_words_and_a_link_and_no_figure(zone, plan, settings):
    settings.SITE_URL = "https://targets.example.cn"
    make.webhook(zone, language="en")
    own = make.department(zone)
    target = make.target(plan, department=own, attribute=Attribute.BINDING, name_en="GDP")
    facts = {**FACTS, "value": "123.45", "expected": 150.0}
    alert = make.alert(target, facts=facts, department=own, raised_on=MONDAY, level=1)
    (posting,) = write()
    assert posting.body["items"] == [
        {
            "rule": "off_track",
            "words": "Behind",
            "target": "GDP",
            "department": "经济发展部",
            "year": alert.year,
            "link": f"https://targets.example.cn/alerts/{alert.pk}/",
        }
    ]
    assert posting.body["summary"] == "1 alert is open, 1 of a binding target."
    assert "123" not in str(posting.body) and "150" not in str(posting.body)


def test_what_was_found_is_said_of_a_target_whose_class_is_good(zone, plan):
    make.webhook(zone, language="en")
    facts = {"status": "on_track", "verdict": None, "likelihood": "unlikely"}
    fell(plan, rule=AlertRule.PROJECTION_UNLIKELY, facts=facts)
    (posting,) = write()
    assert posting.body["items"][0]["words"] == "Unlikely to be reached"


def test_a_deadline_says_by_when_and_how_much(zone, plan):
    make.webhook(zone, language="en")
    facts = {"due_on": "2026-03-31", "outstanding": 3, "asked": 5}
    make.owed_alert(make.cycle(plan), facts=facts, raised_on=MONDAY, level=1)
    (posting,) = write()
    (item,) = posting.body["items"]
    assert item["words"].endswith(", due March 31, 2026, 3 figures")
    assert item["target"] == "Figures of 2025"


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow_with_alerts(
    zone, plan, many, django_assert_max_num_queries
):
    make.webhook(zone)
    for _ in range(many):
        fell(plan)
    with django_assert_max_num_queries(14):
        write()
