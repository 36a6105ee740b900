"""The report as a workbook: the same tables, with formulas that go on calculating.

XlsxWriter writes a formula together with its value, which openpyxl cannot: viewers that do not
calculate show the engine's own numbers. It also stamps its parts with a fixed date.
"""

import io
from datetime import UTC, datetime

import xlsxwriter

from tracker.reports.datasets import Brief, Comparison, FinalReport, Report, ZoneReport
from tracker.reports.workbook.brief import write_brief
from tracker.reports.workbook.charts import outcomes_chart
from tracker.reports.workbook.contents import contents_of
from tracker.reports.workbook.cover import write_cover
from tracker.reports.workbook.grids import write_grid
from tracker.reports.workbook.indicators import write_indicators
from tracker.reports.workbook.looks import Looks
from tracker.reports.workbook.notes import (
    write_matrix,
    write_method,
    write_sources,
    write_unreported,
)
from tracker.reports.workbook.own import OWN, own_grids
from tracker.reports.workbook.superseding import write_superseding
from tracker.reports.workbook.years import write_years


def workbook(report: Report, *, made_at: datetime) -> bytes:
    """The report in sheets: cover, table of indicators, what its kind adds, yearly figures, gaps or
    matrix, where the figures come from, method; a brief is one sheet.

    The same report and ``made_at`` (aware) give the same bytes.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": report.cover.title,
                "subject": report.cover.zone,
                "created": made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        looks = Looks(book, report)
        match report:
            case Brief():
                write_brief(looks.sheet("brief"), looks, report)
            case ZoneReport() | Comparison():
                _write(looks, report)
            case _:
                raise TypeError(f"{type(report).__name__} has no sheets")
        write_superseding(looks, report.superseded)
    return file.getvalue()


def _write(looks: Looks, report: ZoneReport | Comparison) -> None:
    contents = contents_of(report)
    names = ("cover", "table", *OWN.get(report.kind, ()), "years")
    sheets = {name: looks.sheet(name) for name in names}
    write_cover(sheets["cover"], looks, contents)
    years = write_years(sheets["years"], looks, contents)
    table = write_indicators(sheets["table"], looks, contents, years)
    for name, grid in own_grids(report, contents.lines, table).items():
        last = write_grid(sheets[name], looks, grid)
        if isinstance(report, FinalReport) and name == "outcomes" and report.outcomes:
            chart = outcomes_chart(looks, looks.sheet_name(name), report.outcomes)
            sheets[name].insert_chart(last + 1, 0, chart, {"description": grid.title})
    if contents.unreported is not None:
        write_unreported(looks.sheet("unreported"), looks, contents.unreported)
    if contents.matrix:
        write_matrix(looks.sheet("matrix"), looks, contents)
    if contents.data_sources:
        write_sources(looks.sheet("data_sources"), looks, contents.data_sources)
    write_method(looks.sheet("method"), looks, contents)
