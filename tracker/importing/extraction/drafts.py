"""What a register file says, before it is read as targets: frozen values, nothing decided."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.terms import (
    Attribute,
    Category,
    Confidence,
    Direction,
    Measure,
    PlanKind,
    TargetKind,
)


class PrintedKind(StrEnum):
    """The kinds of the register format; ``mapping`` turns them into those of the method."""

    LEVEL = "level"
    GROWTH = "growth"
    CUMULATIVE = "cumulative"
    INCREMENT = "increment"
    PER_YEAR = "per_year"
    MAINTAIN = "maintain"
    RATIO_TO_PARENT = "ratio_to_parent"
    RANK = "rank"
    DELEGATED = "delegated"
    MILESTONE = "milestone"
    UNDETERMINED = "undetermined"


class YearlyFigure(StrEnum):
    """What an entry with words instead of a figure is reported as, year by year."""

    CHANGE = "change on the previous year, %"
    EVENTS = "number of events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How an entry whose wording has no plain figure becomes a target; overrides the mapping."""

    kind: TargetKind | None = None
    direction: Direction | None = None
    strict: bool | None = None
    approximate: bool | None = None
    target_value: Decimal | None = None
    multiple: Decimal | None = None
    relative_kind: Measure | None = None
    to: str | None = None
    ratio: Decimal | None = None
    margin: Decimal | None = None
    yearly_figure: YearlyFigure | None = None
    confirm: str | None = None


NO_ENCODING = Encoding()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTarget:
    """One entry of a register, in the format's own terms. Figures are in ``unit`` as printed."""

    id: str
    position: int
    indicator: str
    indicator_en: str | None
    category: Category
    scope: str
    unit: str
    kind: PrintedKind
    op: str | None
    target_value: Decimal | None
    target_value_max: Decimal | None
    target_text: str | None
    target_year: int | None
    target_year_stated: bool
    growth_percent: Decimal | None
    growth_op: str | None
    baseline_value: Decimal | None
    baseline_year: int | None
    cumulative_value: Decimal | None
    attribute: Attribute | None
    caliber: str | None
    locator: dict[str, Any]
    confidence: Confidence
    note: str | None
    encode: Encoding
    restates: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPastFigure:
    """An actual that the document states; ``period`` is "2020", "2016-2020" or None."""

    name: str
    scope: str
    unit: str
    period: str | None
    year: int | None
    value: Decimal
    line: int | None
    note: str | None
    target: str | None
    related_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlan:
    kind: PlanKind
    title: str | None
    doc_number: str | None
    issuer: str | None
    issued: str | None
    base_year: int
    start_year: int
    end_year: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """All that could be read of one file; what could not is in the problems beside it.

    ``ids`` are the register numbers of all entries, also of those that could not be read.
    """

    name: str
    zone: str | None
    zone_name: str | None
    zone_name_en: str | None
    parent: str | None
    plan: DraftPlan | None
    targets: tuple[DraftTarget, ...]
    history: tuple[DraftPastFigure, ...]
    ids: tuple[str, ...]
