"""The content of documents that were made, each under its own hash."""

from django.core.files.base import ContentFile, File
from django.utils import timezone

from tracker.errors import WrongState
from tracker.models import ReportFile
from tracker.storing import Keep, digest_of
from tracker.terms import FileState

FILES = Keep("documents")


def keep(data: bytes) -> dict[str, str | int]:
    """Store content; answers with what its row says of it. Raises ``OSError``."""
    file = ContentFile(data)
    digest = digest_of(file)
    return {"stored": FILES.keep(file, digest), "sha256": digest, "size": len(data)}


def opened(file: ReportFile) -> File:
    """The content, whole and as it was made, to be read from its beginning.

    Raises ``WrongState``: ``document_expired``, ``document_not_made``, ``document_lost``.
    """
    gone = file.state == FileState.MADE and (file.expires_at or timezone.now()) <= timezone.now()
    if gone or file.state == FileState.EXPIRED:
        raise WrongState("document_expired")
    if file.state != FileState.MADE:
        raise WrongState("document_not_made")
    try:
        found = FILES.open(file.stored)
    except OSError as error:
        raise WrongState("document_lost") from error
    if digest_of(found) != file.sha256:
        found.close()
        raise WrongState("document_lost")
    found.seek(0)
    return found


def is_whole(file: ReportFile) -> bool:
    """Whether the content of a file that was made is there as it was made."""
    try:
        with FILES.open(file.stored) as found:
            return digest_of(found) == file.sha256
    except OSError:
        return False
