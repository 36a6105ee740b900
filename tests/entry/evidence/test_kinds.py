"""What is taken is told by the content; a name is only a name."""

import io

import pytest

from tests.entry.evidence import build
from tracker.entry.evidence import kinds
from tracker.entry.evidence.kinds import MOST_NAME, kind_of, safe_name
from tracker.errors import EvidenceRefused

TAKEN = {
    "pdf": (build.pdf(), kinds.PDF),
    "png": (build.png(), kinds.PNG),
    "jpeg": (build.jpeg(), kinds.JPEG),
    "docx": (build.docx(), kinds.DOCX),
    "xlsx": (build.xlsx(), kinds.XLSX),
    "pptx": (build.pptx(), kinds.PPTX),
    "doc": (build.old("WordDocument"), kinds.DOC),
    "xls": (build.old("Workbook"), kinds.XLS),
    "old xls": (build.old("Book"), kinds.XLS),
    "ppt": (build.old("PowerPoint Document"), kinds.PPT),
    "ofd": (build.ofd(), kinds.OFD),
    # A picture whose end is an archive is served as the picture that it begins as.
    "picture and archive": (build.jpeg() + build.docx(), kinds.JPEG),
}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", "empty_file"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "not_taken"),
    "a vector image": (SVG, "not_taken"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "not_taken"),
    "a program with an archive behind it": (b"MZ\x90\x00" + build.docx(), "not_taken"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "not_taken"),
    "text": ("经济运行情况".encode(), "not_taken"),
    "a page before a PDF": (b"<html>" + build.pdf(), "not_taken"),
    "an archive": (build.zipped({"a.pdf": build.pdf()}), "archive"),
    "a damaged archive": (build.docx()[:40], "damaged"),
    "an office file of another kind": (build.office("application/vnd.visio"), "not_taken"),
    "a document with macros": (build.docm(), "macros"),
    "a document with hidden macros": (
        build.office(build.WORD, **{"word/vbaProject.bin": "macros"}), "macros",
    ),
    "an old document with macros": (build.old("WordDocument", storages=("Macros",)), "macros"),
    "an old workbook with macros": (
        build.old("Workbook", storages=("_VBA_PROJECT_CUR",)), "macros",
    ),
    "an old presentation with macros": (
        build.old("PowerPoint Document", content=b"--\x1f\x00\xff\x03\x14\x00\x00\x00--"), "macros",
    ),
    "a document with a password": (
        build.old("EncryptionInfo", "EncryptedPackage"), "locked",
    ),
    "an old file of another kind": (build.old("__properties_version1.0"), "not_taken"),
    "a damaged old file": (build.old("WordDocument")[:600], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN)
def test_what_offices_send_is_taken(case):
    content, kind = TAKEN[case]
    assert kind_of(io.BytesIO(content)) is kind


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused_with_why(case):
    content, code = REFUSED[case]
    with pytest.raises(EvidenceRefused) as refused:
        kind_of(io.BytesIO(content))
    assert refused.value.code == code


NAMES = [
    ("公报.pdf", "公报.pdf"),
    ("公报.PDF", "公报.PDF"),
    ("../../etc/passwd", "passwd.pdf"),
    ("C:\\Users\\王\\公报.pdf", "公报.pdf"),
    ("公\r\n报\x00.pdf", "公报.pdf"),
    ("公报\u202efdp.exe", "公报fdp.exe.pdf"),
    ("公报.html", "公报.html.pdf"),
    ("  公报   2025 .pdf", "公报 2025 .pdf"),
    ("..", "file.pdf"),
    ("", "file.pdf"),
]


@pytest.mark.parametrize(("typed", "kept"), NAMES)
def test_names_are_kept_as_they_can_be_shown_and_saved(typed, kept):
    assert safe_name(typed, kinds.PDF) == kept


def test_a_long_name_is_cut_and_keeps_its_ending():
    name = safe_name("报" * 300 + ".pdf", kinds.PDF)
    assert name == "报" * MOST_NAME + ".pdf"


def test_only_what_runs_nothing_is_shown_in_the_browser():
    assert {"application/pdf", "image/png", "image/jpeg"} == kinds.INLINE
