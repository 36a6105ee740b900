"""What happened to open alerts so far."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.views.lives import lives
from tracker.models import Alert, Handling
from tracker.terms import AlertRule, AlertState

pytestmark = pytest.mark.django_db

RAISED = date(2026, 3, 2)


def alert(target, **fields) -> Alert:
    return make.alert(target, **{"year": 2025, "raised_on": RAISED, **fields})


def handled(*alerts, on: int, until: date, level: int = 1) -> Handling:
    at = datetime(2026, 3, on, 23, 30, tzinfo=timezone.get_default_timezone())
    return make.handling(*alerts, handled_at=at, promised_on=until, level=level)


def test_an_open_alert_has_its_day_and_its_promises_in_their_order():
    target = make.target()
    one, other = alert(target), alert(target, rule=AlertRule.FELL_BACK)
    handled(one, other, on=20, until=date(2026, 9, 30), level=12)
    handled(one, on=5, until=date(2026, 6, 30))
    found = lives([AlertRule.OFF_TRACK])
    assert found == {
        one_subject(target): Life(
            RAISED,
            (
                Promise(date(2026, 3, 5), date(2026, 6, 30), 1),
                Promise(date(2026, 3, 20), date(2026, 9, 30), 12),
            ),
        )
    }


def one_subject(target):
    return (AlertRule.OFF_TRACK, target.pk, 2025, None)


def test_what_was_cleared_or_stands_in_another_zone_is_left_out():
    target, elsewhere = make.target(), make.target()
    alert(target, state=AlertState.CLEARED, cleared_on=RAISED)
    alert(elsewhere)
    assert lives(AlertRule, {target.plan.zone_id}) == {}
    assert list(lives(AlertRule)) == [one_subject(elsewhere)]


@pytest.mark.parametrize("many", [1, 12])
def test_two_queries_whatever_the_number(many, django_assert_num_queries, read_only):
    for _ in range(many):
        handled(alert(make.target()), on=5, until=date(2026, 6, 30))
    with read_only(), django_assert_num_queries(2):
        assert len(lives(AlertRule)) == many


def test_each_of_several_alerts_keeps_the_level_at_which_it_was_answered():
    target = make.target()
    one, other = alert(target, level=1), alert(target, rule=AlertRule.DATA_STALE, level=5)
    make.handling(one, other, promised_on=date(2026, 9, 30))
    found = lives([AlertRule.OFF_TRACK, AlertRule.DATA_STALE])
    assert sorted(life.promises[0].level for life in found.values()) == [1, 5]
