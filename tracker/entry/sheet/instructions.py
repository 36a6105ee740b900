"""The first sheet: what to do, in the words of an office."""

from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from tracker.entry.sheet import looks
from tracker.entry.sheet.facts import Facts


def instructions(sheet: Worksheet, facts: Facts) -> None:
    """Title, dates and numbered sentences; nothing to fill in."""
    cycle = facts.cycle
    made = formats.date_format(timezone.localtime(facts.made_at), "DATETIME_FORMAT")
    dates = _("Due %(due)s. Downloaded %(made)s, %(count)s targets.") % {
        "due": formats.date_format(_due_on(facts), "DATE_FORMAT"),
        "made": made,
        "count": len(facts.lines),
    }
    title = _("%(zone)s: figures of %(year)s") % {"zone": cycle.plan.zone, "year": cycle.year}
    looks.put(sheet.cell(1, 1), title).font = looks.TITLE
    looks.put(sheet.cell(2, 1), dates).font = looks.QUIET
    for row, sentence in enumerate(_sentences(), 4):
        cell = sheet.cell(row, 1, f"{row - 3}. {sentence}")
        cell.font = looks.PLAIN
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 96
    sheet.protection.sheet = True
    sheet.sheet_view.showGridLines = False


def _due_on(facts: Facts) -> date:
    """The first date that holds for one of the departments."""
    departments = {line.target.department_id for line in facts.lines} or {None}
    return min(facts.cycle.due_for(number) for number in departments)


def _sentences() -> list[str]:
    return [
        _("Fill in the yellow cells only. Grey and hatched cells are not asked for here."),
        _("“What is asked for” says which kind of figure a row wants: a level, a rate, an amount."),
        _("Write figures in the unit of the row, without unit and words: 1234.5"),
        _("An empty cell or “—” means not reported. Zero is a figure: write 0 where it is 0."),
        _("Where the unit is per cent, 12.5 and a percentage cell showing 12.5 mean the same."),
        _("Rows and columns may be hidden or filtered; do not copy rows and do not merge cells."),
        _("Save as .xlsx, then upload the file under “My returns”; .xls and .csv are read too."),
        _("The upload shows first what would change. Nothing is stored before it is confirmed."),
        _("What was changed here since the download is not overwritten: it is listed as stale."),
        _("Submitted and approved figures, and breaks in a series, are changed on the page."),
        _("Stored figures are drafts. Submit them under “My returns”."),
    ]
