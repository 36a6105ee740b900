"""A mail server for the tests that send."""

from contextlib import ExitStack

import pytest

from tests.alerts.mailserver import Answers, serving


@pytest.fixture
def server(settings):
    """``server(rcpt=…, data=…)`` answers as told; mails go there until the test ends."""
    with ExitStack() as running:

        def start(**told) -> Answers:
            answers = Answers(**told)
            settings.EMAIL_BACKEND = "monitoring.mails.Server"
            settings.EMAIL_HOST = "127.0.0.1"
            settings.EMAIL_PORT = running.enter_context(serving(answers))
            settings.EMAIL_TIMEOUT = 0.5
            return answers

        yield start
