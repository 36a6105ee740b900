"""Where the figures lead in the target year, with an honest range (methods §6, exact 47–49)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from tracker.attainment import student
from tracker.attainment.numbers import HUNDRED, exp, log_ratio

_DAMPING = 0.9
_INTERVAL_UPPER = 0.9  # an 80 % interval leaves a tenth on either side
_LIKELY, _UNLIKELY = 0.8, 0.2
_NO_SPREAD = 1e-9
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Projection:
    """The level expected in the target year, its interval, and a word from four points on."""

    central: float
    low: float | None = None
    high: float | None = None
    likelihood: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What figures are drawn on so that their way is straight: logs, logits or themselves."""

    onto: Callable[[Decimal], float]
    back: Callable[[float], float]


LOG = Scale(lambda value: log_ratio(value, _ONE), exp)
LOGIT = Scale(
    lambda share: log_ratio(share, HUNDRED - share), lambda logit: 100 / (1 + exp(-logit))
)
RAW = Scale(float, lambda value: value)


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression line carried on to one year: the mean there and its prediction error."""

    mean: float
    error: float
    dof: int


def project(
    points: dict[int, Decimal],
    goal: Decimal,
    end: int,
    *,
    sign: int,
    is_share: bool,
    same_pace: float,
) -> Projection:
    """The projection of ``points`` (year → level, the base first) to the year ``end``."""
    if is_share:
        same_pace = _clamped(same_pace)
    if len(points) == 2:
        return Projection(same_pace)
    scale = scale_for([*points.values(), goal], is_share=is_share)
    years = list(points)
    drawn = [scale.onto(value) for value in points.values()]
    fit = fit_line(years, drawn, end)
    middle, spread, word = scale.back(fit.mean), 0.0, None
    left = end - years[-1]
    if len(points) == 3:
        slopes = [(v2 - v1) / (t2 - t1) for (t1, v1), (t2, v2) in _steps(years, drawn)]
        low, high = drawn[-1] + min(slopes) * left, drawn[-1] + max(slopes) * left
        central = median([same_pace, middle])
    else:
        damped = scale.back(drawn[-1] + _drift(years, drawn) * _damped_years(left))
        other = same_pace
        if len(points) > 4:
            other = scale.back(drawn[-1] + _theil_sen(years, drawn) * left)
        central = median([other, middle, damped])
        spread = student.quantile(_INTERVAL_UPPER, fit.dof) * fit.error
        low, high = fit.mean - spread, fit.mean + spread
        word = likelihood(fit, scale.onto(goal), sign)
    low, high = scale.back(low), scale.back(high)
    if is_share:
        central, low, high = _clamped(central), _clamped(low), _clamped(high)
    return Projection(central, low, high, word)


def scale_for(values: Sequence[Decimal], *, is_share: bool) -> Scale:
    """Logits for shares inside 0–100, logs for what is above 0, else the values (exact 48)."""
    if is_share:
        return LOGIT if all(0 < value < HUNDRED for value in values) else RAW
    return LOG if all(value > 0 for value in values) else RAW


def fit_line(years: Sequence[int], drawn: Sequence[float], at: int) -> Fit:
    """Least squares of ``drawn`` on ``years``, at the year ``at``; three points or more."""
    count = len(years)
    mean_year, mean_value = sum(years) / count, sum(drawn) / count
    offsets = [year - mean_year for year in years]
    spread = sum(offset * offset for offset in offsets)
    slope = sum(o * (v - mean_value) for o, v in zip(offsets, drawn, strict=True)) / spread
    residuals = [v - mean_value - slope * o for o, v in zip(offsets, drawn, strict=True)]
    dof = count - 2
    scatter = math.sqrt(sum(r * r for r in residuals) / dof)
    ahead = at - mean_year
    error = scatter * math.sqrt(1 + 1 / count + ahead * ahead / spread)
    return Fit(mean_value + slope * ahead, error, dof)


def likelihood(fit: Fit, goal: float, sign: int) -> str | None:
    """Whether the target is likely to be met, in a word (exact 49)."""
    if not math.isfinite(fit.mean) or not math.isfinite(fit.error):
        return None
    slack = _NO_SPREAD * max(1.0, abs(fit.mean))
    margin = sign * (fit.mean - goal)
    if fit.error < slack:
        probability = 1.0 if margin >= -slack else 0.0
    else:
        probability = student.cdf(margin / fit.error, fit.dof)
    if probability >= _LIKELY:
        return "likely"
    return "unlikely" if probability <= _UNLIKELY else "uncertain"


def _steps(
    years: Sequence[int], drawn: Sequence[float]
) -> list[tuple[tuple[int, float], tuple[int, float]]]:
    return list(pairwise(zip(years, drawn, strict=True)))


def _drift(years: Sequence[int], drawn: Sequence[float]) -> float:
    """Mean yearly change on the scale, from the first point to the last."""
    return (drawn[-1] - drawn[0]) / (years[-1] - years[0])


def _damped_years(left: int) -> float:
    """0.9 + 0.9² + … over the years left: how much of the drift is carried on."""
    return _DAMPING * (1 - _DAMPING**left) / (1 - _DAMPING)


def _theil_sen(years: Sequence[int], drawn: Sequence[float]) -> float:
    """Median of all pairwise slopes: one odd year does not turn it."""
    return median(
        (v2 - v1) / (t2 - t1)
        for (t1, v1), (t2, v2) in combinations(zip(years, drawn, strict=True), 2)
    )


def _clamped(share: float) -> float:
    return min(max(share, 0.0), 100.0)
