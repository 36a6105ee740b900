"""What a report says: frozen tables with every text ready to print, for any renderer.

No Django and no numbers to be formatted: whoever prints these on paper or in a workbook prints
the same words and digits.
"""

from tracker.reports.datasets.kinds import MonitoringReport, Report, ZoneReport
from tracker.reports.datasets.parts import (
    Contradiction,
    Count,
    Cover,
    Finding,
    Gap,
    Line,
    LineGroup,
    Pledge,
    Rule,
    Unassessed,
    Unreported,
    Word,
)

__all__ = [
    "Contradiction",
    "Count",
    "Cover",
    "Finding",
    "Gap",
    "Line",
    "LineGroup",
    "MonitoringReport",
    "Pledge",
    "Report",
    "Rule",
    "Unassessed",
    "Unreported",
    "Word",
    "ZoneReport",
]
