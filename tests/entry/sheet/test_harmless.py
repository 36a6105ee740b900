"""XML that means harm is refused in every part of a workbook, whatever parses that part later."""

import io
import re
import time
import zipfile

import openpyxl
import pytest

from tests.entry.sheet import build
from tracker.entry.sheet.harmless import is_harmless
from tracker.entry.sheet.reading import read
from tracker.errors import SheetRefused

OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
ELSEWHERE = '<!DOCTYPE x SYSTEM "file:///etc/hostname">'
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
GROWING = f'<!DOCTYPE x [<!ENTITY e0 "{"ha" * 500}">{LAUGHS}]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/hostname"> %e;]>'
PROLOGS = {"outside": OUTSIDE, "elsewhere": ELSEWHERE, "growing": GROWING, "parameter": PARAMETER}


def good() -> bytes:
    return build.saved(build.book_of({"value": 12.5, "note": "甲"}))


PARTS = zipfile.ZipFile(io.BytesIO(good())).namelist()


def without_declaration(part: bytes) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", part.decode())


def is_refused(data: bytes) -> bool:
    began = time.perf_counter()
    with pytest.raises(SheetRefused) as refused:
        read(data)
    assert time.perf_counter() - began < 5
    return refused.value.code == "unreadable"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("prolog", PROLOGS.values(), ids=PROLOGS)
def test_a_document_type_is_refused_in_every_part(part, prolog):
    body = without_declaration(build.member(good(), part))
    assert is_refused(build.zipped({part: (prolog + body).encode()}, good()))


ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be", "gb18030", "cp037")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_hides_a_document_type(encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{OUTSIDE}<x/>'
    assert not is_harmless(io.BytesIO(text.encode(encoding)))


def test_blanks_and_comments_before_it_do_not_hide_it_either():
    for before in (" " * 50_000, f"<!--{'x' * 50_000}-->", "<?a b?>\n"):
        assert not is_harmless(io.BytesIO((before + OUTSIDE + "<x/>").encode()))


def test_an_entity_that_nobody_declared_is_refused():
    styles = without_declaration(build.member(good(), "xl/styles.xml"))
    broken = styles.replace("<fonts", "&e;<fonts", 1)
    assert is_refused(build.zipped({"xl/styles.xml": broken.encode()}, good()))


TAGS = {
    "attribute": '<x long="{}"/>',
    "attribute of closing signs": '<x long="{}"/>'.replace("{}", ">{}"),
    "name": "<x{}/>",
    "comment": "<x><!--{}--></x>",
    "instruction": "<x><?y {}?></x>",
}


@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_a_tag_of_megabytes_is_refused_before_it_keeps_anybody_busy(part, tag):
    assert is_refused(build.zipped({part: tag.format("x" * 20_000_000).encode()}, good()))


def test_a_long_text_is_no_long_tag():
    assert is_harmless(io.BytesIO(f"<x>{'长' * 2_000_000}</x>".encode()))


def test_a_drawing_that_is_no_xml_is_left_alone():
    assert is_harmless(io.BytesIO(b"<xml><v:shape><br></v:shape></xml>"))


def test_honest_parts_are_read_in_both_encodings_that_packages_know():
    body = without_declaration(build.member(good(), "xl/styles.xml"))
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16")
    assert len(read(build.zipped({"xl/styles.xml": wide}, good())).rows) == 1
    assert is_harmless(io.BytesIO(b"")) and is_harmless(io.BytesIO(b"\x89PNG\r\n"))


def test_openpyxl_itself_would_let_a_document_type_pass():
    """Where lxml is installed; the day that this fails, the check before it may go."""
    styles = without_declaration(build.member(good(), "xl/styles.xml"))
    data = build.zipped({"xl/styles.xml": (OUTSIDE + styles).encode()}, good())
    assert openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
