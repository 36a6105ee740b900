"""The annexes on pages on their side: the table of indicators, and how the numbers are made."""

from collections.abc import Iterable

from tracker.reports.datasets import Line, ZoneReport
from tracker.reports.documents.word.elements import Element, paragraph, run
from tracker.reports.documents.word.paper import Paper
from tracker.reports.documents.word.parts import judgement
from tracker.reports.documents.word.tables import Column, group_row, row, table

# Between the margins of a page on its side.
_WIDTH = 15138
# By the name of the column's head; what is left of the width goes to the indicator.
_WIDTHS = {
    "number": 520,
    "unit": 880,
    "attribute": 800,
    "base": 960,
    "target": 1300,
    "annual": 960,
    "expected": 960,
    "actual": 1020,
    "attainment": 900,
    "progress": 860,
    "elapsed": 860,
    "status": 1380,
    "remark": 1900,
}
_TEXTS = {"indicator": "TableText", "unit": "TableText", "attribute": "TableText",
          "status": "TableText", "remark": "TableRemark"}  # fmt: skip
_ORDER = ("number", "indicator", *list(_WIDTHS)[1:])


def heading(paper: Paper, report: ZoneReport, title: str) -> None:
    """The head of an annex, which is named and not numbered."""
    paper.heading(report.words["annex"].replace("{title}", title), numbered=False)


def indicators(paper: Paper, report: ZoneReport) -> None:
    """The official table of indicators (指标完成情况表), binding targets first and apart."""
    words = report.words
    paper.text(words["table_lead"], "Lead")
    names = list(_shown(report))
    left = _WIDTH - sum(_WIDTHS.get(name, 0) for name in names)
    columns = [
        Column(words[name], _WIDTHS.get(name, left), _TEXTS.get(name, "TableNumber"))
        for name in names
    ]
    rows = []
    for group in report.groups:
        rows.append(group_row(columns, group.title, group.share))
        rows += [row(columns, *(_cell(line, name) for name in names)) for line in group.lines]
    paper.add(table(words["table"], columns, rows))


def _shown(report: ZoneReport) -> Iterable[str]:
    """The columns that have anything in them, in the order of the form."""
    empty = {"attribute": not report.has_attributes, "annual": not report.has_annual}
    return (name for name in _ORDER if not empty.get(name))


def _cell(line: Line, name: str) -> str | Element:
    if name == "indicator":
        scope = [run(f" {line.scope}", "Scope")] if line.scope else []
        return paragraph("TableText", run(line.name), *scope)
    if name == "status":
        return paragraph("TableText", judgement(line.judged))
    text: str = getattr(line, name)
    return text


def method(paper: Paper, report: ZoneReport) -> None:
    """The rules behind the numbers, and where they come from."""
    words = report.words
    columns = [
        Column(words["rule"], 3000),
        Column(words["formula"], _WIDTH - 5800),
        Column(words["source"], 2800),
    ]
    rows = [row(columns, rule.name, rule.formula, rule.source) for rule in report.rules]
    paper.add(table(words["method"], columns, rows))
    paper.text(words["sources"], "Heading2")
    for source in report.sources:
        paper.text(source, "ListBullet")
