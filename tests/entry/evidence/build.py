"""Files of every kind that is taken as evidence, made here, and a few that are not."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile

TYPES = '<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = OFFICE + "wordprocessingml.document.main+xml"
POINT = OFFICE + "presentationml.presentation.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(text: str = "统计公报") -> bytes:
    """One empty page; ``text`` is its title, so that two can differ."""
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Title": text})
    writer.write(file)
    return file.getvalue()


def png() -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data) for kind, data in ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    )


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(main: str, **members: str) -> bytes:
    """The least of an office file whose main part is of that content type."""
    types = {"[Content_Types].xml": TYPES.format(main=main), "main.xml": "<main/>"}
    return zipped({**types, **members})


def docx() -> bytes:
    return office(WORD)


def pptx() -> bytes:
    return office(POINT)


def xlsx() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def docm() -> bytes:
    return office(MACRO, **{"word/vbaProject.bin": "macros"})


def ofd() -> bytes:
    return zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"})


def old(*streams: str, content: bytes = b"", storages: tuple[str, ...] = ()) -> bytes:
    """An OLE file (as .doc) with these streams of the same content, and empty storages.

    One sector holds the table of sectors, one the directory (at most three entries besides the
    root), the rest the content.
    """
    body = content.ljust(8 * SECTOR, b"\x00")
    sectors = len(body) // SECTOR
    names = [*streams, *storages]
    table, data, entries = [FAT, END], b"", [_entry("Root Entry", 5, child=1)]
    for number, name in enumerate(names, 1):
        following = number + 1 if number < len(names) else FREE
        if name in storages:
            entries.append(_entry(name, 1, right=following))
            continue
        first = len(table)
        table += [*range(first + 1, first + sectors), END]
        data += body
        entries.append(_entry(name, 2, right=following, start=first, size=len(body)))
    table += [FREE] * (SECTOR // 4 - len(table))
    directory = b"".join(entries).ljust(SECTOR, b"\x00")
    return _head() + struct.pack(f"<{len(table)}I", *table) + directory + data


def _head() -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    # Versions, byte order, sizes as powers of two; one sector of the table, the directory in 1.
    sizes = struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0
    )
    return magic + sizes + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(
    name: str, kind: int, *, child: int = FREE, right: int = FREE, start: int = END, size: int = 0
) -> bytes:
    text = (name + "\x00").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return text.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)
