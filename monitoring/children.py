"""Child processes of the embedded default: started, watched, started again, stopped.

Each child leads a process group of its own, so that Ctrl-C reaches the supervisor alone and the
children stop in order; and so that nothing a child started outlives it.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

# A child that lived this many seconds had started well; its next end is a new misfortune.
SETTLED_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 1.0
MOST_FAILURES = 5
LOG_BYTES = 5_000_000

PR_SET_PDEATHSIG = 1


class GaveUp(Exception):
    """A child ended too often; the message says which, how, and where its log is."""


@dataclass
class Child:
    """One process that shall run until it is stopped."""

    name: str
    command: Sequence[str]
    log: Path
    # Seconds that it gets to end by itself.
    patience: float = 8.0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float | None = field(default=None, init=False)

    @property
    def running(self) -> bool:
        """Whether the process is there now."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the process; what it prints goes to its log."""
        with _opened(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        self.started_at = time.monotonic()
        self.start_again_at = None

    def watch(self) -> str | None:
        """Start the process again after a pause when it has ended; return what happened, if any.

        Raises GaveUp when it ended ``MOST_FAILURES`` times without settling in between.
        """
        now = time.monotonic()
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start()
            return None
        if self.process is None or self.running:
            return None
        self._clear_group()
        self.failures = 1 if now - self.started_at > SETTLED_SECONDS else self.failures + 1
        how = {"name": self.name, "how": _ending(self.process.returncode), "log": self.log}
        if self.failures >= MOST_FAILURES:
            reason = _("%(name)s keeps ending (%(how)s). The end of %(log)s:") % how
            raise GaveUp(f"{reason}\n{self.last_lines()}")
        self.start_again_at = now + FIRST_PAUSE_SECONDS * 2 ** (self.failures - 1)
        return _("%(name)s has ended (%(how)s) and is started again; see %(log)s") % how

    def ask_to_stop(self) -> None:
        """Send SIGTERM, and never start the process again."""
        self.start_again_at = None
        if self.process is not None and self.running:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait until ``deadline`` (monotonic seconds), then end whatever is left of the group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self._clear_group()
        self.process.wait()

    def last_lines(self, count: int = 8) -> str:
        """Return the end of the log."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 4000))
            lines = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(lines[-count:])

    def _clear_group(self) -> None:
        """Kill what the child left behind; its group's number is its own process number."""
        if self.process is not None:
            # Mostly nothing is left (macOS then says "not permitted").
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(children: Sequence[Child]) -> None:
    """Stop every child: all but the first together, then the first, which they need to end well."""
    for group in (children[1:], children[:1]):
        for child in group:
            child.ask_to_stop()
        deadline = time.monotonic() + max((child.patience for child in group), default=0.0)
        for child in group:
            child.wait(deadline)


def _opened(log: Path) -> IO[bytes]:
    """Open a log to be added to; a long one is kept once as ``….1`` and begun anew."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def _ending(status: int) -> str:
    """Say how a process ended."""
    return f"exit {status}" if status >= 0 else signal.Signals(-status).name


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Have the kernel send this process SIGTERM should the supervisor be killed."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
