"""Keeps texts writable: what no Word document can hold is left out, and is told.

XML has no place for control characters, and marks that turn the direction of text around could
make a figure read backwards. Everything else is kept, whatever the fonts are.
"""

import unicodedata
from typing import Any

from tracker.reports.glyphs import rewritten, with_plain_breaks

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")


def cleaned(value: Any, removed: set[str]) -> Any:
    """The same tables without what cannot be written; that is added to ``removed``."""
    return rewritten(value, lambda text: _text(text, removed))


def _text(text: str, removed: set[str]) -> str:
    if text.isprintable() and text.isascii():
        return text
    whole = with_plain_breaks(text)
    found = {character for character in whole if _is_unwritable(character)}
    removed |= found
    return "".join(character for character in whole if character not in found)


def _is_unwritable(character: str) -> bool:
    """Control characters, halves of pairs, and code points that are no characters."""
    if character in _KEPT:
        return False
    no_character = ord(character) & 0xFFFE == 0xFFFE
    return no_character or character in _TURNING or unicodedata.category(character) in {"Cc", "Cs"}
