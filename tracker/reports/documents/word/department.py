"""A department's sheet (责任单位填报与进展表)."""

from tracker.reports.datasets import DepartmentSheet
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.elements import Element
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, rows_of, table


def department(paper: Paper, furniture: Furniture, report: DepartmentSheet) -> None:
    """All that the sheet says, in the order of the printed one; it has no cover."""
    words = report.words
    parts.first_head(paper, report.cover)
    paper.add(parts.facts(report))
    paper.heading(words["overview"])
    for text in report.summary:
        paper.text(text)
    parts.counts(paper, report)
    paper.heading(words["entries"])
    _entries(paper, report)
    paper.heading(words["findings"])
    parts.findings(paper, report, report.binding + report.behind, words["no_findings"])
    paper.heading(words["unassessed"])
    parts.unassessed(paper, report)
    paper.turn(furniture.upright())
    paper.heading(words["table"], numbered=False)
    annexes.indicators(paper, report)
    furniture.sideways()


def _entries(paper: Paper, report: DepartmentSheet) -> None:
    """What was reported for the year; a note may be longer than a page."""
    words = report.words
    if not report.entries:
        paper.text(words["no_entries"])
        return
    # Where nobody wrote a note, there is no column for it.
    noted = any(each.note for each in report.entries)
    note = 1600 if noted else 0
    columns = [
        Column(words["number"], 520, "TableNumber"),
        Column(words["indicator"], WIDTH - 5420 - note),
        Column(words["unit"], 850),
        Column(words["value"], 1100, "TableNumber"),
        Column(words["quality"], 1150),
        Column(words["approved_on"], 1800),
        *([Column(words["note"], note, "TableRemark")] if noted else []),
    ]
    rows: list[Element] = []
    for each in report.entries:
        figure = (each.value, each.quality, each.approved_on)
        notes = (each.note,) if noted else ()
        rows += rows_of(columns, each.number, each.name, each.unit, *figure, *notes)
    paper.add(table(words["entries"], columns, rows))
