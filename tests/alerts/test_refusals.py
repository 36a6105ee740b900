"""Whose fault a refusal is, by what real servers say."""

import pytest

from tracker.alerts.refusals import Meaning, Turn, meaning

CASES = (
    # The recipient is not there.
    ("rcpt", 550, "5.1.1 <a@b>: Recipient address rejected: User unknown", "address"),
    ("rcpt", 550, "Mailbox not found. http://service.mail.qq.com/…", "address"),
    ("rcpt", 550, "User not found: a@163.com", "address"),
    ("rcpt", 550, "User suspended", "address"),
    ("rcpt", 550, "Mailbox unavailable or access denied", "address"),
    ("rcpt", 550, "5.4.1 Recipient address rejected: Access denied.", "address"),
    ("rcpt", 556, "5.1.10 Recipient address has null MX", "address"),
    ("rcpt", 551, "User not local; please try <c@d>", "address"),
    ("rcpt", 553, "Requested action not taken: mailbox name invalid", "address"),
    ("rcpt", 550, "5.2.1 The email account that you tried to reach is disabled.", "address"),
    ("data", 550, "5.1.1 no such mailbox", "address"),
    # The mailbox is full, the server greylists or counts: later.
    ("rcpt", 552, "5.2.2 The email account that you tried to reach is over quota", "later"),
    ("rcpt", 552, "Mailbox full", "later"),
    ("rcpt", 550, "Mailbox is full", "later"),
    ("data", 552, "5.2.2 mailbox full", "later"),
    ("rcpt", 450, "4.2.0 greylisted", "later"),
    ("rcpt", 452, "4.5.3 Too many recipients", "later"),
    ("data", 451, "4.3.0 queue file write error", "later"),
    ("data", 451, "DT:SPM", "later"),
    # The sender is not trusted: no address is at fault, and somebody may mend it.
    ("rcpt", 554, "5.7.1 <a@b>: Relay access denied", "later"),
    ("rcpt", 550, "relay not permitted", "later"),
    ("rcpt", 550, "5.7.1 Service unavailable; client host [192.0.2.1] blocked", "later"),
    ("rcpt", 550, "Ip frequency limited", "later"),
    ("rcpt", 550, "Suspected spam ip", "later"),
    ("rcpt", 553, "5.7.1 Sender address rejected: not owned by user", "later"),
    ("rcpt", 554, "transaction failed", "later"),
    # The text.
    ("data", 554, "5.7.1 Message rejected as spam", "text"),
    ("data", 554, "DT:SPM 163 smtp8", "text"),
    ("data", 550, "Mail content denied", "text"),
    ("data", 552, "5.3.4 message too large", "text"),
    ("mail", 552, "5.3.4 Message size exceeds fixed maximum", "text"),
    # Our sender, our sign-in, the server itself.
    ("mail", 550, "5.7.1 sender not allowed", "us"),
    ("mail", 553, "Mail from must equal authorized user", "us"),
    ("mail", 451, "4.7.1 try again later", "us"),
    ("mail", 452, "4.3.1 Insufficient system storage", "us"),
    ("rcpt", 550, "5.1.8 Sender address rejected: Domain not found", "us"),
    ("rcpt", 530, "5.7.0 Must issue a STARTTLS command first", "us"),
    ("data", 535, "5.7.8 authentication failed", "us"),
    ("mail", 421, "4.3.2 shutting down", "us"),
    ("rcpt", 421, "HL:ICC", "us"),
    ("data", 421, "4.4.2 timeout", "us"),
)


@pytest.mark.parametrize(("turn", "code", "words", "said"), CASES)
def test_an_answer_is_about_the_address_the_text_or_us(turn, code, words, said):
    assert meaning(Turn(turn), code, words) is Meaning(said)
