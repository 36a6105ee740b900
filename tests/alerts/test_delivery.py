"""Every row is sent once, whatever the mail server answers."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.mails import PATIENCE
from tests import make
from tracker.alerts import claiming
from tracker.alerts.claiming import BACK_OFF, LEASE, ROUND
from tracker.alerts.delivery import deliver
from tracker.models import Message
from tracker.terms import MessageState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 24, 8, 0, tzinfo=UTC)
QUEUED, CLAIMED, SENT, FAILED, DROPPED = MessageState


def waiting(number: int = 1, **fields) -> list[Message]:
    """Messages in the outbox, to one person each."""
    return [make.message(not_before=NOW, **fields) for _ in range(number)]


def send(at=NOW, **options):
    return deliver(clock=lambda: at, **options)


def claims(at=NOW):
    return claiming.claims(Message.objects.all(), clock=lambda: at)


def row(message):
    message.refresh_from_db()
    return message


def test_a_batch_goes_over_one_connection_and_is_stamped_with_the_servers_answer(server):
    answers = server(data=["250 2.0.0 queued as 4F2A1"])
    messages = waiting(3)
    assert send().sent == tuple(message.pk for message in messages)
    assert (len(answers.mails), answers.connections) == (3, 1)
    for message in messages:
        assert (row(message).state, message.sent_at, message.attempts) == (SENT, NOW, 1)
        assert (message.lease_until, message.last_error) == (None, None)
        assert message.answer == "250 2.0.0 queued as 4F2A1"
    assert send().sent == ()


def test_the_mail_says_that_it_is_automatic_in_both_forms(server):
    answers = server()
    (message,) = waiting(
        subject="【填报提醒】请于3月31日前提交", body_text="正文", body_html="<p>正文</p>"
    )
    send()
    (mail,) = answers.mails
    assert mail["Subject"] == "【填报提醒】请于3月31日前提交"
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (message.message_id, "auto-generated")
    assert mail["Content-Language"] == "zh-hans"
    assert mail["Date"] and mail["To"] == message.address
    assert mail.get_body(["plain"]).get_content().strip() == "正文"
    assert mail.get_body(["html"]).get_content().strip() == "<p>正文</p>"


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_temporary_answer_is_tried_again_after_a_while(server, where):
    answers = server(**{where: ["451 4.7.1 greylisted", "250 OK"]})
    (message,) = waiting()
    assert send().retry == (message.pk,)
    assert (row(message).state, message.last_error) == (QUEUED, "451 4.7.1 greylisted")
    assert message.not_before == NOW + BACK_OFF[0]
    assert send().sent == ()
    assert send(message.not_before).sent == (message.pk,)
    assert len(answers.mails) == 1


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_permanent_answer_gives_one_message_up_and_not_the_next(server, where):
    server(**{where: ["550 5.1.1 no such mailbox", "250 OK"]})
    refused, taken = waiting(2)
    result = send()
    assert (result.failed, result.sent) == ((refused.pk,), (taken.pk,))
    assert (row(refused).state, refused.last_error) == (FAILED, "550 5.1.1 no such mailbox")


def test_waits_grow_until_the_message_is_given_up(server):
    server(rcpt=["451 later"])
    (message,) = waiting()
    at, waits = NOW, []
    while row(message).state == QUEUED:
        send(at)
        waits.append(row(message).not_before - at)
        at = message.not_before
    assert tuple(waits[:-1]) == BACK_OFF
    assert (message.state, message.attempts, message.last_error) == (FAILED, 8, "451 later")


def test_a_server_that_closes_ends_the_sweep_and_costs_no_attempt(server):
    server(rcpt=["421 4.3.2 shutting down"])
    first, second = waiting(2)
    result = send()
    assert (result.retry, result.away) == ((first.pk,), "421 4.3.2 shutting down")
    assert (row(first).state, first.attempts) == (QUEUED, 0)
    assert (row(second).attempts, second.last_error) == (0, None)


def test_a_server_that_is_not_there_gives_no_message_up(settings):
    settings.EMAIL_BACKEND = "monitoring.mails.Server"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    (message,) = waiting()
    for hours in range(48):
        assert "refused" in send(NOW + timedelta(hours=hours)).away
    assert (row(message).state, message.attempts) == (QUEUED, 0)


def test_a_connection_that_breaks_after_the_mail_is_tried_again_under_the_same_id(server):
    answers = server(data=["drop", "250 OK"])
    (message,) = waiting()
    assert send().retry == (message.pk,)
    assert "SMTPServerDisconnected" in row(message).last_error
    assert send(message.not_before).sent == (message.pk,)
    assert [mail["Message-ID"] for mail in answers.mails] == [message.message_id] * 2


def test_a_server_that_hangs_is_left_after_the_timeout_and_the_next_mail_goes_out(server):
    server(rcpt=["hang", "250 OK"])
    hung, taken = waiting(2)
    result = send()
    assert (result.retry, result.sent) == ((hung.pk,), (taken.pk,))
    assert "timed out" in row(hung).last_error


def test_a_sender_that_is_refused_is_no_messages_fault(server):
    server(mail=["550 5.7.1 sender not allowed"])
    (message,) = waiting()
    assert send().away == "550 5.7.1 sender not allowed"
    assert (row(message).state, message.attempts) == (QUEUED, 0)


def test_a_sender_that_is_no_address_is_named(settings):
    settings.DEFAULT_FROM_EMAIL = "规划办@"
    (message,) = waiting()
    assert "MAIL_FROM='规划办@'" in send().away
    assert row(message).state == QUEUED


def test_an_address_that_cannot_be_written_holds_up_no_other_mail(server):
    server()
    wrong, right = waiting(address="zhang@"), waiting()
    result = send()
    assert (result.failed, result.sent) == ((wrong[0].pk,), (right[0].pk,))
    assert "zhang@" in row(wrong[0]).last_error


def test_a_claim_comes_back_when_its_lease_has_run_out(server):
    server()
    (dead,) = waiting(state=CLAIMED, attempts=1, lease_until=NOW + LEASE)
    assert send(NOW + LEASE).sent == ()
    assert send(NOW + LEASE + timedelta(seconds=1)).sent == (dead.pk,)
    assert row(dead).attempts == 2


def test_no_send_can_outlast_its_lease_nor_a_sweep_its_jobs_time(settings):
    # Connect, greet, encrypt, greet again, sign in twice, name sender and recipient; the mail
    # itself and the leave to send it take longer; and a worn-out connection was asked before.
    answers = 1 + 2 + 2 + 1 + 4 + 2 + 2 * PATIENCE + 1
    longest = answers * timedelta(seconds=settings.EMAIL_TIMEOUT)
    assert longest < LEASE
    assert ROUND + longest < timedelta(seconds=settings.CELERY_TASK_SOFT_TIME_LIMIT)


def test_a_message_that_kills_every_sender_is_given_up(server):
    server()
    (cursed,) = waiting(state=CLAIMED, attempts=8, lease_until=NOW)
    assert send(NOW + LEASE).failed == (cursed.pk,)
    assert "died" in row(cursed).last_error


def test_what_another_sender_claims_meanwhile_is_left_to_it():
    first, second = waiting(2)
    ours = claims()
    assert next(ours) == first
    Message.objects.filter(pk=second.pk).update(state=CLAIMED, lease_until=NOW + LEASE)
    assert list(ours) == []


def test_a_sender_whose_lease_ran_out_does_not_stamp_what_another_took_over():
    (message,) = waiting()
    (ours,) = claims()
    (theirs,) = claims(NOW + 2 * LEASE)
    claiming.stamp(ours, state=FAILED)
    assert row(message).state == CLAIMED
    claiming.stamp(theirs, state=SENT, sent_at=NOW)
    assert row(message).state == SENT


def test_a_sweep_ends_before_other_jobs_have_waited_long():
    waiting(2)
    ticks = iter([NOW, NOW, NOW + 2 * ROUND])
    assert len(list(claiming.claims(Message.objects.all(), clock=lambda: next(ticks)))) == 1


def test_nothing_is_sent_before_its_time(server):
    server()
    make.message(not_before=NOW + timedelta(seconds=1))
    assert send().sent == ()


def test_a_sweep_takes_no_more_than_it_was_told(server):
    server()
    waiting(3)
    assert len(send(limit=2).sent) == 2
