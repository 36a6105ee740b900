"""What a report says: frozen tables with every text ready to print, for any renderer.

No Django and nothing left to be calculated: whoever prints these on paper or in a workbook prints
the same words and digits.
"""

from tracker.reports.datasets.kinds import MonitoringReport, Report, ZoneReport
from tracker.reports.datasets.parts import (
    Basis,
    Contradiction,
    Count,
    Cover,
    Exact,
    Finding,
    Gap,
    Line,
    LineGroup,
    Pledge,
    Rule,
    Sums,
    Unassessed,
    Unreported,
    Word,
    YearFigure,
)

__all__ = [
    "Basis",
    "Contradiction",
    "Count",
    "Cover",
    "Exact",
    "Finding",
    "Gap",
    "Line",
    "LineGroup",
    "MonitoringReport",
    "Pledge",
    "Report",
    "Rule",
    "Sums",
    "Unassessed",
    "Unreported",
    "Word",
    "YearFigure",
    "ZoneReport",
]
