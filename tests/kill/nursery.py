"""A process that has the product loaded already, and starts its web server within a moment.

    python -m tests.kill.nursery PORT

For each line on its input it forks, and the child runs the very command of the supervisor; its
number is printed, and a line once it has ended. Loading Django anew would take longer than all
that a test wants to interrupt.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from monitoring.children import Child

PR_SET_CHILD_SUBREAPER = 36


def main(port: int) -> None:
    """Serve until the input ends."""
    web = _load(port)
    _adopt_orphans()
    for _line in sys.stdin:
        number = os.fork()
        if number == 0:
            _serve(list(web.command)[2:], web.log)
        print(number, flush=True)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        print("ended", flush=True)


def _load(port: int) -> "Child":
    """Load all that a first request would, and leave no connection open for children to share."""
    import monitoring.wsgi  # noqa: F401, I001 - before all that needs the settings
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from monitoring.supervise import children

    assert Client(SERVER_NAME="localhost").get("/login/").status_code == 200
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    (web,) = (child for child in children(settings.DATA_DIR, port) if child.name == "web")
    return web


def _adopt_orphans() -> None:
    """Workers whose master was killed end here, so that their end can be waited for (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _serve(arguments: list[str], log: Path) -> NoReturn:
    from gunicorn.app.wsgiapp import run

    os.setsid()
    log.parent.mkdir(exist_ok=True)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(number, stream)
    sys.argv = arguments
    run()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
