"""Limits that are kept every year, and breaches of them."""

from datetime import date

import pytest

from tests.alerts.rules.build import judged, words
from tracker.alerts.rules.floor_breached import floor_breached
from tracker.terms import AlertRule, Attribute, Role, Severity, Status, Urgency

TODAY = date(2026, 3, 24)

# Word, pace, whether a limit was breached.
CASES = [
    (Status.BREACHED, None, True),
    (Status.REVERSED, None, True),
    (Status.REVERSED, -0.2, False),
]


@pytest.mark.parametrize(("word", "pace", "breached"), CASES)
def test_what_has_no_pace_cannot_be_late_and_is_breached(word, pace, breached):
    found = floor_breached(judged(word=word, figures={"pace": pace}), TODAY)
    assert (found is not None) == breached


@pytest.mark.parametrize(
    "word", [word for word in words() if word not in (Status.BREACHED, Status.REVERSED)]
)
def test_nothing_else_is(word):
    assert floor_breached(judged(word=word, figures={"pace": None}), TODAY) is None


def test_a_binding_limit_is_told_at_once_to_the_administrator_too():
    found = floor_breached(judged(word=Status.BREACHED, attribute=Attribute.BINDING), TODAY)
    assert (found.rule, found.level, found.step) == (AlertRule.FLOOR_BREACHED, 3, "breached")
    assert (found.severity, found.urgency) == (Severity.ERROR, Urgency.URGENT)
    assert Role.ADMINISTRATOR in found.told
