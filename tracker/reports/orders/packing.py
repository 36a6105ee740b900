"""Many documents in one ZIP, under names that people can read."""

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.errors import WrongState
from tracker.models import ReportFile
from tracker.models.explaining import explain
from tracker.reports.orders import content
from tracker.terms import FileState, ReportFormat

# A ZIP up to this size is put together in memory.
IN_MEMORY = 8 * 1024 * 1024
LONGEST_NAME = 80
# Of these a ZIP makes something smaller; the others are compressed themselves.
_LOOSE = (ReportFormat.CSV, ReportFormat.JSON)
# What some system does not take in the name of a file.
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(files: Iterable[ReportFile]) -> IO[bytes]:
    """A ZIP of those files that are there, to be read from its beginning; the caller closes it.

    It is written whole before this answers. Entries carry the time at which each was made, so that
    the same files give the same bytes. What is not among them, and why, stands in a text beside
    them. Raises ``WrongState`` (``nothing_to_fetch``) where none is there.
    """
    target: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the caller's
    missing: list[str] = []
    taken: set[str] = set()
    try:
        with zipfile.ZipFile(target, "w") as archive:
            for file in files:
                name = _unique(readable_name(file), taken)
                try:
                    with content.opened(file) as found:
                        archive.writestr(_entry(name, file), found.read())
                except WrongState as refused:
                    taken.discard(name.casefold())
                    missing.append(f"{name}\r\n{_why(file, refused)}")
            if not taken:
                raise WrongState("nothing_to_fetch")
            if missing:
                name = _unique(_("Not made.txt"), taken)
                text = "\r\n\r\n".join(missing) + "\r\n"
                # The mark lets editors know that it is UTF-8.
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8-sig"))
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def readable_name(file: ReportFile) -> str:
    """As 济南高新区 2024 年度监测报告 中文.pdf, in the reader's language."""
    name = unicodedata.normalize("NFC", _UNFIT.sub("-", f"{file.title} {file.language_name}"))
    return f"{name[:LONGEST_NAME].strip(' .')}.{file.format}"


def _unique(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken already, whatever its capitals."""
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    taken.add(free.casefold())
    return free


def _entry(name: str, file: ReportFile) -> zipfile.ZipInfo:
    made = timezone.localtime(file.made_at) if file.made_at else None
    info = zipfile.ZipInfo(name, made.timetuple()[:6] if made else _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if file.format in _LOOSE else zipfile.ZIP_STORED
    return info


def _why(file: ReportFile, refused: WrongState) -> str:
    """Why a file is not in the ZIP: what its own row says, or what was found now."""
    if file.state == FileState.FAILED and file.refusal:
        return "\r\n".join(map(str, file.refusal))
    if file.state in (FileState.WAITING, FileState.MAKING, FileState.CANCELLED):
        return str(file.get_state_display())
    return "\r\n".join(explain(refused))
