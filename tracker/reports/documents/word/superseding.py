"""What an issued document says of the one that it takes the place of; every kind ends with it."""

from tracker.reports.datasets import Difference, Report
from tracker.reports.documents.word.elements import Element, element, paragraph, run
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, group_row, rows_of, table
from tracker.terms import ReportKind, RowChange


def superseding(paper: Paper, report: Report) -> None:
    """Number, date and reason, then what differs; nothing where it supersedes nothing."""
    former, words = report.superseded, report.words
    if former is None:
        return
    title = words["annex"].replace("{title}", words["differences"])
    # A brief stays one page, and what it supersedes comes after it.
    paper.heading(title, numbered=False, breaks=report.kind is ReportKind.BRIEF)
    facts = {
        "supersedes": former.number,
        "superseded_on": former.issued_on,
        "superseding_reason": former.reason,
    }
    for name, text in facts.items():
        content = (run(words[name], "Muted"), run(f"\t{text}"))
        paper.add(paragraph("CoverFact", *content, properties=(element("keepNext"),)))
    if not former.differences:
        paper.text(words["no_differences"])
        return
    heads = (words["content"], words["before"], words["after"])
    columns = [Column(head, WIDTH // len(heads)) for head in heads]
    rows: list[Element] = []
    for one in former.differences:
        came_or_went = "" if one.change is RowChange.CHANGED else words[one.change]
        rows.append(group_row(columns, *_head(one, came_or_went)))
        for cell in one.cells:
            rows += rows_of(columns, cell.head, cell.before, cell.after)
    paper.add(table(words["differences"], columns, rows))


def _head(one: Difference, change: str) -> tuple[str, str]:
    """What the row is about, and its unit with whether it came or went."""
    name, note = (one.zone, one.name), (one.unit, change)
    return " · ".join(filter(None, name)), " · ".join(filter(None, note))
