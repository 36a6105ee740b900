"""Charts as pictures that every Word can show.

The typesetter draws the chart's own SVG as PNG, in a quarter of the time that drawing it anew
would take, and every label stands where it stands on paper.
"""

import math
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.parts.document import DocumentPart
from docx.shared import Emu, Pt

from tracker.reports.documents.typesetting import fonts_in
from tracker.reports.documents.word.elements import Element, element

# As print shops ask for line drawings that are reduced no further.
DOTS_PER_INCH = 200
# Units of pictures in a twentieth of a point.
_EMU = 635
_SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")'


def drawn(svg: bytes, folders: tuple[Path, ...]) -> bytes:
    """An SVG as PNG on white paper, in its own size."""
    # The published types of typst know of paths only, its documentation of files in memory too.
    compiled: Any = partial(typst.compile, format="png", ppi=DOTS_PER_INCH)
    files = {"main.typ": _SHEET, "chart.svg": svg}
    result: bytes = compiled(files, font_paths=fonts_in(folders), ignore_system_fonts=True)
    return result


def placed(part: DocumentPart, png: bytes, *, number: int, alt: str, widest: Pt) -> Element:
    """A run with the picture in its own size, or as wide as there is room; ``number`` is its id."""
    place, image = part.get_or_add_image(BytesIO(png))
    width, height = _size(image, widest)
    inline = CT_Inline.new_pic_inline(number, place, f"chart-{number}.png", width, height)
    inline.docPr.set("descr", alt)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    drawing = element("drawing")
    drawing.append(inline)
    return element("r", None, drawing)


def width_of(figure: Element) -> int:
    """Of the picture in a paragraph, in twentieths of a point."""
    (extent,) = figure.iter(qn("wp:extent"))
    return math.ceil(int(extent.get("cx")) / _EMU)


def _size(image: Image, widest: Pt) -> tuple[Emu, Emu]:
    width = 914400 * image.px_width // DOTS_PER_INCH
    height = 914400 * image.px_height // DOTS_PER_INCH
    if width > widest:
        return Emu(widest), Emu(height * widest // width)
    return Emu(width), Emu(height)
