"""Standings become the tables and sentences of documents, one module a kind.

Numbers are the standings' own, written by ``notation``; texts are in the active language.
"""

from tracker.reports.composing.monitoring import monitoring_report
from tracker.reports.composing.written import is_written_out

__all__ = ["is_written_out", "monitoring_report"]
