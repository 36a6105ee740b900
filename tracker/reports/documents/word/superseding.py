"""What an issued document says of the one that it takes the place of; every kind ends with it."""

from tracker.reports.datasets import Difference, Report
from tracker.reports.documents.word.elements import paragraph, run
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, group_row, row, table


def superseding(paper: Paper, report: Report) -> None:
    """Number, date and reason, then what differs; nothing where it supersedes nothing."""
    former, words = report.superseded, report.words
    if former is None:
        return
    title = words["annex"].replace("{title}", words["differences"])
    paper.heading(title, numbered=False)
    facts = {
        "supersedes": former.number,
        "superseded_on": former.issued_on,
        "superseding_reason": former.reason,
    }
    for name, text in facts.items():
        paper.add(paragraph("CoverFact", run(words[name], "Muted"), run(f"\t{text}")))
    if not former.differences:
        paper.text(words["no_differences"])
        return
    heads = (words["content"], words["before"], words["after"])
    columns = [Column(head, WIDTH // len(heads)) for head in heads]
    rows = []
    for one in former.differences:
        rows.append(group_row(columns, *_head(one, words[one.change])))
        rows += [row(columns, cell.head, cell.before, cell.after) for cell in one.cells]
    paper.add(table(words["differences"], columns, rows))


def _head(one: Difference, change: str) -> tuple[str, str]:
    """What the row is about, and its unit with what became of it."""
    name, note = (one.zone, one.name), (one.unit, change)
    return " · ".join(filter(None, name)), " · ".join(filter(None, note))
