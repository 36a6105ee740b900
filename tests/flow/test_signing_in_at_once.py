"""Many wrong passwords side by side, where the database has row locks."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import make
from tracker import flow, trail
from tracker.errors import WrongState

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]
MANY = 12


def test_as_many_are_looked_at_side_by_side_as_one_after_another():
    make.person("wangfang")
    system, start_together = flow.system_person(), threading.Barrier(MANY)

    def attempt(_number: int) -> bool:
        start_together.wait()
        try:
            with trail.coming_from("192.0.2.1"):
                flow.begin_sign_in("wangfang", by=system)
        except WrongState:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(MANY) as pool:
        assert sum(pool.map(attempt, range(MANY))) == 5
