"""Two workers at the same instant, each with a connection of its own: one mailbox."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from tests.story.year import expectation
from tests.story.year.simulation import IN_MARCH, Simulation
from tests.story.year.test_mails import check

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]

WORKERS = 2


@dataclass
class Together(Simulation):
    """Every run and every sweep is made by all workers at once."""

    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WORKERS))

    def find_and_tell(self, at: datetime) -> None:
        self._at_once(super().find_and_tell, at)

    def deliver(self, at: datetime) -> None:
        self._at_once(super().deliver, at)

    def leave(self) -> None:
        """Give the connections back."""
        self._at_once(lambda _at: connection.close(), timezone.now())
        self.threads.shutdown()

    def _at_once(self, work, at: datetime) -> None:
        start = Barrier(WORKERS)

        def one(_):
            start.wait()
            work(at)

        list(self.threads.map(one, range(WORKERS)))


def test_two_workers_at_once_give_the_same_mails():
    year = Together.begin()
    try:
        year.play(last=IN_MARCH)
    finally:
        year.leave()
    check(year)
    difference = expectation.difference(year.mails, last=IN_MARCH)
    assert not difference, difference
