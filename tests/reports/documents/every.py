"""A document of every kind on targets of every kind, and what each of them leaves unsaid."""

from datetime import date

from tests import make
from tests.reports import build
from tracker.models import Department, Plan, Zone
from tracker.reports import queries
from tracker.reports.datasets import Report
from tracker.standing import zone_standing, zone_standings
from tracker.terms import ReportKind

# What a brief shortens, what is a table here, and what no sheet of a department says.
LEFT_OUT: dict[ReportKind, frozenset[str]] = {
    ReportKind.BRIEF: frozenset({"fields_of_work"}),
    ReportKind.COMPARISON: frozenset({"matrix_charts", "matrix_caption"}),
    ReportKind.DEPARTMENT: frozenset(
        {
            "light",
            "light_reason",
            "fields_caption",
            "unreported",
            "contradictions",
            "data_sources",
            "rules",
            "sources",
        }
    ),
}


def documents_of(plan: Plan, department: Department | None = None) -> dict[ReportKind, Report]:
    """A document of each kind, in a year that it fits."""
    years = {ReportKind.FINAL: 2025, ReportKind.MIDTERM: 2023}
    made = {}
    for kind in set(ReportKind) - {ReportKind.COMPARISON}:
        zone = zone_standing(plan.zone, years.get(kind, 2024), plan)
        whose = {"department": department} if kind is ReportKind.DEPARTMENT else {}
        made[kind] = queries.zone_report(zone, kind, made_on=date(2026, 4, 2), **whose)
    zones = zone_standings(Zone.objects.all(), 2024, with_figures=True)
    return made | {ReportKind.COMPARISON: queries.comparison(zones, 2024, made_on=date(2026, 4, 2))}


def everything() -> tuple[Plan, Department]:
    """A plan of one department with targets and figures of every kind up to its last year, one
    target revised; and another zone to compare it with."""
    plan = make.plan(title="高新区国民经济和社会发展第十四个五年规划纲要")
    ours = make.department(plan.zone, "建设环保部")
    for fields, figures in build.EXAMPLES.values():
        last = {2025: list(figures.values())[-1]} if figures else {}
        build.judged(plan, figures | last, department=ours, **fields)
    beside = make.plan(make.zone("yantai-ht", name="烟台高新区"))
    for name in ("level", "falling", "growth"):
        build.example(beside, name)
    revised = plan.targets.get(name="常住人口")
    make.revision(revised, 2023, 180000, document="常发〔2023〕4号")
    return plan, ours
