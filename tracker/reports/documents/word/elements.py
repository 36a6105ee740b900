"""The pieces that a Word document is made of, as elements of its XML.

Texts are set, never parsed: whatever a person typed stays text.
"""

from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tracker.notation import THIN_SPACE

Element: TypeAlias = BaseOxmlElement

# Word may end a line at a thin space, and so within a number; at this one it may not.
_NARROW_SPACE = "\u202f"
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
# From here on (CJK radicals) characters are East Asian beyond doubt.
_FIRST_EAST_ASIAN = "\u2e80"


def element(tag: str, attributes: dict[str, Any] | None = None, *children: Element) -> Element:
    """``<w:tag>`` with its attributes in Word's namespace, where they name no other."""
    made = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(name if ":" in name else f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "", *, colour: str = "") -> Element:
    """Text in one style; ends of lines and tabs are Word's own. ``colour`` is as ``1C1F23``."""
    properties = []
    if style:
        properties.append(element("rStyle", {"val": style}))
    if any(character >= _FIRST_EAST_ASIAN for character in text):
        # Quotation marks and dashes beside Chinese are set as Chinese ones.
        properties.append(element("rFonts", {"hint": "eastAsia"}))
    if colour:
        properties.append(element("color", {"val": colour}))
    made = element("r")
    if properties:
        made.append(element("rPr", None, *properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if part:
                made.append(_text(part))
    return made


def _text(text: str) -> Element:
    made = element("t")
    made.text = text.replace(THIN_SPACE, _NARROW_SPACE)
    made.set(_PRESERVED, "preserve")
    return made


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph; ``properties`` are what it has beyond its style, in the order of the schema."""
    head = element("pPr", None, element("pStyle", {"val": style}), *properties)
    return element("p", None, head, *content)


def field(instruction: str, shown: str) -> list[Element]:
    """Runs of a field that Word works out, and what stands there until it has."""
    return [
        element("r", None, element("fldChar", {"fldCharType": "begin"})),
        element("r", None, _instruction(instruction)),
        element("r", None, element("fldChar", {"fldCharType": "separate"})),
        run(shown),
        element("r", None, element("fldChar", {"fldCharType": "end"})),
    ]


def _instruction(text: str) -> Element:
    made = element("instrText")
    made.text = f" {text} "
    made.set(_PRESERVED, "preserve")
    return made


def bookmarked(number: int, name: str, *content: Element) -> list[Element]:
    """Content that a link or a field can point at."""
    return [
        element("bookmarkStart", {"id": number, "name": name}),
        *content,
        element("bookmarkEnd", {"id": number}),
    ]
