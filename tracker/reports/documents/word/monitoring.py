"""The annual monitoring report (年度监测报告)."""

from tracker.reports.datasets import ZoneReport
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.elements import element
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import Paper


def monitoring(paper: Paper, furniture: Furniture, report: ZoneReport) -> None:
    """All that the report says, in the order of the printed one."""
    words = report.words
    parts.cover(paper, report.cover, words["doc_number"])
    paper.contents(words["contents"])
    paper.heading(words["overview"])
    parts.overview(paper, report)
    paper.heading(words["binding"])
    parts.findings(paper, report, report.binding, words["no_binding"])
    paper.heading(words["behind"])
    parts.findings(paper, report, report.behind, words["no_behind"])
    paper.heading(words["unassessed"])
    parts.unassessed(paper, report)
    paper.heading(words["unreported"])
    parts.unreported(paper, report)
    annexes.heading(paper, report, words["contradictions"])
    parts.contradictions(paper, report)
    paper.add(element("p", None, element("pPr", None, furniture.upright())))
    annexes.heading(paper, report, words["table"])
    annexes.indicators(paper, report)
    annexes.heading(paper, report, words["method"])
    annexes.method(paper, report)
    furniture.sideways()
