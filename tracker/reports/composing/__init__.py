"""Standings become the tables and sentences of documents, one module a kind.

Numbers are the standings' own, written by ``notation``; texts are in the active language.
"""

from tracker.reports.composing.beside import groups_to_draw
from tracker.reports.composing.brief import MOST_CHARTS, brief, most_pressing
from tracker.reports.composing.comparison import comparison
from tracker.reports.composing.department import department_sheet, of_department
from tracker.reports.composing.final import final_report
from tracker.reports.composing.midterm import midterm_report
from tracker.reports.composing.monitoring import monitoring_report
from tracker.reports.composing.release import Issue, as_draft, as_issued
from tracker.reports.composing.written import is_written_out

__all__ = [
    "MOST_CHARTS",
    "Issue",
    "as_draft",
    "as_issued",
    "brief",
    "comparison",
    "department_sheet",
    "final_report",
    "groups_to_draw",
    "is_written_out",
    "midterm_report",
    "monitoring_report",
    "most_pressing",
    "of_department",
]
