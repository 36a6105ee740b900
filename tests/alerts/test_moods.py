"""Whatever a mail server does at whatever turn, the mail is kept, and arrives once it recovers."""

import ssl
from datetime import UTC, datetime

import pytest

from tests import make
from tests.alerts.webhooks.hookserver import UNTRUSTED
from tracker.alerts.claiming import AWAY, BACK_OFF
from tracker.alerts.delivery import deliver
from tracker.models import Message
from tracker.terms import MessageState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 24, 8, 0, tzinfo=UTC)
LATER = BACK_OFF[0]
GOOD = {"connect": "220 ready", "login": "235 welcome", "begin": "354 go on"}

# The turn, what the server does, and how long the mail waits: while the server is away that costs
# no attempt. None: it is given up.
MOODS = (
    ("connect", "421 4.3.2 too busy", AWAY),
    ("connect", "554 no service here", AWAY),
    ("connect", "hang", AWAY),
    ("connect", "drop", AWAY),
    ("hello", "421 4.3.2 too busy", AWAY),
    ("hello", "550 unknown host", AWAY),
    ("hello", "hang", AWAY),
    ("hello", "drop", AWAY),
    ("login", "535 5.7.8 wrong password", AWAY),
    ("login", "454 4.7.0 not now", AWAY),
    ("mail", "421 4.3.2 too busy", AWAY),
    ("mail", "451 4.7.1 not now", AWAY),
    ("mail", "452 4.3.1 disk full", AWAY),
    ("mail", "550 5.7.1 sender not allowed", AWAY),
    ("mail", "552 5.3.4 too large", None),
    ("mail", "hang", AWAY),
    ("mail", "drop", AWAY),
    ("rcpt", "421 4.3.2 too busy", AWAY),
    ("rcpt", "451 4.7.1 greylisted", LATER),
    ("rcpt", "452 4.5.3 too many recipients", LATER),
    ("rcpt", "552 5.2.2 mailbox full", LATER),
    ("rcpt", "554 5.7.1 relay access denied", LATER),
    ("rcpt", "550 5.1.1 no such mailbox", None),
    ("rcpt", "hang", LATER),
    ("rcpt", "drop", LATER),
    ("begin", "421 4.3.2 too busy", AWAY),
    ("begin", "451 4.3.0 not now", LATER),
    ("begin", "554 5.7.1 rejected", None),
    ("begin", "hang", LATER),
    ("begin", "drop", LATER),
    ("data", "421 4.3.2 too busy", AWAY),
    ("data", "451 4.3.0 queue file write error", LATER),
    ("data", "452 4.3.1 disk full", LATER),
    ("data", "552 5.3.4 too large", None),
    ("data", "554 5.7.1 spam", None),
    ("data", "hang", LATER),
    # The window: the server has the mail, and its yes never comes.
    ("data", "drop", LATER),
    ("data", "late", LATER),
)
WINDOW = {("data", "drop"), ("data", "late")}
REASONS = {"hang": "timed out", "late": "timed out", "drop": "SMTPServerDisconnected"}


@pytest.mark.parametrize(("turn", "does", "wait"), MOODS)
def test_the_mail_waits_with_the_reason_and_arrives_when_the_server_recovers(
    server, settings, turn, does, wait
):
    # A refused greeting or sign-in is tried in the other form, too.
    times = 2 if turn in ("hello", "login") and does[0].isdigit() else 1
    answers = server(**{turn: [does] * times + [GOOD.get(turn, "250 OK")]})
    if turn == "login":
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "we", "our password"
    message = make.message(not_before=NOW)
    done = deliver(clock=lambda: NOW)
    message.refresh_from_db()
    assert REASONS.get(does, does) in message.last_error
    assert (done.away is not None) == (wait is AWAY)
    if wait is None:
        assert (message.state, answers.mails) == (MessageState.FAILED, [])
        return
    expected = (MessageState.QUEUED, int(wait is LATER), NOW + wait)
    assert (message.state, message.attempts, message.not_before) == expected
    settings.EMAIL_TIMEOUT = 20
    assert deliver(clock=lambda: NOW + wait).sent == (message.pk,)
    ids = [mail["Message-ID"] for mail in answers.mails]
    assert ids == [message.message_id] * (1 + ((turn, does) in WINDOW))


def test_what_one_mail_meets_is_not_held_against_the_next(server):
    answers = server(rcpt=["drop", "451 later", "550 5.1.1 nobody", "250 OK"])
    messages = [make.message(not_before=NOW) for _ in range(4)]
    done = deliver(clock=lambda: NOW)
    assert done.retry == (messages[0].pk, messages[1].pk)
    assert (done.failed, done.sent) == ((messages[2].pk,), (messages[3].pk,))
    assert len(answers.mails) == 1


@pytest.mark.parametrize("enough", ["421 too many mails", "451 enough", "drop"])
def test_a_server_that_had_enough_of_a_connection_gets_the_rest_on_another(server, enough):
    answers = server(mail=["250 OK", "250 OK", enough, "250 OK"])
    for _ in range(3):
        make.message(not_before=NOW)
    assert len(deliver(clock=lambda: NOW).sent) == 3
    assert (len(answers.mails), answers.connections) == (3, 2)


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(server, settings):
    answers = server()
    settings.EMAIL_USE_TLS = True
    make.message(not_before=NOW)
    assert "STARTTLS" in deliver(clock=lambda: NOW).away
    assert answers.mails == []


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(server, settings):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(UNTRUSTED)
    answers = server(tls=tls)
    settings.EMAIL_USE_TLS = True
    message = make.message(not_before=NOW)
    assert "CERTIFICATE_VERIFY_FAILED" in deliver(clock=lambda: NOW).away
    assert (answers.mails, Message.objects.get().attempts) == ([], 0)
    settings.EMAIL_USE_TLS = False
    assert deliver(clock=lambda: NOW + AWAY).sent == (message.pk,)
