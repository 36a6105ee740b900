"""One whole instance, started as people start it: ``make run``."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.architecture.source import ROOT

FIRST_START_SECONDS = 120
LATER_START_SECONDS = 15
STOP_SECONDS = 12
NEVER = "2000-01-01T00:00:00+00:00"


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Instance:
    """``make run`` on a data folder and a port; ``printed`` holds what the terminal would show."""

    folder: Path
    port: int
    demo: str = "1"
    make: subprocess.Popen[bytes] | None = None

    def start(self) -> "Instance":
        """Start make as a terminal does: a group of its own, signals as they are by default."""
        with self._output.open("ab") as output:
            self.make = subprocess.Popen(
                ["make", "run", f"VENV={sys.prefix}"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_default_signals,
            )
        return self

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        settings = {"DATA_DIR": str(self.folder), "PORT": str(self.port), "DEMO": self.demo}
        return kept | settings

    def command(self, *arguments: str) -> None:
        """Run Python on this instance's data, as an administrator beside it does."""
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            check=True,
        )

    def wait_until_it_answers(self, seconds: float) -> None:
        """Wait for the first 200."""
        assert within(seconds, lambda: self.get("/health/") == 200), self.printed

    def wait_until_it_says(self, text: str) -> None:
        """Wait for a line on the terminal."""
        assert within(LATER_START_SECONDS, lambda: text in self.printed), self.printed

    def get(self, path: str) -> int | None:
        """The status that a page answers with, or None while nobody answers."""
        connection = self._connection()
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status
        return None

    def alerts_seen_at(self) -> datetime:
        """When the alerts of this data folder were last looked at, as ``/health/`` says."""
        with contextlib.closing(self._connection()) as connection:
            connection.request("GET", "/health/")
            told = json.loads(connection.getresponse().read())
        return datetime.fromisoformat(told["alerts"]["seen_at"] or NEVER)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    @property
    def _output(self) -> Path:
        return self.folder.with_suffix(".printed")

    @property
    def printed(self) -> str:
        """Everything that make and what it started have printed."""
        return self._output.read_text(encoding="utf-8")

    def processes(self) -> list[int]:
        """Every process that has this data folder in its environment, make included."""
        mark = f"DATA_DIR={self.folder}\0".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes():
                    found.append(int(process.name))
        return found

    def all_gone(self) -> bool:
        """Whether no process is left after the time that a stop may take."""
        assert self.make is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.make.wait(STOP_SECONDS)
        return within(STOP_SECONDS, lambda: not self.processes())

    def clear(self) -> None:
        """End what a failed test left."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if self.make is not None:
            self.make.wait()


def within(seconds: float, condition: Callable[[], bool], *, pause: float = 0.1) -> bool:
    """Whether a condition comes true in time; it is asked again after each ``pause``."""
    latest = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > latest:
            return False
        time.sleep(pause)
    return True


def _default_signals() -> None:
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
