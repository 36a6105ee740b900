"""Whether a part of a workbook is XML that does no harm to who parses it.

Pure. The standard of such packages (ECMA-376 part 2, 8.1.4) knows UTF-8 and UTF-16 and no document
type, and whoever sends one means harm: entities that grow without end, or that name files of this
machine. Tags of megabytes keep parsers that are fed piece by piece busy for minutes. Which parser
reads a part later differs by what is installed, so it is told here, before any of them.
"""

from typing import IO
from xml.parsers import expat

# What a part begins with where it is XML, in every encoding that parsers tell by themselves.
_SPACE = b"\x00\xef\xbb\xbf\xfe\xff \t\r\n"
_EBCDIC = b"\x4c\x6f\xa7\x94"
_PIECE = 64 * 1024
# Of one tag or comment; the longest text of a cell is far shorter.
MOST_TAG = 1024 * 1024


class _Harm(Exception):
    """A document type, or a tag without end."""


def is_harmless(part: IO[bytes]) -> bool:
    """False for XML that does harm, and for what looks like XML and cannot be read from its start.

    What breaks off later is left to whoever wants to read that part: programs themselves write
    drawings that are no XML.
    """
    piece = part.read(_PIECE)
    while piece and not piece.strip(_SPACE):
        piece = part.read(_PIECE)
    if not piece.lstrip(_SPACE).startswith((b"<", _EBCDIC)):
        return True
    has_begun: list[bool] = []
    try:
        _parse(piece, part, has_begun)
    except _Harm:
        return False
    except (expat.ExpatError, ValueError, LookupError):
        return bool(has_begun)
    return bool(has_begun)


def _parse(piece: bytes, part: IO[bytes], has_begun: list[bool]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse

    def begin(*_element: object) -> None:
        has_begun.append(True)
        parser.StartElementHandler = None

    parser.StartElementHandler = begin
    fed = 0
    while piece:
        parser.Parse(piece)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > MOST_TAG:
            raise _Harm
        piece = part.read(_PIECE)


def _refuse(*_declared: object) -> None:
    raise _Harm
