"""A mail server for the tests that send."""

from contextlib import ExitStack

import pytest

from tests.alerts.mailserver import Answers, serving


@pytest.fixture
def server(settings):
    """``server(rcpt=…, data=…)`` answers as told; mails go there until the test ends."""
    with ExitStack() as running:

        def start(tls=None, **told) -> Answers:
            answers = Answers(**told)
            settings.EMAIL_BACKEND = "monitoring.mails.Server"
            settings.EMAIL_HOST = "127.0.0.1"
            settings.EMAIL_PORT = running.enter_context(serving(answers, tls=tls))
            waits = {answer for lists in told.values() for answer in lists} & {"hang", "late"}
            settings.EMAIL_TIMEOUT = 0.5 if waits else 20
            return answers

        yield start
