"""The annual monitoring report (年度监测报告), and what documents on one zone share with it."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker import findings
from tracker.reports import methodology
from tracker.reports.composing.material import Material
from tracker.reports.composing.overview import (
    counts,
    cover,
    field_counts,
    fields,
    fields_caption,
    light,
    summary,
)
from tracker.reports.composing.table import groups
from tracker.reports.composing.unreported import unreported
from tracker.reports.composing.vintages import data_sources
from tracker.reports.composing.written import (
    finding,
    gravity,
    is_binding,
    is_written_out,
    unassessed,
)
from tracker.reports.datasets import MonitoringReport
from tracker.reports.words import document_words
from tracker.terms import ReportKind


def monitoring_report(material: Material) -> MonitoringReport:
    """Everything that the annual monitoring report of a zone says, in the active language."""
    title = _("Annual monitoring report %(year)s") % {"year": material.zone.year}
    return MonitoringReport(**zone_parts(material, ReportKind.MONITORING, title))


def zone_parts(material: Material, kind: ReportKind, title: str) -> dict[str, Any]:
    """The fields of ``ZoneReport``: what every document on one zone says."""
    zone = material.zone
    is_over = zone.year >= zone.plan.end_year
    written = [item for item in zone.counted if is_written_out(item)]
    binding = [item for item in written if is_binding(item)]
    behind = sorted((item for item in written if not is_binding(item)), key=gravity)
    return {
        "kind": kind,
        "language": get_language() or "zh-hans",
        "zone_code": zone.zone.code,
        "year": zone.year,
        "cover": cover(zone, title),
        "words": document_words(is_over=is_over, rollup=zone.rollup),
        "summary": summary(zone),
        "light": light(zone),
        "light_reason": findings.of_light(zone.rollup, zone.plan, is_over=is_over),
        "counts": tuple(counts(zone)),
        "field_counts": tuple(field_counts(zone)),
        "fields": fields(zone),
        "fields_caption": fields_caption(is_over=is_over),
        "groups": tuple(groups(zone, material.assigned)),
        "has_annual": any(item.annual is not None for item in zone.items),
        "has_attributes": any(item.target.attribute for item in zone.items),
        "binding": tuple(finding(item, material) for item in binding),
        "behind": tuple(finding(item, material) for item in behind),
        "unassessed": tuple(unassessed(zone)),
        "unreported": tuple(unreported(zone)),
        "contradictions": tuple(material.contradictions),
        "rules": methodology.rules(zone),
        "sources": methodology.sources(),
        "data_sources": tuple(data_sources(zone)),
    }
