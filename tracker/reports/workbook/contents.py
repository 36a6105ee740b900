"""What the sheets of a workbook hold, for a report on one zone and for a comparison of several."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from tracker.reports.datasets import (
    Comparison,
    Count,
    Cover,
    Line,
    LineGroup,
    MatrixRow,
    Rule,
    Source,
    Unreported,
    Word,
    ZoneReport,
)


@dataclass(frozen=True, kw_only=True)
class Contents:
    """One report, arranged for sheets; ``name_head`` is what the rows of its table are named by.

    ``bars`` are the counts whose shares are drawn, ``unreported`` is None where gaps are not
    listed, ``matrix`` has the heads of its columns in ``fields``.
    """

    words: Mapping[str, str]
    cover: Cover
    title: str
    name_head: str
    groups: tuple[LineGroup, ...]
    light: Word | None
    finding: tuple[str, ...]
    counts: tuple[Count, ...]
    bars: tuple[Count, ...]
    bars_head: str
    alt: str
    unreported: tuple[Unreported, ...] | None
    fields: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    matrix_key: str
    data_sources: tuple[Source, ...]
    rules: tuple[Rule, ...]
    sources: tuple[str, ...]

    @property
    def lines(self) -> list[Line]:
        """Every row of the table of indicators, in its order."""
        return [line for group in self.groups for line in group.lines]


def contents_of(report: ZoneReport | Comparison) -> Contents:
    """The sheets that every report with a table of indicators has."""
    return _of_zone(report) if isinstance(report, ZoneReport) else _of_comparison(report)


def _of_zone(report: ZoneReport) -> Contents:
    words = report.words
    return Contents(
        words=words,
        cover=report.cover,
        title=f"{report.cover.zone} · {words['sheet_table']} · {report.year}",
        name_head=words["indicator"],
        groups=report.groups,
        light=report.light,
        finding=(report.light_reason, *report.summary),
        counts=report.counts,
        bars=report.field_counts,
        bars_head=words["field"],
        alt=report.fields.alt,
        unreported=report.unreported,
        fields=(),
        matrix=(),
        matrix_key="",
        data_sources=report.data_sources,
        rules=report.rules,
        sources=report.sources,
    )


def _of_comparison(report: Comparison) -> Contents:
    words = report.words
    return Contents(
        words=words,
        cover=report.cover,
        title=words["shared"],
        name_head=words["zone"],
        groups=tuple(_shared(report)),
        light=None,
        finding=report.summary,
        counts=(),
        bars=tuple(
            Count(rank.zone, "", "", rank.on_pace, rank.share, rank.sums) for rank in report.ranking
        ),
        bars_head=words["zone"],
        alt=report.zones.alt,
        unreported=None,
        fields=report.columns,
        matrix=report.matrix,
        matrix_key=report.matrix_key,
        data_sources=(),
        rules=report.rules,
        sources=report.sources,
    )


def _shared(report: Comparison) -> list[LineGroup]:
    """An indicator is a head, and each zone that has it a row; numbered throughout."""
    places = count(1)
    return [
        LineGroup(
            group.indicator,
            group.caliber,
            tuple(
                replace(line.row, number=str(next(places)), name=line.zone) for line in group.lines
            ),
        )
        for group in report.shared
    ]
