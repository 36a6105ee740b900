"""A report as JSON, for programs; the shape is documented in docs/exports.md and stays."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Count, Line, Unreported, ZoneReport

FORMAT = "plan-target-monitor/report"
# Raised when a name goes or comes to mean something else; a new name is no reason.
VERSION = 1


def as_json(report: ZoneReport) -> bytes:
    """Everything that the report says of its targets; figures are texts, not known is null."""
    cover = report.cover
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "kind": report.kind,
        "language": report.language,
        "title": cover.title,
        "zone": {"code": report.zone_code, "name": cover.zone},
        "plan": cover.plan,
        "year": report.year,
        "facts": [{"name": name, "value": value} for name, value in cover.facts],
        "stamp": cover.stamp or None,
        "light": {"light": report.light.light, "text": report.light.text},
        "light_reason": report.light_reason,
        "summary": list(report.summary),
        "counts": [_count(count) for count in report.counts],
        "fields": [_count(count) for count in report.field_counts],
        "targets": list(_targets(report)),
        "unassessed": [
            {"reason": one.reason, "names": list(one.names)} for one in report.unassessed
        ],
        "unreported": [_unreported(one) for one in report.unreported],
        "contradictions": [
            {"severity": one.severity, "subject": one.subject, "text": one.text}
            for one in report.contradictions
        ],
        "rules": [
            {"name": one.name, "formula": one.formula, "source": one.source} for one in report.rules
        ],
        "sources": list(report.sources),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _count(count: Count) -> dict[str, Any]:
    sums = count.sums
    return {
        "name": count.name,
        "targets": sums.total,
        "assessable": sums.assessable,
        "on_pace": sums.on_pace,
    }


def _targets(report: ZoneReport) -> Iterable[dict[str, Any]]:
    for group in report.groups:
        for line in group.lines:
            yield _identity(line, group.title) | _quantities(line) | _way(line)


def _identity(line: Line, group: str) -> dict[str, Any]:
    basis = line.basis
    return {
        "id": line.key,
        "number": int(line.number),
        "group": group,
        "name": line.name,
        "scope": line.scope or None,
        "unit": line.unit or None,
        "attribute": basis.attribute,
        "kind": basis.kind,
        "direction": basis.direction,
    }


def _quantities(line: Line) -> dict[str, Any]:
    exact, basis = line.exact, line.basis
    return {
        "base": _figure(exact.base),
        "operator": basis.operator,
        "target": _figure(exact.target),
        "target_text": _known(line.target),
        "over_period": basis.over_period,
        "annual": _figure(exact.annual),
        "expected": _figure(exact.expected),
        "actual": _figure(exact.actual),
        "actual_text": _known(line.actual),
        "attainment": _figure(exact.attainment),
        "progress": _figure(exact.progress),
        "elapsed": _figure(exact.elapsed),
    }


def _way(line: Line) -> dict[str, Any]:
    basis = line.basis
    return {
        "judgement": basis.judgement,
        "judgement_text": line.judged.text,
        "light": line.judged.light,
        "remark": line.remark or None,
        "path": basis.path,
        "base_year": basis.base_year,
        "judged_year": basis.judged_year,
        "target_year": basis.target_year,
        "figures": [
            {
                "year": one.year,
                "value": _figure(one.value),
                "text": _known(one.text),
                "quality": one.quality,
            }
            for one in line.years
        ],
    }


def _unreported(one: Unreported) -> dict[str, Any]:
    return {
        "department": one.department,
        "targets": [
            {"name": gap.name, "latest": gap.latest or None, "note": gap.note or None}
            for gap in one.gaps
        ],
    }


def _known(text: str) -> str | None:
    return None if text == NOT_KNOWN else text


def _figure(value: Decimal | None) -> str | None:
    """All digits, without an exponent."""
    return None if value is None else f"{value:f}"
