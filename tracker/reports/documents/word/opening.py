"""An empty document of ours: styles, numbering and settings stand in the folder ``empty``.

python-docx brings a template of its own, with half a megabyte of styles that an office would find
in its list and a thumbnail of somebody's page.
"""

from collections.abc import Iterable
from dataclasses import astuple
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
from docx.document import Document

from tracker.reports.documents.word.families import Families

_EMPTY = Path(__file__).parent / "empty"
# The other name under which a machine in another language has the font.
_ALSO = {"宋体": "SimSun", "黑体": "SimHei", "仿宋": "FangSong", "楷体": "KaiTi"}
_FONT = Template(
    '  <w:font w:name="$name">$also<w:charset w:val="86"/><w:family w:val="auto"/>'
    '<w:pitch w:val="default"/></w:font>'
)


def opened(families: Families, *, chinese: bool) -> Document:
    """A document with nothing in it but its looks."""
    return docx.Document(BytesIO(_package(families, chinese=chinese)))


@lru_cache(maxsize=4)
def _package(families: Families, *, chinese: bool) -> bytes:
    names = {role: _attribute(getattr(families, role)) for role in Families.__slots__}
    values = names | _typography(chinese=chinese) | {"families": _font_table(astuple(families))}
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for file in sorted(_EMPTY.rglob("*")):
            if file.is_file():
                text = Template(file.read_text(encoding="utf-8")).substitute(values)
                package.writestr(file.relative_to(_EMPTY).as_posix(), text)
    return stream.getvalue()


def _typography(*, chinese: bool) -> dict[str, str]:
    """Paragraphs of Chinese begin two characters in, after GB/T 9704, and need wider lines."""
    if chinese:
        return {
            # Of Latin letters and digits: as Chinese, LibreOffice would break numbers anywhere.
            "latin": "en-US",
            "counting": "chineseCountingThousand",
            "number": "%1、",
            "after_number": "nothing",
            "line": "320",
            "indent_chars": "200",
            "indent": "480",
            "label": "1600",
            "label_hang": "1400",
        }
    return {
        "latin": "en-GB",
        "counting": "decimal",
        "number": "%1.",
        "after_number": "space",
        "line": "280",
        "indent_chars": "0",
        "indent": "0",
        "label": "2100",
        "label_hang": "1900",
    }


def _font_table(names: Iterable[str]) -> str:
    """What a machine that lacks a font needs to know to choose another."""
    entries = []
    for name in dict.fromkeys(names):
        also = f'<w:altName w:val="{_ALSO[name]}"/>' if name in _ALSO else ""
        entries.append(_FONT.substitute(name=_attribute(name), also=also))
    return "\n".join(entries)


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
