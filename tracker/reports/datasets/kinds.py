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
    Unassessed,
    Unreported,
    Word,
)
from tracker.reports.shapes import FieldChart
from tracker.terms import ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What every document has; ``words`` are its fixed words by name."""

    kind: ReportKind
    language: str
    cover: Cover
    words: Mapping[str, str]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringReport(ZoneReport):
    """The annual monitoring report (年度监测报告)."""
