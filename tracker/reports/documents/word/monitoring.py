"""The annual monitoring report (年度监测报告)."""

from tracker.reports.datasets import MonitoringReport
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import Paper


def monitoring(paper: Paper, furniture: Furniture, report: MonitoringReport) -> None:
    """All that the report says, in the order of the printed one."""
    words = report.words
    parts.cover(paper, report.cover, words["doc_number"])
    paper.contents(words["contents"])
    paper.heading(words["overview"])
    parts.overview(paper, report)
    parts.written_out(paper, report)
    parts.not_judged(paper, report)
    annexes.heading(paper, report, words["contradictions"])
    parts.contradictions(paper, report)
    paper.turn(furniture.upright())
    annexes.of_zone(paper, report)
    furniture.sideways()
