"""What stands in the cells of 完成率, 进度 and 时序进度: the method's formula over other cells.

Each formula is worked out beside its text. It is put into a cell only where it gives the number
of the judgement; where the judgement knows more than the cells say (a link over a break, a derived
baseline, levels behind rates) the number itself stands there.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.reports.datasets import Line
from tracker.terms import Direction, Path, TargetKind

# Spreadsheets calculate in doubles, as the judgement does, but not always in the same order.
_CLOSE = 1e-9
FORMULAS = ("actual", "attainment", "progress", "elapsed")


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula: how it is written, and what it comes to."""

    text: str
    value: float

    def __sub__(self, other: "Term") -> "Term":
        return Term(f"({self.text}-{other.text})", self.value - other.value)

    def __truediv__(self, other: "Term") -> "Term":
        return Term(f"{self.text}/{other.text}", self.value / other.value)


@dataclass(frozen=True, slots=True)
class Operands:
    """The cells of a row: ``value`` is the figure it is judged by, the years are whole numbers.

    ``yearly`` is the address of the figures from the first year up to the judged one, ``rates``
    are their values; both are empty where there are none.
    """

    line: Line
    cells: dict[str, Term]
    yearly: str
    rates: tuple[float, ...]

    def __getitem__(self, name: str) -> Term:
        return self.cells[name]


def formulas(of: Operands) -> dict[str, str]:
    """The formulas that stand in a row, by column, each beginning with "="."""
    found = {}
    for name in FORMULAS:
        exact = getattr(of.line.exact, name)
        term = _worked_out(of, name) if exact is not None else None
        if term is not None and math.isclose(term.value, exact, rel_tol=_CLOSE, abs_tol=_CLOSE):
            found[name] = f"={term.text}"
    return found


def _worked_out(of: Operands, name: str) -> Term | None:
    """The formula of a quantity; None where its kind has none, or a cell that it needs is empty."""
    basis = of.line.basis
    if name == "elapsed":
        form: Callable[[Operands], Term] | None = _elapsed
    elif name == "progress" and basis.path is Path.COMPOUND and basis.kind is TargetKind.LEVEL:
        form = _compound
    else:
        form = _FORMS.get(basis.kind, {}).get(name)
    try:
        return form(of) if form else None
    except (KeyError, ArithmeticError, ValueError):
        return None


def _elapsed(of: Operands) -> Term:
    return (of["judged_year"] - of["base_year"]) / (of["target_year"] - of["base_year"])


def _ratio(of: Operands) -> Term:
    """At least: x ÷ y; at most: y ÷ x."""
    if of.line.basis.direction is Direction.AT_MOST:
        return of["target"] / of["value"]
    return of["value"] / of["target"]


def _straight(of: Operands) -> Term:
    return (of["value"] - of["base"]) / (of["target"] - of["base"])


def _compound(of: Operands) -> Term:
    return _ln(of["value"] / of["base"]) / _ln(of["target"] / of["base"])


def _gained(of: Operands) -> Term:
    return (of["value"] - of["base"]) / of["target"]


def _sum(of: Operands) -> Term:
    return Term(f"SUM({_cells_of(of)})", sum(of.rates))


def _sum_of_target(of: Operands) -> Term:
    return _sum(of) / of["target"]


def _chain(of: Operands) -> Term:
    """Σ ln(1 + g) of the yearly rates; an empty year adds nothing."""
    text = f"SUMPRODUCT(LN(1+{_cells_of(of)}/100))"
    return Term(text, math.fsum(math.log1p(rate / 100) for rate in of.rates))


def _change(of: Operands) -> Term:
    chain = _chain(of)
    return Term(f"(EXP({chain.text})-1)*100", math.expm1(chain.value) * 100)


def _change_of_target(of: Operands) -> Term:
    return _change(of) / of["target"]


def _promised(of: Operands) -> Term:
    target = of["target"]
    return Term(f"LN(1+{target.text}/100)", math.log1p(target.value / 100))


def _chain_of_target(of: Operands) -> Term:
    return _chain(of) / _promised(of)


def _average_of_target(of: Operands) -> Term:
    mean = _chain(of) / Term(f"COUNT({_cells_of(of)})", len(of.rates))
    return Term(f"(EXP({mean.text})-1)*100", math.expm1(mean.value) * 100) / of["target"]


def _growth_of_target(of: Operands) -> Term:
    return _chain(of) / (of["target_year"] - of["base_year"]) / _promised(of)


def _ln(term: Term) -> Term:
    return Term(f"LN({term.text})", math.log(term.value))


def _cells_of(of: Operands) -> str:
    if not of.yearly:
        raise KeyError("yearly")
    return of.yearly


def _each(names: Iterable[str], form: Callable[[Operands], Term]) -> dict[str, Callable]:
    return dict.fromkeys(names, form)


_FORMS: dict[TargetKind, dict[str, Callable[[Operands], Term]]] = {
    TargetKind.LEVEL: {"attainment": _ratio, "progress": _straight},
    TargetKind.RANK: {"progress": _straight},
    TargetKind.INCREMENT: _each(("attainment", "progress"), _gained),
    TargetKind.EACH_YEAR: {"attainment": _ratio},
    TargetKind.MAINTAIN: {"attainment": _ratio},
    TargetKind.CUMULATIVE_SUM: {"actual": _sum} | _each(("attainment", "progress"), _sum_of_target),
    TargetKind.CUMULATIVE_CHANGE: {
        "actual": _change,
        "attainment": _change_of_target,
        "progress": _chain_of_target,
    },
    TargetKind.GROWTH: {"attainment": _average_of_target, "progress": _growth_of_target},
}
