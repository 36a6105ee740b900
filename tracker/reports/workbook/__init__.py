"""The report as a workbook: the same tables, with formulas that go on calculating.

XlsxWriter writes a formula together with its value, which openpyxl cannot: viewers that do not
calculate show the engine's own numbers. It also stamps its parts with a fixed date.
"""

import io
from datetime import UTC, datetime

import xlsxwriter

from tracker.reports.datasets import Report
from tracker.reports.workbook.contents import contents_of
from tracker.reports.workbook.cover import write_cover
from tracker.reports.workbook.indicators import write_indicators
from tracker.reports.workbook.looks import Looks
from tracker.reports.workbook.notes import write_matrix, write_method, write_unreported
from tracker.reports.workbook.years import write_years


def workbook(report: Report, *, made_at: datetime) -> bytes:
    """The report in sheets: cover, table of indicators, yearly figures, gaps or matrix, method.

    The same report and ``made_at`` (aware) give the same bytes. Raises ``NotImplementedError`` for
    a kind of report without a table of indicators.
    """
    contents = contents_of(report)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": report.cover.title,
                "subject": report.cover.zone,
                "created": made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        looks = Looks(book, contents)
        sheets = {name: looks.sheet(name) for name in ("cover", "table", "years")}
        write_cover(sheets["cover"], looks)
        years = write_years(sheets["years"], looks)
        write_indicators(sheets["table"], looks, years)
        if contents.unreported is not None:
            write_unreported(looks.sheet("unreported"), looks, contents.unreported)
        if contents.matrix:
            write_matrix(looks.sheet("matrix"), looks)
        write_method(looks.sheet("method"), looks)
    return file.getvalue()
