"""A process that has the product loaded already, and starts a part of it within a moment.

    python -m tests.kill.nursery web|worker|broker PORT

For each line on its input it forks, and the child runs the very command of the supervisor; its
number is printed, and a line once it has ended. Loading Django anew would take longer than all
that a test wants to interrupt.
"""

import contextlib
import ctypes
import gc
import importlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from monitoring.children import Child

PR_SET_CHILD_SUBREAPER = 36
# What the schedule does each minute happens this often here, in seconds.
MINUTE = 0.2
# What a worker, its clock, the first mail and the first document import on their way: most of
# the time of a start.
OF_WORKERS = (
    *("celery.bin.celery", "celery.apps.worker", "celery.beat", "celery.concurrency.prefork"),
    *("celery.worker.components", "celery.worker.consumer", "kombu.transport.redis"),
    *("django.core.mail.backends.smtp", "tracker.reports.documents.pdf"),
)


def main(name: str, port: int) -> None:
    """Serve until the input ends."""
    part, run = _load(name, port)
    _adopt_orphans()
    for _line in sys.stdin:
        number = os.fork()
        if number == 0:
            _serve(part, run)
        print(number, flush=True)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        print("ended", flush=True)


def _load(name: str, port: int) -> tuple["Child", Callable[["Child"], None]]:
    """The part and what runs it, with no connection left open for children to share."""
    import monitoring.wsgi  # noqa: F401, I001 - before all that needs the settings
    from django.conf import settings
    from django.db import connection
    from monitoring.supervise import children

    run = {"web": _web, "worker": _worker, "broker": _broker}[name]()
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    (part,) = (child for child in children(settings.DATA_DIR, port) if child.name == name)
    # Children need not look through all this for garbage.
    gc.freeze()
    return part, run


def _web() -> Callable[["Child"], None]:
    """Load all that a first request would."""
    from django.test import Client
    from gunicorn.app.wsgiapp import run

    assert Client(SERVER_NAME="localhost").get("/login/").status_code == 200

    def serve(part: "Child") -> None:
        sys.argv = list(part.command)[2:]
        run()

    return serve


def _worker() -> Callable[["Child"], None]:
    """Load all that a first job would, and let the clock hurry."""
    from monitoring.celery import app
    from tracker import queue

    app.loader.import_default_modules()
    app.finalize()
    for module in OF_WORKERS:
        importlib.import_module(module)
    for entry in app.conf.beat_schedule.values():
        if entry["task"] in (queue.SEND_MESSAGES, queue.WORK_ON_DOCUMENTS):
            entry["schedule"] = MINUTE

    def serve(part: "Child") -> None:
        command = list(part.command)
        arguments = command[command.index("worker") :]
        # Another machine's clock keeps its own notes.
        notes = part.log.with_name(f"beat-{os.getppid()}")
        app.worker_main([*arguments, f"--schedule={notes}", f"--hostname=worker-{os.getppid()}"])

    return serve


def _broker() -> Callable[["Child"], None]:
    """A program of its own, with nothing to load."""
    return lambda part: os.execv(part.command[0], part.command)  # noqa: S606 - no shell


def _adopt_orphans() -> None:
    """Workers whose master was killed end here, so that their end can be waited for (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _serve(part: "Child", run: Callable[["Child"], None]) -> NoReturn:
    os.setsid()
    part.log.parent.mkdir(exist_ok=True)
    output = os.open(part.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(number, stream)
    run(part)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
