"""Where the files of issued documents lie, and what is said when one cannot be stored."""

from hashlib import sha256

from django.core.files.base import ContentFile

from tracker.errors import NotStored
from tracker.storing import NO_ROOM, Keep

FILES = Keep("issued")


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Store a file under its hash; answers with the name it is stored as.

    Raises ``NotStored`` where it cannot be written.
    """
    try:
        return FILES.keep(ContentFile(content), digest_of(content))
    except OSError as error:
        code = "no_room" if error.errno in NO_ROOM else "not_stored"
        raise NotStored(code, why=error.strerror or str(error)) from error


def found(name: str, digest: str) -> bytes | None:
    """What is stored under a name; None where it is lost, or is not what was stored."""
    try:
        with FILES.open(name) as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content if digest_of(content) == digest else None
