"""Timing for the bench commands: medians, query counts, and a ratio to a reference."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

RUNS = 7

Work = Callable[[], Any]


@contextmanager
def instance() -> Iterator[None]:
    """An instance of the product with an empty database, gone afterwards.

    The database is SQLite in a temporary folder, or the empty one that DATABASE_URL names.
    """
    with tempfile.TemporaryDirectory(prefix="plan-target-monitor-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def median(prepare: Callable[[], Work]) -> tuple[float, int]:
    """(median seconds, queries of the last run) of work that is prepared anew each time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds = []
    for _ in range(RUNS):
        work = prepare()
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    work = prepare()
    with CaptureQueriesContext(connection) as queries:
        work()
    counted = [q for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
    return statistics.median(seconds), len(counted)


def report(lines: list[tuple[str, Callable[[], Work]]]) -> None:
    """Print each line's median, queries and ratio to the first line, which is the reference."""
    reference = 0.0
    for name, prepare in lines:
        seconds, queries = median(prepare)
        reference = reference or seconds
        ratio = seconds / reference
        print(f"{name:<52} {seconds * 1000:>9.2f} ms {queries:>5} queries {ratio:>9.1f} ×")
