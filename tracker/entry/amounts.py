"""What a typed figure says in the unit of its target: plain numbers, and 万 or 亿 written out.

Pure. "12.5万" is 125000 人 and 12.5 万人; "12000万元" is 1.2 亿元. Whatever was converted is told
apart, so that its author sees the outcome before it is taken; what could be meant in two ways is
refused, with a code of ``models.explaining``.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from tracker import notation
from tracker.attainment.numbers import places

# What officials write where there is no figure.
_DASHES = frozenset("-‐‑‒–—―−")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MULTIPLE = r"(?P<small>[十百千]?)(?P<great>万亿|[万亿]?)"
_SPELLED = re.compile(r"(?P<number>[^十百千万亿]*?)\s*" + _MULTIPLE + r"(?P<word>[^\d]*)")
_UNIT = re.compile(_MULTIPLE + r"(?P<word>.*)")
# Units in which nothing is counted by the ten thousand; 百 in 百分点 is no multiple.
_UNCOUNTED = frozenset({"%", "‰", "百分点", "个百分点"})


@dataclass(frozen=True)
class Amount:
    """A typed figure; ``value`` is None where nothing was typed.

    ``is_converted``: 万, 亿 or another unit stood beside it, so that its author should look.
    """

    value: Decimal | None
    is_converted: bool = False


def is_dash(plain: str) -> bool:
    """Whether only dashes stand there: nothing is known, which is not zero."""
    return bool(plain) and set(plain) <= _DASHES


def plain_figure(text: str, *, percent: bool) -> Decimal | None:
    """A number without words; blank and "—" are None, a % sign belongs to ``percent`` only.

    Raises ``notation.Unreadable``.
    """
    plain = _narrow(text)
    if is_dash(plain):
        return None
    return notation.typed(plain[:-1] if percent and plain.endswith("%") else plain)


def read_amount(text: str, *, unit: str, percent: bool) -> Amount:
    """A typed figure in ``unit``. Raises ``notation.Unreadable``."""
    plain = _narrow(text)
    if is_dash(plain):
        return Amount(None)
    found = _SPELLED.fullmatch(plain)
    if found is None or not found["small"] + found["great"] + found["word"]:
        return Amount(plain_figure(plain, percent=percent))
    if found["word"] == "%":
        return Amount(_share(plain, percent=percent))
    if found["small"] + found["great"] + found["word"] == _narrow(unit) in _UNCOUNTED:
        return Amount(notation.typed(found["number"]))
    return _converted(found, _narrow(unit))


def _share(plain: str, *, percent: bool) -> Decimal | None:
    if not percent:
        raise notation.Unreadable("percent_for_figure")
    return plain_figure(plain, percent=True)


def _converted(found: re.Match[str], unit: str) -> Amount:
    """What 万, 亿 or a unit beside the number make of it."""
    number = notation.typed(found["number"])
    if number is None:
        raise notation.Unreadable("not_a_number")
    if unit in _UNCOUNTED:
        raise notation.Unreadable("has_words")
    word = found["word"].strip()
    power, base = _taken_apart(unit)
    extra, spelled = _taken_apart(word)
    if word and spelled != base:
        raise notation.Unreadable("other_unit" if spelled else "has_words")
    shift = _power(found) + extra - power
    moved = _exact(number, shift)
    if places(moved) > notation.MOST_DECIMALS:
        raise notation.Unreadable("too_fine")
    return Amount(notation.typed(f"{moved:f}"), is_converted=not word or shift != 0)


def _taken_apart(unit: str) -> tuple[int, str]:
    """A unit's power of ten and what is counted: 亿元 is (8, 元), 万吨/日 is (4, 吨/日)."""
    found = _UNIT.fullmatch(unit)
    if found is None or unit in _UNCOUNTED:
        return 0, unit
    return _power(found), found["word"]


def _power(found: re.Match[str]) -> int:
    return sum(_POWERS[sign] for sign in found["small"] + found["great"])


def _exact(number: Decimal, shift: int) -> Decimal:
    """The number moved by powers of ten, keeping typed decimals that are still decimals."""
    moved = number.scaleb(shift)
    return moved if shift == 0 else moved.normalize()


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
