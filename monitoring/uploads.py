"""Uploads while they come in: how much is kept, and what when the disk has no room for it."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from tracker.pages.problems import NoRoom

log = logging.getLogger(__name__)

# The largest file that any page takes, documents to be verified among them; beyond it a file is
# refused anyway.
LEAST_CAP_MB = 20


class CappedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file, and passes on no more of it than the cap.

    Without a proxy nothing else would stop an upload that never ends.

    What comes in beyond is read and dropped, so that the browser gets an answer; the file that
    arrives at the page is larger than it takes, and is refused there by its size, with its name.
    """

    passed = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Count anew for each file."""
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The data for the next handler, or None once the cap is passed."""
        if self.passed > max(settings.MAX_EVIDENCE_MB, LEAST_CAP_MB) * 1024 * 1024:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that kept it."""


class DiskUpload(TemporaryFileUploadHandler):
    """Keeps a large file on the disk while it comes in, and says so where that cannot be done.

    Files come in before any page is asked, so no page could catch it. The rest of the request is
    read and dropped, so that the browser gets its answer; then ``NoRoom`` is raised.
    """

    failure: OSError | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file in the folder for temporary ones."""
        self._unless_failed(super().new_file, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece."""
        self._unless_failed(super().receive_data_chunk, raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        """The file, or None where it could not be kept whole."""
        return self._unless_failed(super().file_complete, file_size)

    def upload_complete(self) -> None:
        """Raises ``NoRoom`` once everything has come in."""
        if self.failure is not None:
            log.error("An uploaded file could not be kept while it came in: %s", self.failure)
            raise NoRoom from self.failure

    def _unless_failed(self, step: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self.failure is not None:
            return None
        try:
            return step(*args, **kwargs)
        except OSError as error:
            self.failure = error
            file = self.__dict__.pop("file", None)
            # What still stands in its buffer has no room either.
            with suppress(OSError):
                if file is not None:
                    file.close()
        return None
