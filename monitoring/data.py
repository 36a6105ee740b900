"""The data folder: everything that one instance writes on this machine.

Settings only name it. The commands make it (``manage.py`` and ``monitoring.supervise``), and the
secret key is made when it is first asked for, so that importing the settings touches no file.
"""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured

# Bytes that the address of a Unix socket may have: 108 on Linux and 104 on macOS with the closing
# zero, less a few that a server adds to the name while it replaces a file.
SOCKET_PATH_BYTES = 100


def make_folder(folder: Path) -> None:
    """Make the data folder, readable by its owner alone; keep one that is there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR={str(folder)!r}: the folder cannot be made ({error.strerror}). "
            "Name a folder that this user may write."
        ) from None


def secret_key(folder: Path) -> str:
    """Return this instance's secret key; made at first use in a file that only its owner reads.

    The file appears whole under its name or not at all, so that two processes that start
    together end with the same key.
    """
    file = folder / "secret_key"
    if not file.exists():
        make_folder(folder)
        descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".secret_key-")
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return file.read_text(encoding="ascii").strip()


def broker_socket(folder: Path) -> Path:
    """Return where the embedded broker listens: in the data folder, if its path is short enough.

    A longer one would be cut off by the system; the socket then stands in a folder of its own
    under the machine's temporary folder, named after this user and this data folder.
    """
    socket = folder / "valkey.sock"
    if len(os.fsencode(socket)) <= SOCKET_PATH_BYTES:
        return socket
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(f"/tmp/plan-target-monitor-{user}-{mark}/valkey.sock")  # noqa: S108


def broker_address(folder: Path) -> str:
    """Return the embedded broker's address, as Celery writes it."""
    return f"redis+socket://{quote(str(broker_socket(folder)))}"


def mail_address(folder: Path) -> str:
    """Return where mails go when nothing else is said: files in the data folder."""
    return f"file://{quote(str(folder / 'mails'))}"
