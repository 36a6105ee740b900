"""Student's t distribution for whole degrees of freedom, in closed form.

Abramowitz & Stegun 26.7.3 and 26.7.4: with a whole number of degrees of freedom the distribution
is a finite sum of powers of a cosine, exact to rounding. That is all a regression needs.
"""

import math
from functools import lru_cache


def cdf(t: float, dof: int) -> float:
    """P(T ≤ t) for ``dof`` ≥ 1 degrees of freedom."""
    angle = math.atan(t / math.sqrt(dof))
    sine, cosine = math.sin(angle), math.cos(angle)
    squared = cosine * cosine
    is_odd = dof % 2 == 1
    term, total = (cosine, 0.0) if is_odd else (1.0, 0.0)
    for step in range(1 if not is_odd else 2, dof, 2):
        total += term
        term *= squared * step / (step + 1)
    within = 2 / math.pi * (angle + sine * total) if is_odd else sine * total
    return 0.5 + within / 2


@lru_cache(maxsize=256)
def quantile(probability: float, dof: int) -> float:
    """The t that P(T ≤ t) = ``probability``, by bisection; once for each dof in a process."""
    if probability < 0.5:
        return -quantile(1 - probability, dof)
    low, high = 0.0, 1.0
    while cdf(high, dof) < probability:
        low, high = high, high * 2
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        low, high = (middle, high) if cdf(middle, dof) < probability else (low, middle)
