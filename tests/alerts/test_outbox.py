"""How the outbox stands: what waits too long, and what was given up of late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.outbox import outbox
from tracker.terms import MessageState

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def ago(**time: float):
    return NOW - timedelta(**time)


def waiting(**fields):
    return make.message(written_at=ago(days=2), **fields)


def test_an_empty_outbox_is_not_late():
    found = outbox(NOW)
    assert (found.waiting, found.oldest, found.failed) == (0, None, 0)
    assert not found.is_late(NOW)


def test_a_mail_waits_since_its_time_came():
    waiting(not_before=ago(minutes=59))
    waiting(not_before=NOW + timedelta(days=1))
    found = outbox(NOW)
    assert (found.waiting, found.oldest, found.is_late(NOW)) == (1, ago(minutes=59), False)
    assert found.is_late(NOW + timedelta(minutes=2))


def test_a_mail_that_was_put_off_waits_since_it_was_written():
    waiting(not_before=NOW + timedelta(hours=3), last_error="451 later", attempts=4)
    assert (outbox(NOW).waiting, outbox(NOW).oldest) == (1, ago(days=2))


def test_what_was_given_up_counts_for_a_week(django_assert_num_queries, read_only):
    for days in (1, 6, 8):
        make.message(state=MessageState.FAILED, written_at=ago(days=days), not_before=ago(days=9))
    make.message(state=MessageState.SENT, sent_at=NOW, not_before=ago(days=9))
    with read_only(), django_assert_num_queries(1):
        found = outbox(NOW)
    assert (found.waiting, found.failed) == (0, 2)
