"""A web server for the tests that call one."""

from contextlib import ExitStack

import pytest

from tests.alerts.webhooks.hookserver import Moods, serving


@pytest.fixture
def hook(settings):
    """``hook((500, "no"), (200, "OK"))`` starts a server with these moods, listed as inside."""
    with ExitStack() as running:

        def start(*moods, tls: bool = False) -> Moods:
            told = Moods(list(moods)) if moods else Moods()
            running.enter_context(serving(told, tls=tls))
            settings.WEBHOOK_INTERNAL_HOSTS = [*settings.WEBHOOK_INTERNAL_HOSTS, told.address]
            return told

        yield start
