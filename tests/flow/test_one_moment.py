"""What a document is composed of is read as of one moment, whatever is approved meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests import make
from tracker.flow.common import one_moment
from tracker.models import Zone

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]


def _written_elsewhere():
    try:
        make.zone()
    finally:
        connection.close()


def test_nothing_that_is_written_meanwhile_is_seen():
    with ThreadPoolExecutor(1) as thread:
        with one_moment():
            before = Zone.objects.count()
            thread.submit(_written_elsewhere).result()
            assert Zone.objects.count() == before
        assert Zone.objects.count() == before + 1


def test_inside_of_a_transaction_that_one_decides():
    with transaction.atomic(), one_moment():
        make.zone()
    assert Zone.objects.count() == 1
