"""What kind of file an upload is, told by its content; its name is only a name.

Pure. A handful of kinds is taken: what offices read and what browsers and readers open without
running anything. Every one has its own beginning and structure, so that a list of what is taken
is shorter and stricter than a library that guesses among hundreds. Files with macros, with a
password, or of any other kind are refused with the reason.
"""

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import olefile

from tracker.errors import EvidenceRefused

# Members of an archive, and bytes of the one member that is read: its list of content types.
MOST_MEMBERS = 10_000
MOST_TYPES_BYTES = 1024 * 1024
MOST_NAME = 200

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_POINT = "application/vnd.openxmlformats-officedocument.presentationml."


@dataclass(frozen=True)
class Kind:
    """One kind of file: how it is served, and the endings under which it is known.

    ``inline``: browsers show it by themselves, and nothing in it runs.
    """

    content_type: str
    endings: tuple[str, ...]
    inline: bool = False


PDF = Kind("application/pdf", ("pdf",), inline=True)
PNG = Kind("image/png", ("png",), inline=True)
JPEG = Kind("image/jpeg", ("jpg", "jpeg", "jfif"), inline=True)
DOCX = Kind(f"{_WORD}document", ("docx",))
XLSX = Kind(f"{_EXCEL}sheet", ("xlsx",))
PPTX = Kind(f"{_POINT}presentation", ("pptx",))
# WPS saves its own endings with the same content.
DOC = Kind("application/msword", ("doc", "wps"))
XLS = Kind("application/vnd.ms-excel", ("xls", "et"))
PPT = Kind("application/vnd.ms-powerpoint", ("ppt", "dps"))
# The national format of fixed-layout documents (GB/T 33190), in which offices send them.
OFD = Kind("application/ofd", ("ofd",))

KINDS = (PDF, PNG, JPEG, DOCX, XLSX, PPTX, DOC, XLS, PPT, OFD)
INLINE = frozenset(kind.content_type for kind in KINDS if kind.inline)

_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_MAIN_PARTS = {kind.content_type.encode() + b".main+xml": kind for kind in (DOCX, XLSX, PPTX)}
_OLD_STREAMS = {"worddocument": DOC, "workbook": XLS, "book": XLS, "powerpoint document": PPT}
# The head of the record in which a presentation says that it has a project of macros (MS-PPT).
_MACROS_OF_PPT = b"\x1f\x00\xff\x03\x14\x00\x00\x00"


def kind_of(file: BinaryIO) -> Kind:
    """The kind of an upload. Raises ``EvidenceRefused`` with why it is not taken.

    Nothing is unpacked but the list of content types of an office file, as far as its cap.
    """
    file.seek(0)
    head = file.read(8)
    if not head:
        raise EvidenceRefused("empty_file")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _packed(file)
    if head == olefile.MAGIC:
        return _old(file)
    raise EvidenceRefused("not_taken")


def safe_name(name: str, kind: Kind) -> str:
    """The name as uploaded, as it can be shown and saved: no path, nothing invisible, one line.

    Ends as its content asks: "报告.exe" that holds a PDF becomes "报告.exe.pdf".
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    # Control, format and unassigned characters: line ends, and marks that turn the text around.
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    path = PurePosixPath(" ".join(seen.split()).strip(". ") or "file")
    ending = path.suffix[1:].lower()
    if ending in kind.endings:
        return f"{path.stem[:MOST_NAME]}{path.suffix}"
    return f"{path.name[:MOST_NAME]}.{kind.endings[0]}"


def _packed(file: BinaryIO) -> Kind:
    """An office file or an OFD document; any other archive is refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if not members or len(members) > MOST_MEMBERS or members[0].header_offset != 0:
                raise EvidenceRefused("not_taken")
            names = {member.filename.lower() for member in members}
            if "ofd.xml" in names:
                return OFD
            if "[content_types].xml" not in names:
                raise EvidenceRefused("archive")
            with archive.open("[Content_Types].xml") as stream:
                types = stream.read(MOST_TYPES_BYTES)
    # A damaged archive fails in many ways: as an archive, in unpacking, by an unknown method.
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise EvidenceRefused("damaged") from error
    if b"macroenabled" in types.lower() or any("vbaproject" in name for name in names):
        raise EvidenceRefused("macros")
    for part, kind in _MAIN_PARTS.items():
        if part in types:
            return kind
    raise EvidenceRefused("not_taken")


def _old(file: BinaryIO) -> Kind:
    """A document of Word, Excel or PowerPoint before 2007."""
    try:
        file.seek(0)
        with olefile.OleFileIO(file) as old:
            paths = [[part.lower() for part in path] for path in old.listdir(storages=True)]
            tops = {path[0] for path in paths}
            if tops & {"encryptedpackage", "encryptioninfo"}:
                raise EvidenceRefused("locked")
            if any(
                part in ("macros", "vba", "_vba_project_cur") for path in paths for part in path
            ):
                raise EvidenceRefused("macros")
            kind = next((kind for name, kind in _OLD_STREAMS.items() if name in tops), None)
            if kind is PPT and _MACROS_OF_PPT in old.openstream("PowerPoint Document").read():
                raise EvidenceRefused("macros")
    except EvidenceRefused:
        raise
    except Exception as error:
        # The reader fails in dozens of ways on damaged files; all of them mean the same here.
        raise EvidenceRefused("damaged") from error
    if kind is None:
        raise EvidenceRefused("not_taken")
    return kind
