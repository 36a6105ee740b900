"""Revisions that made another class of a judgement."""

from datetime import date

import pytest

from tests.alerts.rules.build import changed
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.class_changed import class_changed
from tracker.terms import AlertRule, Role, Severity, Status

CHANGED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 4, 1), True),
        (date(2026, 4, 2), False),
    ],
)
def test_it_is_remembered_for_thirty_days(today, told):
    assert (class_changed(changed(), today) is not None) == told


def test_every_change_is_told_to_the_administrators():
    found = [class_changed(changed(count=count), CHANGED) for count in (1, 2, 30)]
    assert [one.level for one in found] == [1, 2, 9]
    assert found[0].told == {Role.ADMINISTRATOR}


def test_what_became_off_track_weighs_more_than_what_recovered():
    fell = class_changed(changed(), CHANGED)
    rose = class_changed(changed(before=Status.BEHIND, after=Status.ON_TRACK), CHANGED)
    assert (fell.severity, rose.severity) == (Severity.WARNING, Severity.NOTE)
    assert fell.facts == {
        "status": "behind", "verdict": None, "before": "on_track", "change": 77,
        "changed_on": "2026-03-02",
    }  # fmt: skip


def test_an_answer_does_not_silence_the_next_change():
    life = Life(CHANGED, (Promise(CHANGED, date(2026, 6, 30), 1),))
    lives = {(AlertRule.CLASS_CHANGED, 2024): life}
    found = [class_changed(changed(count=count, lives=lives), CHANGED) for count in (1, 2)]
    assert [one.told for one in found] == [frozenset(), {Role.ADMINISTRATOR}]
