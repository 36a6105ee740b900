"""The annexes on pages on their side: the table of indicators, and how the numbers are made."""

from collections.abc import Iterable

from tracker.reports.datasets import Comparison, Line, Report, ZoneReport
from tracker.reports.documents.word.elements import Element, paragraph, run
from tracker.reports.documents.word.paper import Paper
from tracker.reports.documents.word.parts import judged_cell, named
from tracker.reports.documents.word.tables import Column, group_row, row, rows_of, table

# Between the margins of a page on its side.
WIDTH = 15138
# By the name of the column's head; what is left of the width goes to the indicator.
_WIDTHS = {
    "number": 520,
    "unit": 880,
    "attribute": 800,
    "base": 960,
    "target": 1450,
    "annual": 960,
    "expected": 960,
    "actual": 1020,
    "attainment": 900,
    "progress": 860,
    "elapsed": 860,
    "status": 1380,
    "remark": 1850,
}
# Where words are of letters, the longest one has to fit.
_WIDTHS_OF_LETTERS = {"attribute": 1120, "attainment": 980}
_LONGEST_NUMBER = 20
_TEXTS = {"indicator": "TableText", "unit": "TableText", "attribute": "TableText",
          "status": "TableText", "remark": "TableRemark"}  # fmt: skip
_ORDER = ("number", "indicator", *list(_WIDTHS)[1:])


def of_zone(paper: Paper, report: ZoneReport) -> None:
    """What every report on one zone ends with."""
    heading(paper, report, report.words["table"])
    indicators(paper, report)
    if report.data_sources:
        heading(paper, report, report.words["data_sources"])
        data_sources(paper, report)
    heading(paper, report, report.words["method"])
    method(paper, report)


def heading(paper: Paper, report: Report, title: str) -> None:
    """The head of an annex, which is named and not numbered."""
    paper.heading(report.words["annex"].replace("{title}", title), numbered=False)


def indicators(paper: Paper, report: ZoneReport) -> None:
    """The official table of indicators (指标完成情况表), binding targets first and apart."""
    words = report.words
    paper.text(words["table_lead"], "Lead", stays=True)
    names = list(_shown(report))
    widths = _WIDTHS | (_WIDTHS_OF_LETTERS if report.language == "en" else {})
    left = WIDTH - sum(widths.get(name, 0) for name in names)
    columns = [
        Column(words[name], widths.get(name, left), _TEXTS.get(name, "TableNumber"))
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
        return named(line.name, line.scope)
    if name == "status":
        return judged_cell(line.judged)
    if name == "target" and len(line.target) > _LONGEST_NUMBER:
        # A promise in words has more of them than a column of numbers is wide.
        return paragraph("RowTiny", run(line.target))
    text: str = getattr(line, name)
    return text


def data_sources(paper: Paper, report: ZoneReport) -> None:
    """Who reported the figures of the year, how settled they are, and what they rest on."""
    words = report.words
    paper.text(words["data_sources_lead"], "Lead", stays=True)
    rests = any(source.evidence for source in report.data_sources)
    evidence = 4100 if rests else 0
    qualities = 3100 if rests else 5000
    columns = [
        Column(words["department"], WIDTH - 5000 - qualities - evidence),
        Column(words["asked"], 1100, "TableNumber"),
        Column(words["approved"], 1100, "TableNumber"),
        Column(words["qualities"], qualities),
        Column(words["replacing"], 900, "TableNumber"),
        Column(words["latest_approval"], 1900),
        *([Column(words["evidence"], evidence, "TableRemark")] if rests else []),
    ]
    rows: list[Element] = []
    for source in report.data_sources:
        counts = (
            str(source.asked),
            str(source.approved),
            source.qualities,
            str(source.revised),
            source.latest,
        )
        named = [words["names"].join(source.evidence)] if rests else []
        rows += rows_of(columns, source.department, *counts, *named)
    paper.add(table(words["data_sources"], columns, rows))


def method(paper: Paper, report: ZoneReport | Comparison) -> None:
    """The rules behind the numbers, and where they come from."""
    words = report.words
    columns = [
        Column(words["rule"], 3000),
        Column(words["formula"], WIDTH - 5800),
        Column(words["source"], 2800),
    ]
    rows = [row(columns, rule.name, rule.formula, rule.source) for rule in report.rules]
    paper.add(table(words["method"], columns, rows))
    paper.text(words["sources"], "Heading2")
    for place, source in enumerate(report.sources, start=1):
        paper.text(source, "ListBullet", stays=place < len(report.sources))
