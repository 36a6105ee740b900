"""What PDF/A-2a and PDF/UA-1 ask of a file, as far as it can be told by looking at its parts.

No validator of either standard comes as a package, so this is none: it checks by pikepdf what its
clauses ask of metadata, colours, fonts, actions, structure, figures, tables, headings and links
(ISO 19005-2 and ISO 14289-1), and lets pdfua check that whatever stands on a page is tagged. What
it does not look into are colour spaces, glyph widths and the drawing operators themselves; of these
the typesetter's own checks are all that there is.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pdfua import Severity, validate

_ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "SubmitForm"),
        *("Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView"),
    )
)
_PRINT, _HIDDEN = 4, 2 | 32
_IN_XMP = (
    "<pdfaid:part>2</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
    "<pdfuaid:part>1</pdfuaid:part>",
    "<dc:title>",
)


def faults(file: Path) -> list[str]:
    """What the file lacks or must not have; empty where it is as it should be."""
    with pikepdf.open(file) as pdf:
        found = [*_envelope(file, pdf), *_forbidden(pdf), *_fonts(pdf), *_structure(pdf)]
        found += [*_pages(pdf)]
    report = validate(str(file))
    found += [each.message for each in report.findings if each.severity is not Severity.INFO]
    return found


def _envelope(file: Path, pdf: pikepdf.Pdf) -> Iterator[str]:
    content, root = file.read_bytes(), pdf.Root
    if not content.startswith(b"%PDF-1.") or max(content[9:14], default=0) < 128:
        yield "header: no version, or no sign that the file is binary"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF") or pdf.is_encrypted:
        yield "file: something after its end, or encrypted"
    metadata = bytes(root.Metadata.read_bytes()).decode()
    title = str(pdf.trailer.get("/Info", {}).get("/Title", ""))
    if "/ID" not in pdf.trailer or escape(title) not in metadata:
        yield "trailer: no identity, or another title than the metadata"
    yield from (f"metadata: no {text}" for text in _IN_XMP if text not in metadata)
    intents = [each for each in root.OutputIntents if each.S == "/GTS_PDFA1"]
    if len(intents) != 1 or intents[0].DestOutputProfile.N != 3:
        yield "colours: no output intent with a profile of three colours"
    if not root.MarkInfo.Marked or root.MarkInfo.get("/Suspects"):
        yield "structure: not marked"
    if not str(root.get("/Lang", "")) or not root.ViewerPreferences.DisplayDocTitle:
        yield "language or title: not shown"


def _forbidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if each.get("/S") in _ACTIONS or any(name in each for name in ("/JS", "/AA", "/XFA")):
            yield f"action: {each.get('/S')}"
        if "/EF" in each or each.get("/Type") == "/EmbeddedFile":
            yield "a file in the file"
        if each.get("/Filter") in ("/LZWDecode", "/Crypt") or each.get("/Subtype") == "/PS":
            yield f"stream: {each.get('/Filter')}"
        if each.get("/Subtype") == "/Image" and any(
            name in each for name in ("/Interpolate", "/Alternates", "/OPI")
        ):
            yield "image: interpolated or with alternates"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in _dictionaries(pdf):
        if each.get("/Type") == "/Font" and "/DescendantFonts" in each:
            texts = bytes(each.ToUnicode.read_bytes()) if "/ToUnicode" in each else b""
            if b"beginbf" not in texts or b"<FFFE>" in texts.upper() or b"<0000>\n" in texts:
                yield f"font without text: {each.BaseFont}"
        elif each.get("/Type") == "/Font":
            described = each.get("/FontDescriptor", {})
            if not any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font not embedded: {each.get('/BaseFont')}"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root.StructTreeRoot
    if "/ParentTree" not in root:
        yield "structure: no way from the page to it"
    level = 0
    for each in _elements(root):
        kind = str(each.get("/S"))
        if kind == "/Figure" and not str(each.get("/Alt", "")).strip():
            yield "figure: no text in its place"
        elif kind == "/Table":
            yield from _table(each)
        elif kind[:2] == "/H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"heading: {kind} after level {level}"
            level = int(kind[2:])
    if not level:
        yield "heading: none"


def _table(table: Any) -> Iterator[str]:
    rows = [each for each in _elements(table) if each.get("/S") == "/TR"]
    heads = [each for each in _elements(table) if each.get("/S") == "/TH"]
    if not heads or not all(_attribute(each, "/Scope") for each in heads):
        yield "table: heads missing, or without saying of what"
    widths = {sum(int(_attribute(cell, "/ColSpan") or 1) for cell in _kids(row)) for row in rows}
    spans = any(_attribute(cell, "/RowSpan") for row in rows for cell in _kids(row))
    if len(widths) > 1 and not spans:
        yield f"table: rows of {sorted(widths)} columns"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for place, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S" or "/StructParents" not in page:
            yield f"page {place}: not in the order of its structure"
        for note in page.get("/Annots", ()):
            flags = int(note.get("/F", 0))
            if not flags & _PRINT or flags & _HIDDEN:
                yield f"page {place}: a note that is not printed"
            if note.Subtype == "/Link" and not str(note.get("/Contents", "")).strip():
                yield f"page {place}: a link without words"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All of them but the elements of the structure, also those that stand in others."""
    waiting = list(pdf.objects)
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [part for part in each if _is_inside(part)]
        elif _has_names(each) and each.get("/Type") != "/StructElem":
            waiting += [part for _name, part in each.items() if _is_inside(part)]
            yield each


def _is_inside(part: Any) -> bool:
    holds = _has_names(part) or isinstance(part, pikepdf.Array)
    return holds and not part.is_indirect


def _has_names(part: Any) -> bool:
    return isinstance(part, pikepdf.Dictionary | pikepdf.Stream)


def _elements(parent: Any) -> Iterator[Any]:
    """Every element below one, in the order of reading."""
    for each in _kids(parent):
        yield each
        yield from _elements(each)


def _kids(parent: Any) -> list[Any]:
    kids = parent.get("/K", [])
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in listed if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def _attribute(element: Any, name: str) -> Any:
    found = element.get("/A", [])
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(each, pikepdf.Dictionary) and name in each:
            return each.get(name)
    return None
