"""A report as JSON, for programs; the shape is documented in docs/exports.md and stays."""

import json
from collections.abc import Iterable
from typing import Any

from tracker.reports.datasets import (
    Brief,
    Comparison,
    Count,
    Report,
    Source,
    Unreported,
    ZoneReport,
)
from tracker.reports.tables.own import findings, own
from tracker.reports.tables.superseding import issued
from tracker.reports.tables.targets import counted, light, target

FORMAT = "plan-target-monitor/report"
# Raised when a name goes or comes to mean something else; a new name is no reason.
VERSION = 1


def as_json(report: Report) -> bytes:
    """Everything that the report says; figures are texts, not known is null."""
    whole = _head(report)
    if isinstance(report, ZoneReport):
        whole |= _of_zone(report)
    whole |= own(report)
    if isinstance(report, ZoneReport | Comparison):
        whole["rules"] = [
            {"name": one.name, "formula": one.formula, "source": one.source} for one in report.rules
        ]
        whole["sources"] = list(report.sources)
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _head(report: Report) -> dict[str, Any]:
    """What the document is and what it finds."""
    cover = report.cover
    head: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": report.kind,
        "language": report.language,
        "title": cover.title,
    }
    match report:
        case ZoneReport() | Brief():
            head["zone"] = {"code": report.zone_code, "name": cover.zone}
            head["plan"] = cover.plan
            head["year"] = report.year
        case Comparison():
            head["year"] = report.year
    head["facts"] = [{"name": name, "value": value} for name, value in cover.facts]
    head["stamp"] = cover.stamp or None
    head |= issued(cover, report.superseded)
    match report:
        case ZoneReport() | Brief():
            head["light"] = light(report.light)
            head["light_reason"] = report.light_reason
            head["summary"] = list(report.summary)
        case Comparison():
            head["summary"] = list(report.summary)
    return head


def _of_zone(report: ZoneReport) -> dict[str, Any]:
    return {
        "counts": [_count(count) for count in report.counts],
        "fields": [_count(count) for count in report.field_counts],
        "targets": list(_targets(report)),
        "findings": findings(report),
        "unassessed": [
            {"reason": one.reason, "names": list(one.names)} for one in report.unassessed
        ],
        "unreported": [_unreported(one) for one in report.unreported],
        "data_sources": [_source(one) for one in report.data_sources],
        "contradictions": [
            {"severity": one.severity, "subject": one.subject, "text": one.text}
            for one in report.contradictions
        ],
    }


def _count(count: Count) -> dict[str, Any]:
    return {"name": count.name, **counted(count.sums)}


def _targets(report: ZoneReport) -> Iterable[dict[str, Any]]:
    for group in report.groups:
        for line in group.lines:
            place = {"id": line.key, "number": int(line.number), "group": group.title}
            yield place | target(line)


def _source(one: Source) -> dict[str, Any]:
    """Counts are whole numbers; which department has nothing approved has no qualities."""
    return {
        "department": one.department,
        "asked": one.asked,
        "approved": one.approved,
        "revised": one.revised,
        "qualities": one.qualities if one.approved else None,
        "evidence": list(one.evidence),
    }


def _unreported(one: Unreported) -> dict[str, Any]:
    return {
        "department": one.department,
        "targets": [
            {"name": gap.name, "latest": gap.latest or None, "note": gap.note or None}
            for gap in one.gaps
        ],
    }
