"""What every test stands on: nothing of this machine, nothing of the network, nothing random."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from monitoring import data

READS = ("SELECT", "WITH", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Point everything that the product writes to a folder that goes with the run."""
    folder = Path(tempfile.mkdtemp(prefix="plan-target-monitor-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    if data.broker_address(settings.DATA_DIR) == settings.CELERY_BROKER_URL:
        # Jobs that are sent stay in memory; the suite runs with a real broker where one is named.
        settings.CELERY_BROKER_URL = "memory://"
    settings.DATA_DIR = folder
    for name in (
        "STATIC_ROOT",
        "EVIDENCE_ROOT",
        "DOCUMENTS_ROOT",
        "ISSUED_ROOT",
        "EMAIL_FILE_PATH",
    ):
        setattr(settings, name, folder / name.lower())
    settings.STATIC_ROOT.mkdir()
    settings.SECRET_KEY = "not secret, and not used outside of the tests, 0123456789"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PUBLIC_BOARD = False
    settings.PUBLIC_VERIFICATION = False
    # Where the builders' webhooks lead; no test reaches it.
    settings.WEBHOOK_HOSTS = ["robots.example.cn"]
    _let_tests_empty_the_trail()


def _let_tests_empty_the_trail() -> None:
    """Tests with transactions of their own end by emptying every table; SQLite does it row by row.

    There the triggers that keep the trail would refuse it, so they are lifted meanwhile.
    """
    empty = TransactionTestCase._fixture_teardown

    def lifted(test: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            kept = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            guards = cursor.execute(kept).fetchall() if connection.vendor == "sqlite" else []
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            empty(test)
            for _name, sql in guards:
                cursor.execute(sql)

    TransactionTestCase._fixture_teardown = lifted


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """Start in the default language, whatever an earlier test left behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    """Run in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def read_only() -> Callable[[], AbstractContextManager[None]]:
    """``with read_only():`` proves that what runs inside writes nothing to the database."""

    def refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        assert sql.lstrip("( \n").upper().startswith(READS), f"a query wrote: {sql}"
        return execute(sql, *rest)

    @contextmanager
    def guard() -> Iterator[None]:
        with connection.execute_wrapper(refuse):
            yield

    return guard
