"""The documents that an office files, each as one frozen table of tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.reports.datasets.parts import (
    Contradiction,
    Count,
    Cover,
    Finding,
    LineGroup,
    Rule,
    Source,
    Unassessed,
    Unreported,
    Word,
)
from tracker.reports.datasets.rows import (
    Adjusted,
    Baseline,
    Behind,
    Ended,
    Entry,
    FieldOfWork,
    MatrixRow,
    Number,
    Outcome,
    Proposal,
    Rank,
    SharedChart,
    SharedGroup,
    VerdictGroup,
)
from tracker.reports.datasets.superseding import Superseded
from tracker.reports.shapes import FieldChart, MatrixChart
from tracker.terms import ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What every document has; ``words`` are its fixed words by name.

    ``superseded`` is the issued document that it takes the place of, where there is one.
    """

    kind: ReportKind
    language: str
    cover: Cover
    words: Mapping[str, str]
    superseded: Superseded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneReport(Report):
    """A document about one zone under one plan as of one year.

    ``zone_code`` is the zone's identity. ``has_annual`` says whether any target has a value for
    the year, ``has_attributes`` whether the plan labels its targets. ``field_counts`` count the
    fields of work, in the order of the chart.
    """

    zone_code: str
    year: int
    summary: tuple[str, ...]
    light: Word
    light_reason: str
    counts: tuple[Count, ...]
    field_counts: tuple[Count, ...]
    fields: FieldChart
    fields_caption: str
    groups: tuple[LineGroup, ...]
    has_annual: bool
    has_attributes: bool
    binding: tuple[Finding, ...] = ()
    behind: tuple[Finding, ...] = ()
    unassessed: tuple[Unassessed, ...] = ()
    unreported: tuple[Unreported, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()
    data_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringReport(ZoneReport):
    """The annual monitoring report (年度监测报告)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MidtermReport(ZoneReport):
    """The mid-term evaluation (中期评估报告): what was revised so far, and what may have to be."""

    fields_of_work: tuple[FieldOfWork, ...]
    adjusted: tuple[Adjusted, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReport(ZoneReport):
    """The final evaluation (总结评估报告): verdicts, and the baselines of the next plan.

    ``reached`` are the targets that were exceeded, met or basically met, in that order; what was
    missed is written out in ``binding`` and ``behind``, and listed in ``missed``. ``has_next`` says
    whether a plan follows.
    """

    outcomes: tuple[Outcome, ...]
    reached: tuple[VerdictGroup, ...]
    baselines: tuple[Baseline, ...]
    has_next: bool
    missed: tuple[Ended, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentSheet(ZoneReport):
    """What one department reports and where its targets stand (责任单位填报与进展表)."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Report):
    """One page for a leader: the light, three numbers, and what is behind with its promise.

    ``more`` says how many targets the page has no room for; empty where all are shown.
    """

    summary: tuple[str, ...]
    light: Word
    light_reason: str
    numbers: tuple[Number, ...]
    fields_of_work: tuple[FieldOfWork, ...]
    behind: tuple[Behind, ...]
    more: str
    zone_code: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Report):
    """Several zones beside each other (横向比较); ``columns`` are the fields of the matrix.

    ``matrix_charts`` draw the matrix line by line, in pieces that fit on a page; none where it is
    better read as a table. ``shared_charts`` draw some of the shared indicators.
    """

    summary: tuple[str, ...]
    zones: FieldChart
    zones_caption: str
    ranking: tuple[Rank, ...]
    columns: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    matrix_key: str
    shared: tuple[SharedGroup, ...]
    rules: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()
    year: int | None = None
    matrix_charts: tuple[MatrixChart, ...] = ()
    matrix_caption: str = ""
    shared_charts: tuple[SharedChart, ...] = ()
    shared_charts_lead: str = ""


# What a frozen document of each kind is thawed as.
DATASETS: Mapping[ReportKind, type[Report]] = {
    ReportKind.MONITORING: MonitoringReport,
    ReportKind.MIDTERM: MidtermReport,
    ReportKind.FINAL: FinalReport,
    ReportKind.COMPARISON: Comparison,
    ReportKind.BRIEF: Brief,
    ReportKind.DEPARTMENT: DepartmentSheet,
}
