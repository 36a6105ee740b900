"""Every quantity and rule that pages show: its name, its formula and where the rule comes from.

Formulas use the letters of the method page: b baseline, x latest figure, y target, n years of the
plan, k years passed, m years reported, g a yearly rate, τ = k/n.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Origin(StrEnum):
    """Where a rule comes from; our own are shown to users as such."""

    PUBLISHED = "published"
    OURS = "ours"


ORIGINS: dict[Origin, Promise] = {
    Origin.PUBLISHED: _("published method"),
    Origin.OURS: _("rule of this system"),
}


@dataclass(frozen=True)
class Rule:
    """One quantity or decision; ``section`` is the chapter of the method page."""

    key: str
    name: Promise
    formula: str
    section: str
    origin: Origin
    source: Promise | str = ""

    @property
    def mark(self) -> Promise:
        return ORIGINS[self.origin]


PUB, OURS = Origin.PUBLISHED, Origin.OURS

NBS = _("NDRC and NBS bulletins on energy intensity; Qinghai Bureau of Statistics, 2009")
CAGR = _("Eurostat, Statistics Canada and Open SDG progress methodology")
COMMON = _("common statistical practice")
UN = _("UN SDG progress chart 2023: same-pace projection")
SHORT = _("UN SDG progress chart; Hyndman and Athanasopoulos, FPP3: very short series")
NDRC = _("NDRC, mid-term evaluation of the 14th Five-Year Plan, 2023: the classes")
WORDS = _("Civil Code, article 1259: inclusive words; GB/T 8170: rounding")
VETO = _("NDRC and NBS bulletins: a missed binding target is missed")

_QUANTITIES = "quantities"
_KINDS = "kinds"

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("elapsed", _("Elapsed share"), "τ = k ÷ n", _QUANTITIES, PUB, NBS),
        Rule(
            "expected_linear",
            pgettext_lazy("quantity", "Expected value"),
            "b + (y − b) × k ÷ n",
            _QUANTITIES,
            PUB,
            COMMON,
        ),
        Rule(
            "expected_compound",
            pgettext_lazy("quantity", "Expected value"),
            "b × (y ÷ b)^(k ÷ n)",
            _QUANTITIES,
            OURS,
            _("constant growth for amounts that rise by a fifth or more"),
        ),
        Rule("attainment_least", _("Attainment"), "x ÷ y", _QUANTITIES, PUB, COMMON),
        Rule("attainment_most", _("Attainment"), "y ÷ x", _QUANTITIES, PUB, COMMON),
        Rule("margin", _("Margin"), "s × (x − y)", _QUANTITIES, PUB, COMMON),
        Rule("progress_linear", _("Progress"), "(x − b) ÷ (y − b)", _QUANTITIES, PUB, CAGR),
        Rule(
            "progress_compound",
            _("Progress"),
            "ln(x ÷ b) ÷ ln(y ÷ b)",
            _QUANTITIES,
            PUB,
            NBS,
        ),
        Rule("pace", _("Pace"), "P ÷ τ", _QUANTITIES, PUB, CAGR),
        Rule(
            "cagr_ratio",
            _("Ratio of growth rates"),
            "s × [(x ÷ b)^(1 ÷ k) − 1] ÷ |(y ÷ b)^(1 ÷ n) − 1|",
            _QUANTITIES,
            PUB,
            CAGR,
        ),
        Rule(
            "required_growth",
            _("Required growth a year"),
            "(y ÷ x)^(1 ÷ (T − t)) − 1",
            _QUANTITIES,
            PUB,
            COMMON,
        ),
        Rule(
            "required_increment",
            _("Required change a year"),
            "(y − x) ÷ (T − t)",
            _QUANTITIES,
            PUB,
            COMMON,
        ),
        Rule(
            "required_over_achieved",
            _("Required over achieved"),
            "R ÷ A",
            _QUANTITIES,
            OURS,
            _("how many times the speed so far is needed from here"),
        ),
        Rule(
            "growth_average",
            _("Average yearly growth so far"),
            "[∏(1 + gᵢ)]^(1 ÷ m) − 1",
            _KINDS,
            PUB,
            _("geometric mean, never the arithmetic one"),
        ),
        Rule("growth_attainment", _("Attainment"), "ḡ ÷ g*", _KINDS, PUB, COMMON),
        Rule(
            "growth_progress",
            _("Progress"),
            "Σ ln(1 + gᵢ) ÷ [n × ln(1 + g*)]",
            _KINDS,
            PUB,
            NBS,
        ),
        Rule("growth_pace", _("Pace"), "ln(1 + ḡ) ÷ ln(1 + g*)", _KINDS, PUB, NBS),
        Rule(
            "growth_required",
            _("Required growth a year"),
            "[(1 + g*)^n ÷ ∏(1 + gᵢ)]^(1 ÷ (n − k)) − 1",
            _KINDS,
            PUB,
            COMMON,
        ),
        Rule("sum_total", _("Total so far"), "S = Σ xᵢ", _KINDS, PUB, COMMON),
        Rule("sum_progress", _("Progress"), "S ÷ C", _KINDS, PUB, COMMON),
        Rule(
            "sum_expected",
            pgettext_lazy("quantity", "Expected total"),
            "C × k ÷ n",
            _KINDS,
            PUB,
            COMMON,
        ),
        Rule("sum_pace", _("Pace"), "S ÷ (C × m ÷ n)", _KINDS, PUB, NBS),
        Rule("sum_required", _("Required amount a year"), "(C − S) ÷ (n − k)", _KINDS, PUB, COMMON),
        Rule("change_total", _("Change so far"), "I − 1 = ∏(1 + gᵢ) − 1", _KINDS, PUB, NBS),
        Rule("change_progress", _("Progress"), "ln I ÷ ln(1 − D)", _KINDS, PUB, NBS),
        Rule(
            "change_expected",
            pgettext_lazy("quantity", "Expected change"),
            "1 − (1 − D)^(k ÷ n)",
            _KINDS,
            PUB,
            NBS,
        ),
        Rule("change_attainment", _("Attainment"), "(1 − I) ÷ D", _KINDS, PUB, NBS),
        Rule("change_average", _("Average change a year"), "I^(1 ÷ m) − 1", _KINDS, PUB, NBS),
        Rule(
            "change_required",
            _("Required change a year"),
            "[(1 − D) ÷ I]^(1 ÷ (n − k)) − 1",
            _KINDS,
            PUB,
            NBS,
        ),
        Rule("excess_rate", _("Excess rate"), "(1 − I − D) ÷ D", _KINDS, PUB, NBS),
        Rule("years_met", _("Years met"), "", _KINDS, OURS, _("every year is tested by itself")),
        Rule("worst_margin", _("Worst margin of a year"), "min s × (xᵢ − y)", _KINDS, OURS),
        Rule("percentile", _("Percentile"), "(N − x) ÷ (N − 1)", _KINDS, PUB, COMMON),
        Rule(
            "relative_expected",
            pgettext_lazy("quantity", "Expected value"),
            "p + m,  p × r",
            _KINDS,
            OURS,
            _("by the average of the years that have both figures"),
        ),
        Rule("gap", _("Gap"), "x − E", _KINDS, PUB, COMMON),
        Rule("steps", _("Steps done"), "a ÷ N", _KINDS, PUB, COMMON),
        Rule(
            "range_attainment",
            _("Attainment"),
            "1 − o ÷ max(q₁ − m, M − q₂)",
            _KINDS,
            OURS,
        ),
        Rule("projection", _("Where it leads in the target year"), "", "projection", PUB, SHORT),
        Rule("projection_pace", _("Where it leads in the target year"), "", "projection", PUB, UN),
        Rule("status", _("Status"), "", "status", PUB, CAGR),
        Rule("status_ours", _("Status"), "", "status", OURS),
        Rule("verdict", _("Verdict"), "", "verdict", PUB, WORDS),
        Rule("verdict_ours", _("Verdict"), "", "verdict", OURS),
        Rule("veto", _("Verdict"), "", "verdict", PUB, VETO),
    )
}
