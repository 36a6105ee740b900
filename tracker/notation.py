"""How figures are written wherever people read them, and read wherever people type them.

Pure: the same in every language. Thousands are set apart by a thin space, a minus is a minus
sign, not a hyphen, and what is not known is a dash and never a zero.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol

from tracker.terms import Direction, TargetKind

MINUS = "\u2212"
THIN_SPACE = "\u2009"
NOT_KNOWN = "—"

# Enough for a table at a glance; whoever wants all digits finds them in the stored judgement.
GLANCE_DECIMALS = 2


# The usual cuts of a pace; a plan may have others (methods §2).
CUTS = (Decimal("0.60"), Decimal("0.95"), Decimal("1.05"))
# What differs from a cut by less is on it (methods, exact 25).
SLACK = 1e-9

# What a figure can be stored with: fifteen digits, four of them after the point.
MOST_DECIMALS = 4
MOST_WHOLE_DIGITS = 11

# What ``number`` and ``percent`` write.
_WRITTEN = re.compile(rf"{MINUS}?\d{{1,3}}({THIN_SPACE}\d{{3}})*(\.\d+)?%?")

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3})+(\.\d*)?")
_HAS_DIGIT = re.compile(r"\d")


class Unreadable(ValueError):
    """Typed text that is no figure; ``code`` is a reason of ``models.explaining``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Promise(Protocol):
    """What ``target_text`` reads of a target: rows of the database and pure targets have it."""

    @property
    def kind(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def strict(self) -> bool: ...
    @property
    def approximate(self) -> bool: ...
    @property
    def target_value(self) -> Decimal | None: ...
    @property
    def growth_percent(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def margin(self) -> Decimal | None: ...
    @property
    def ratio(self) -> Decimal | None: ...


def number(
    value: Decimal | float | None, decimals: int | None = None, *, separator: str = THIN_SPACE
) -> str:
    """A figure with grouped thousands, as ``1 234.50`` or ``−0.3``; ``None`` is ``—``.

    ``decimals`` writes exactly that many, rounded half to even (GB/T 8170). Without it a
    ``Decimal`` keeps all that it has less the zeros that storage padded it with, and a ``float``,
    which is always the outcome of a calculation, shows at most two. ``separator`` is for fonts
    that have no thin space.
    """
    if value is None:
        return NOT_KNOWN
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if decimals is None and isinstance(value, float):
        exact = _rounded(exact, GLANCE_DECIMALS)
    plain = f"{exact if decimals is None else _rounded(exact, decimals):f}"
    if decimals is None and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    whole, point, part = plain.lstrip("-").partition(".")
    negative = plain.startswith("-") and any(digit not in "0." for digit in plain[1:])
    return (MINUS if negative else "") + f"{int(whole):,}".replace(",", separator) + point + part


def ungrouped(text: str) -> str:
    """A written figure as programs read it, ``-1234.5``; any other text as it is."""
    if not _WRITTEN.fullmatch(text):
        return text
    return text.replace(THIN_SPACE, "").replace(MINUS, "-")


def signed(value: Decimal | float | None, decimals: int | None = None) -> str:
    """A change or distance, which always shows its sign unless it is nothing: ``+1.2``."""
    text = number(value, decimals)
    rises = value is not None and any(digit in "123456789" for digit in text) and value > 0
    return f"+{text}" if rises else text


def percent(ratio: float | Decimal | None, digits: int = 1) -> str:
    """A plain ratio as a percentage: ``0.7512`` is ``75.1%``; ``None`` is ``—``."""
    if ratio is None:
        return NOT_KNOWN
    share = ratio if isinstance(ratio, Decimal) else Decimal(repr(ratio))
    return f"{number(share * 100, digits)}%"


def pace(value: float | None, cuts: Iterable[Decimal] = CUTS) -> str:
    """A pace with two decimals, or as many more as keep it from being rounded onto a cut.

    A pace of 1.049 is below the cut of 1.05 and must not be printed as if it were not.
    """
    if value is None:
        return NOT_KNOWN
    near = [cut for cut in cuts if abs(value - float(cut)) > SLACK]
    decimals = 2
    while any(number(cut, decimals) == number(value, decimals) for cut in near):
        decimals += 1
    return number(value, decimals)


def quantity(text: str, unit: str) -> str:
    """A written figure with its unit, as the two stand in running text."""
    space = "" if unit in ("%", "‰", "") else " "
    return f"{text}{space}{unit}"


def fraction(part: int, whole: int) -> str:
    """A count of a count, as ``7/9``; ``—`` where there is nothing to count."""
    return f"{part}/{whole}" if whole else NOT_KNOWN


def operator(direction: str, *, strict: bool = False, approximate: bool = False) -> str:
    """The sign of a target: ``≥``, ``>``, ``≤``, ``<``, and ``≈`` for 左右."""
    if approximate:
        return "≈"
    if direction == Direction.AT_MOST:
        return "<" if strict else "≤"
    return ">" if strict else "≥"


def target_text(target: Promise, *, decimals: int | None = None, compared: str = "P") -> str:
    """A target's value with its operator: ``≥ 500``, ``≤〔−13.5〕``, ``3–6``, ``≥ P + 2``.

    Corner brackets hold what is meant over the whole period, as in the official tables.
    ``compared`` names the series of a relative target. Empty where the plan states no figure.
    """
    kind = TargetKind(target.kind)
    if kind is TargetKind.RANGE:
        return f"{number(target.low, decimals)}–{number(target.high, decimals)}"
    direction = Direction.AT_MOST if kind is TargetKind.RANK else target.direction
    sign = operator(direction, strict=target.strict, approximate=target.approximate)
    if kind is TargetKind.RELATIVE:
        return f"{sign} {_compared(target, decimals, compared)}"
    if kind in (TargetKind.DELEGATED, TargetKind.MILESTONE, TargetKind.UNDETERMINED):
        return ""
    value = target.growth_percent if kind is TargetKind.GROWTH else target.target_value
    if value is None:
        return ""
    if kind is TargetKind.CUMULATIVE_CHANGE and direction == Direction.AT_MOST:
        value = -value
    text = number(value, decimals)
    if kind in (TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE, TargetKind.INCREMENT):
        return f"{sign}〔{text}〕"
    return f"{sign} {text}"


def typed(text: str) -> Decimal | None:
    """The figure that was typed, with the decimals as typed; ``None`` where nothing was.

    Full-width digits, any minus and grouped thousands ("1,234.5", "1 234.5") are understood; what
    could be meant in two ways is not guessed. Raises ``Unreadable``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"\s", " ", plain)
    for dash in (MINUS, "\u2013", "\ufe63"):
        plain = plain.replace(dash, "-")
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = re.sub("[, ]", "", plain)
    if not _PLAIN.fullmatch(plain):
        raise Unreadable(_why_unreadable(plain))
    whole, _point, part = plain.lstrip("+-").partition(".")
    if len(part) > MOST_DECIMALS:
        raise Unreadable("too_precise")
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS:
        raise Unreadable("too_large")
    return Decimal(plain)


def _why_unreadable(plain: str) -> str:
    if not _HAS_DIGIT.search(plain):
        return "not_a_number"
    if not set(plain) - set("0123456789+-., "):
        return "ambiguous"
    return "has_words"


def _compared(target: Promise, decimals: int | None, compared: str) -> str:
    if target.ratio is not None:
        return f"{number(target.ratio, decimals)} × {compared}"
    if target.margin:
        sign = "+" if target.margin > 0 else MINUS
        return f"{compared} {sign} {number(abs(target.margin), decimals)}"
    return compared


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
