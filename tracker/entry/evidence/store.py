"""Where the content of evidence lies, and what is said when it cannot be stored."""

from django.core.files.base import File

from tracker.errors import EvidenceRefused
from tracker.storing import NO_ROOM, Keep

FILES = Keep("evidence")


def keep(file: File, digest: str) -> str:
    """Store a file's content under its hash, once; answers with the name it is stored as.

    Raises ``EvidenceRefused`` where it cannot be written.
    """
    try:
        return FILES.keep(file, digest)
    except OSError as error:
        code = "no_room" if error.errno in NO_ROOM else "not_stored"
        raise EvidenceRefused(code, why=error.strerror or str(error)) from error
