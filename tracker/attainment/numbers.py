"""Arithmetic that neither loses digits nor overflows.

Figures are compared as decimals, in a context wide enough that a tie stays a tie; a double is
made only for logarithms, regressions and the answer itself. A double that overflows becomes an
infinity here and ``None`` in the answer (exact 6), never an exception.
"""

import math
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
)

EXACT = Context(
    prec=60,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    traps=[DivisionByZero, InvalidOperation],
)
_POWERS = Context(prec=36, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[DivisionByZero, InvalidOperation])
_CLEAN = Context(prec=28, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[DivisionByZero, InvalidOperation])

HUNDRED = Decimal(100)
_NOISE_PLACES = 9
_NOISE = Decimal(1).scaleb(-_NOISE_PLACES)
_NO_PLACES_LEFT = 40  # a number with so many digits before the point has no noise behind it


def ahead_by(sign: int, value: Decimal, goal: Decimal) -> Decimal:
    """Margin s·(x − y) in the unit of both: never negative where the goal is kept (methods §1)."""
    return value - goal if sign > 0 else goal - value


def passes(margin: Decimal, *, strict: bool) -> bool:
    """Inclusive words are met by a tie, strict ones (超过, 高于, 低于) are not (methods §4)."""
    return margin > 0 or (not strict and margin == 0)


def factor(percent: Decimal) -> Decimal:
    """1 + p of a rate in percent, above 0 however near the rate is to −100."""
    return (HUNDRED + percent) / HUNDRED


def log_ratio(numerator: Decimal, denominator: Decimal) -> float:
    """ln(a/b) of two positive numbers of any size, exact also where they are nearly equal."""
    change = float((numerator - denominator) / denominator)
    if abs(change) < 0.5:
        return math.log1p(change)
    ratio = float(numerator / denominator)
    if 1e-300 < ratio < 1e300:
        return math.log(ratio)
    return float((numerator / denominator).ln())


def exp(power: float) -> float:
    """e^p, infinite where no double can hold it."""
    try:
        return math.exp(power)
    except OverflowError:
        return math.inf


def growth(power: float) -> float:
    """e^p − 1, infinite where no double can hold it: a growth as a ratio from its logarithm."""
    try:
        return math.expm1(power)
    except OverflowError:
        return math.inf


def quotient(numerator: float, denominator: float) -> float | None:
    """One double by another; by zero there is no answer, rather than a zero."""
    return numerator / denominator if denominator else None


def mean_factor(product: Decimal, years: int) -> Decimal:
    """The yearly factor whose ``years``-fold product is ``product``: 1.08 exactly for 1.08⁵."""
    if years == 1:
        return product
    return _CLEAN.plus(_POWERS.power(product, _POWERS.divide(Decimal(1), Decimal(years))))


def without_noise(derived: Decimal) -> Decimal:
    """A derived figure cut to nine decimals, as it is compared (exact 41)."""
    return derived if derived.adjusted() > _NO_PLACES_LEFT else derived.quantize(_NOISE)


def rounded(derived: Decimal, places: int) -> Decimal:
    """Half to even (GB/T 8170) to the printed decimals, at least one (methods §4)."""
    if places >= _NOISE_PLACES or derived.adjusted() > _NO_PLACES_LEFT:
        return derived
    return derived.quantize(Decimal(1).scaleb(-max(1, places)))


def places(printed: Decimal) -> int:
    """How many decimals a number was typed with: two for 10.00."""
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
