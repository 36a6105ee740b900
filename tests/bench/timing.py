"""Timing for the bench commands: medians, query counts, and a ratio to a reference."""

import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

RUNS = 7

Work = Callable[[], Any]
Line = tuple[str, Callable[[], Work]]


@contextmanager
def instance() -> Iterator[None]:
    """An instance of the product with an empty database, gone afterwards.

    The database is SQLite in a temporary folder, or the empty one that DATABASE_URL names.
    """
    with tempfile.TemporaryDirectory(prefix="plan-target-monitor-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
        # Nobody answers here that jobs could be sent to.
        logging.disable(logging.WARNING)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


@dataclass(frozen=True)
class Cost:
    """Median seconds, on the clock and of this process's CPU, and the queries of the last run."""

    seconds: float
    cpu: float
    queries: int


def cost(prepare: Callable[[], Work]) -> Cost:
    """Of work that is prepared anew each time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds, cpu = [], []
    for _ in range(RUNS):
        work = prepare()
        begun, used = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    work = prepare()
    with CaptureQueriesContext(connection) as queries:
        work()
    counted = [q for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
    return Cost(statistics.median(seconds), statistics.median(cpu), len(counted))


def report(lines: list[Line]) -> None:
    """Print each line's medians, queries and ratio to the first line, which is the reference."""
    reference = 0.0
    for name, prepare in lines:
        found = cost(prepare)
        reference = reference or found.seconds
        print(
            f"{name:<52} {found.seconds * 1000:>9.2f} ms {found.cpu * 1000:>9.2f} ms of CPU "
            f"{found.queries:>5} queries {found.seconds / reference:>9.1f} ×",
            flush=True,
        )
