"""From single judgements to a zone's share on pace and its light (methods §7, exact 26)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tracker.terms import NOT_ASSESSED, ON_PACE, VETO, Attribute, Light, Status, Verdict


class LightReason(StrEnum):
    """Why a zone's light has its colour."""

    LOW_COVERAGE = "low_coverage"
    BINDING_VETO = "binding_veto"
    SHARE_LOW = "share_low"
    ALL_WELL = "all_well"
    BINDING_BEHIND = "binding_behind"
    SHARE_MIDDLING = "share_middling"


@dataclass(frozen=True, slots=True)
class LightRule:
    """Thresholds of a zone's light, as plain ratios; settings of a plan [ours]."""

    green_share: Decimal = Decimal("0.80")
    red_share: Decimal = Decimal("0.60")
    coverage_floor: Decimal = Decimal("0.50")


@dataclass(frozen=True, slots=True)
class Member:
    """One judged target as the roll-up sees it; ``word`` is its verdict, else its status."""

    word: Status | Verdict
    attribute: Attribute | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of targets. ``share`` and ``coverage`` are plain ratios, None where undefined."""

    total: int = 0
    assessable: int = 0
    on_pace: int = 0

    @property
    def share(self) -> float | None:
        """On pace ÷ assessable: no data is a gap, never zero."""
        return self.on_pace / self.assessable if self.assessable else None

    @property
    def coverage(self) -> float | None:
        """Assessable ÷ all."""
        return self.assessable / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Rollup:
    """What a group of targets comes to. ``vetoes`` counts the binding targets that turn it red."""

    all: Tally = field(default_factory=Tally)
    binding: Tally = field(default_factory=Tally)
    vetoes: int = 0
    words: dict[Status | Verdict, int] = field(default_factory=dict)
    light: Light = Light.GREY
    reason: LightReason = LightReason.LOW_COVERAGE

    @property
    def anticipatory(self) -> Tally:
        """All that is not binding, also where the plan has no label."""
        return Tally(
            self.all.total - self.binding.total,
            self.all.assessable - self.binding.assessable,
            self.all.on_pace - self.binding.on_pace,
        )


def tally(members: Iterable[Member]) -> Tally:
    """Count all, the assessable and those on pace."""
    words = [member.word for member in members]
    return Tally(
        total=len(words),
        assessable=sum(word not in NOT_ASSESSED for word in words),
        on_pace=sum(word in ON_PACE for word in words),
    )


def roll_up(members: Iterable[Member], rule: LightRule | None = None) -> Rollup:
    """Share on pace, coverage and light of a zone or of one field of work in it."""
    group = list(members)
    bound = [member for member in group if member.attribute is Attribute.BINDING]
    everything, binding = tally(group), tally(bound)
    vetoes = sum(member.word in VETO for member in bound)
    light, reason = _light(everything, binding, vetoes, rule or LightRule())
    words: dict[Status | Verdict, int] = {}
    for member in group:
        words[member.word] = words.get(member.word, 0) + 1
    return Rollup(everything, binding, vetoes, words, light, reason)


def _light(
    everything: Tally, binding: Tally, vetoes: int, rule: LightRule
) -> tuple[Light, LightReason]:
    """Grey overrides all below the coverage floor: too little is known to colour a zone.

    Counts are compared as whole numbers times the threshold, so that 4 of 5 is exactly 0.80.
    """
    if not everything.assessable or everything.assessable < rule.coverage_floor * everything.total:
        return Light.GREY, LightReason.LOW_COVERAGE
    if vetoes:
        return Light.RED, LightReason.BINDING_VETO
    if everything.on_pace < rule.red_share * everything.assessable:
        return Light.RED, LightReason.SHARE_LOW
    if binding.on_pace < binding.assessable:
        return Light.YELLOW, LightReason.BINDING_BEHIND
    if everything.on_pace < rule.green_share * everything.assessable:
        return Light.YELLOW, LightReason.SHARE_MIDDLING
    return Light.GREEN, LightReason.ALL_WELL


def composite(scores: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Weighted mean of attainments, each capped at 1; only where the plan gives weights.

    ``scores`` are (attainment, weight) pairs. Pace is never averaged. None without any weight.
    """
    pairs = list(scores)
    weight = sum((w for _, w in pairs), Decimal(0))
    if not weight:
        return None
    return sum((min(score, Decimal(1)) * w for score, w in pairs), Decimal(0)) / weight
