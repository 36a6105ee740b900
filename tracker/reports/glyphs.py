"""Keeps text printable: what no font has becomes an empty box, and is told.

The archive form of PDF refuses a document with a character that its fonts lack, and people type
such characters: emoji, private ones of an input method, control characters.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection, TTFont

MISSING = "□"
# What chooses between the shapes of a letter, beside what joins and directs letters (Cf).
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Blanks that every typesetter draws itself, and what templates break lines with.
_BLANKS = frozenset(" \n\u00a0\u2009\u202f\u200b")


@cache
def printable(folders: tuple[Path, ...]) -> frozenset[int]:
    """Code points that the fonts of these folders have between them."""
    points: set[int] = {ord(blank) for blank in _BLANKS}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in {".otf", ".ttf"}:
                with TTFont(file, lazy=True) as font:
                    points |= _points(font)
            elif file.suffix.lower() == ".ttc":
                with TTCollection(file, lazy=True) as collection:
                    for font in collection.fonts:
                        points |= _points(font)
    return frozenset(points)


def _points(font: TTFont) -> set[int]:
    # Points alone are asked for: to name their glyphs, the outlines of a font would be read.
    font.setGlyphOrder([""] * font["maxp"].numGlyphs)
    return set(font.getBestCmap() or ())


def filtered(value: Any, points: frozenset[int], replaced: set[str]) -> Any:
    """The same tables with every text printable; what was replaced is added to ``replaced``."""
    return rewritten(value, lambda text: _text(text, points, replaced))


def rewritten(value: Any, change: Callable[[str], str]) -> Any:
    """The same tables with every text changed."""
    if isinstance(value, str):
        # A term stays the term that it is.
        return value if isinstance(value, Enum) else change(value)
    if isinstance(value, Mapping):
        return {key: rewritten(part, change) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(rewritten(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **rewritten(parts, change))
    return value


def _text(text: str, points: frozenset[int], replaced: set[str]) -> str:
    if all(ord(character) in points for character in text):
        return text
    whole = with_plain_breaks(text.replace("\t", " "))
    lacking = {character for character in whole if ord(character) not in points}
    unseen = {character for character in lacking if _is_unseen(character)}
    missing = lacking - unseen
    replaced |= missing
    shown = (MISSING if character in missing else character for character in whole)
    return "".join(character for character in shown if character not in unseen)


def _is_unseen(character: str) -> bool:
    """Whether a character has no shape of its own, so that nothing is lost without it."""
    return character in _SELECTORS or unicodedata.category(character) == "Cf"


def with_plain_breaks(text: str) -> str:
    """The same text with every end of a line, as systems and web pages have it, as one ``\\n``."""
    return _BREAKS.sub("\n", text)
