"""A part of the product that runs on the test's own database, to be killed and begun again."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from tests.architecture.source import ROOT
from tests.instance.running import free_port


@dataclass
class Part:
    """One process group of the supervisor's, with its data in a folder of the test."""

    NAME: ClassVar[str]

    folder: Path
    port: int = field(default_factory=free_port)
    # Beside what every part is told.
    told: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None

    def __enter__(self) -> Self:
        (self.folder / "static").mkdir(exist_ok=True)
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.nursery", self.NAME, str(self.port)],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        return self

    def __exit__(self, *_reason: object) -> None:
        if self.number is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.number, signal.SIGKILL)
        self.nursery.kill()
        self.nursery.wait()
        self.nursery.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            self.nursery.stdin.close()

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "DATABASE_URL": database_address(),
            "SECRET_KEY": settings.SECRET_KEY,
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "monitoring.settings",
            **self.told,
        }

    def begin(self) -> None:
        """Start it; its process leads a group with all its children."""
        self.nursery.stdin.write("start\n")
        self.number = int(self.nursery.stdout.readline())

    def kill(self) -> None:
        """End master and workers at once, as the kernel would that has no memory left."""
        os.killpg(self.number, signal.SIGKILL)
        self.number = None
        assert self.nursery.stdout.readline() == "ended\n"


def database_address() -> str:
    """The test's own database as another process finds it."""
    entry = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{entry['NAME']}"
    given = {name.lower(): entry[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    options = {name: value for name, value in entry["OPTIONS"].items() if isinstance(value, str)}
    query = urlencode({name: value for name, value in (given | options).items() if value})
    return f"postgresql:///{entry['NAME']}?{query}"


def others_connected() -> bool:
    """Whether PostgreSQL still works for a client that is gone: it ends a transaction, or commits
    one that it was told to commit."""
    if connection.vendor == "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0])
