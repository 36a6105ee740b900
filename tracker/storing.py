"""Where the content of files lies: outside of what is served, each under its own hash."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_STEP = 64 * 1024


class WholeFiles(FileSystemStorage):
    """A folder in which a file appears whole under its name or not at all; it has no address.

    ``root`` is the name of the setting that names the folder.
    """

    def __init__(self, root: str) -> None:
        super().__init__()
        self._root = root

    @property
    def base_location(self) -> Any:
        return getattr(settings, self._root)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100  what Django's storage does

    def url(self, name: str | None) -> str:
        """Refused: such a file is served by its page alone, to those who may see it."""
        raise ValueError("Files that are kept under their hash have no address of their own.")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: whoever writes the same name at the same time writes the same bytes."""
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for part in content.chunks(_STEP):
                    stream.write(part)
                stream.flush()
                os.fsync(stream.fileno())
            Path(draft).chmod(self.file_permissions_mode or 0o600)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        return name


def digest_of(file: File) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    for part in file.chunks(_STEP):
        digest.update(part)
    return digest.hexdigest()


class Keep:
    """The files of one kind, in the storage of this name (``STORAGES``), each under its hash."""

    def __init__(self, storage: str) -> None:
        self._name = storage

    @property
    def storage(self) -> Any:
        """The storage itself."""
        return storages[self._name]

    def keep(self, file: File, digest: str) -> str:
        """Store a file's content under its hash, once; answers with the name it is stored as.

        What is there already is only marked as used just now, so that no sweep takes it away
        before the row that names it is written. Raises ``OSError`` where it cannot be written.
        """
        name = f"{digest[:2]}/{digest}"
        if self.storage.exists(name):
            os.utime(self.storage.path(name))
        else:
            self.storage.save(name, file)
        return name

    def put_back(self, file: File, name: str) -> None:
        """Write content in the place of what was lost or damaged. Raises ``OSError``."""
        self.storage.save(name, file)

    def open(self, name: str) -> File:
        """The content, opened to be read. Raises ``OSError`` where it is gone."""
        opened: File = self.storage.open(name, "rb")
        return opened

    def unused(self, used: set[str], *, before: datetime) -> Iterator[str]:
        """The names of stored files, drafts of broken-off ones too, that nothing names any more."""
        if not self.storage.exists(""):
            return
        for folder in self.storage.listdir("")[0]:
            for name in self.storage.listdir(folder)[1]:
                path = f"{folder}/{name}"
                if path not in used and self.storage.get_modified_time(path) < before:
                    yield path

    def drop(self, name: str) -> None:
        """Delete one stored file."""
        self.storage.delete(name)

    def drop_unused(self, used: set[str], *, before: datetime) -> int:
        """Delete what ``unused`` finds; answers with how many files that were.

        Each right after it was looked at, as its content may be stored anew meanwhile.
        """
        count = 0
        for name in self.unused(used, before=before):
            self.drop(name)
            count += 1
        return count
