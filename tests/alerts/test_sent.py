"""Why a mail did not arrive, from what the server said."""

import pytest

from tracker.alerts.sent import (
    ADDRESS_REFUSED,
    NO_ADDRESS,
    NOT_REACHED,
    TEXT_REFUSED,
    Failure,
    failure,
)


@pytest.mark.parametrize(
    ("last_error", "expected"),
    [
        ("550 5.1.1 <a@b.cn>: no such user", ADDRESS_REFUSED),
        ("550 User unknown", ADDRESS_REFUSED),
        ("554 5.7.1 message looks like spam", TEXT_REFUSED),
        ("552 5.3.4 message too large", TEXT_REFUSED),
        ("451 4.3.0 try again later", NOT_REACHED),
        ("SMTPServerDisconnected: Connection unexpectedly closed", NOT_REACHED),
        ("TimeoutError: timed out", NOT_REACHED),
        ("", NOT_REACHED),
        (None, NOT_REACHED),
        ("未发送：该地址被拒收。", Failure("未发送：该地址被拒收。", "")),
    ],
)
def test_the_servers_answer_says_why(last_error, expected):
    assert failure(last_error, "a@b.cn") == expected


def test_without_an_address_nothing_else_matters():
    assert failure("550 5.1.1 unknown", "") == NO_ADDRESS
