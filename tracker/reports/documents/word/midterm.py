"""The mid-term evaluation (中期评估报告)."""

from tracker.reports.datasets import FieldOfWork, MidtermReport
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.elements import Element, paragraph, run
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, Commented, rows_of, table


def midterm(paper: Paper, furniture: Furniture, report: MidtermReport) -> None:
    """All that the evaluation says, in the order of the printed one."""
    words = report.words
    parts.cover(paper, report.cover, words["doc_number"])
    paper.contents(words["contents"])
    paper.heading(words["overview"])
    parts.overview(paper, report)
    paper.heading(words["by_field"])
    for field in report.fields_of_work:
        _field_of_work(paper, report, field)
    paper.heading(words["adjusted"])
    _adjusted(paper, report)
    paper.heading(words["proposals"])
    _proposals(paper, report)
    parts.written_out(paper, report)
    parts.not_judged(paper, report)
    annexes.heading(paper, report, words["contradictions"])
    parts.contradictions(paper, report)
    paper.turn(furniture.upright())
    annexes.of_zone(paper, report)
    furniture.sideways()


def _field_of_work(paper: Paper, report: MidtermReport, field: FieldOfWork) -> None:
    """Its light and finding, and who stands out either way."""
    words = report.words
    lamp = run(f"{field.light.mark}\u00a0{field.share}", colour=parts.colour(field.light.light))
    paper.add(paragraph("Heading2", run(f"{field.name}　"), lamp))
    outstanding = {name: getattr(field, name) for name in ("ahead", "behind", "unassessed")}
    paper.text(field.finding, stays=any(outstanding.values()))
    for name, names in outstanding.items():
        if names:
            listed = words["names"].join(names)
            paper.add(parts.labelled(words[f"{name}_names"], listed, style="Labelled"))


def _adjusted(paper: Paper, report: MidtermReport) -> None:
    """What was revised so far; the reasons of an office may be longer than a page."""
    words = report.words
    if not report.adjusted:
        paper.text(words["no_adjusted"])
        return
    columns = [
        Column(words["indicator"], 2100),
        Column(words["unit"], 850),
        Column(words["printed"], 1100, "TableNumber"),
        Column(words["revised"], 1100, "TableNumber"),
        Column(words["since"], 1100),
        Column(words["document"], WIDTH - 6250),
    ]
    rows: list[Element] = []
    for each in report.adjusted:
        revised = (each.name, each.unit, each.printed, each.value, each.since)
        why = Commented(each.document, words["reason"], each.reason)
        rows += rows_of(columns, *revised, why)
    paper.add(table(words["adjusted"], columns, rows))


def _proposals(paper: Paper, report: MidtermReport) -> None:
    """What may have to be revised, on which grounds, and what its department says."""
    words = report.words
    if not report.proposals:
        paper.text(words["no_proposals"])
        return
    paper.lead(words["proposals_lead"])
    columns = [
        Column(words["indicator"], 1850),
        Column(words["status"], 1280),
        Column(words["target"], 1050, "TableNumber"),
        Column(words["actual"], 950, "TableNumber"),
        Column(words["outlook"], 1150, "TableNumber"),
        Column(words["proposal"], WIDTH - 6280),
    ]
    rows: list[Element] = []
    for each in report.proposals:
        name, judged = parts.named(each.name, each.unit), parts.judged_cell(each.judged)
        why = Commented(each.proposal, words["grounds"], each.grounds)
        rows += rows_of(columns, name, judged, each.target, each.actual, each.outlook, why)
    paper.add(table(words["proposals"], columns, rows))
