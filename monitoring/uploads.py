"""How much of an upload is kept while it comes in: without a proxy nothing else would stop it."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

# The largest file that any page takes, sheets among them; beyond it a file is refused anyway.
LEAST_CAP_MB = 8


class CappedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file, and passes on no more of it than the cap.

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
