"""What a cell takes while it is filled in, with the words that say why not."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.entry.checks import COUNTS, QUALITIES
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.layout import FIGURES, TEXT_LIMITS
from tracker.entry.ticking import COUNTED
from tracker.models.asking import DONE, asked_help
from tracker.models.wording import label

_MOST = "99999999999.9999"
# Signs that spreadsheet programs show beside a cell.
_PROMPT = 255


class Limits:
    """The rules of one sheet, each written once with all the cells that it holds for."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._rules: dict[tuple[object, ...], DataValidation] = {}
        self._spans: dict[tuple[object, ...], list[list[int]]] = {}

    def put(self, cell: Cell, field: str, line: Line) -> None:
        """Hold a cell to what its field takes; cells come row by row."""
        shared = (
            (field, line.kind, line.measure, line.target.unit) if field == "value" else (field,)
        )
        if shared not in self._rules:
            self._rules[shared] = limit(field, line)
        self._extend(shared, cell)

    def explain(self, cell: Cell, why: str) -> None:
        """Say beside a locked cell why it is locked, once it is chosen."""
        if (why,) not in self._rules:
            self._rules[(why,)] = DataValidation(showInputMessage=True, prompt=why[:_PROMPT])
        self._extend((why,), cell)

    def _extend(self, shared: tuple[object, ...], cell: Cell) -> None:
        spans = self._spans.setdefault(shared, [])
        if spans and spans[-1][0] == cell.column and spans[-1][2] == cell.row - 1:
            spans[-1][2] = cell.row
        else:
            spans.append([cell.column, cell.row, cell.row])

    def write(self) -> None:
        """Write every rule with its ranges; cell by cell it would take minutes for large sheets."""
        for shared, rule in self._rules.items():
            rule.sqref = " ".join(
                f"{get_column_letter(column)}{first}:{get_column_letter(column)}{last}"
                for column, first, last in self._spans[shared]
            )
            self._sheet.add_data_validation(rule)


def limit(field: str, line: Line) -> DataValidation:
    """The rule of one cell. It helps who types; what is pasted is checked at the upload."""
    if field == "done":
        return _choice(str(text) for text in DONE.values())
    if field == "quality":
        return _choice(str(label(quality)) for quality in QUALITIES)
    if field in COUNTS:
        return _rule(
            _("Enter a whole number, without words and signs."),
            type="whole", operator="between", formula1="0", formula2="99999",
        )  # fmt: skip
    if field in FIGURES:
        rule = _rule(
            _("Enter a number without unit and words. Leave the cell empty for “not reported”."),
            type="decimal", operator="between", formula1=f"-{_MOST}", formula2=_MOST,
        )  # fmt: skip
        if field == "value":
            rule.promptTitle = line.target.unit[:32] or None
            rule.prompt = str(asked_help(line.kind, line.measure))[:_PROMPT]
            rule.showInputMessage = True
        return rule
    return _rule(
        _("The text is too long. Shorten it."),
        type="textLength", operator="lessThanOrEqual", formula1=str(TEXT_LIMITS[field]),
    )  # fmt: skip


def why_locked(line: Line, field: str) -> str:
    """Where a value comes from that is not entered in the sheet."""
    if field in COUNTED or line.given is None:
        return _("The steps have names. Tick those that are done on the figure's page.")
    text = _("From “%(series)s”, entered once for all targets compared with it. Source: %(source)s")
    return text % {"series": line.given.series, "source": line.given.document}


def _choice(texts: Iterable[str]) -> DataValidation:
    return _rule(_("Choose from the list."), type="list", formula1=f'"{",".join(texts)}"')


def _rule(error: str, **rule: str) -> DataValidation:
    return DataValidation(
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=_("This cannot be taken"),
        error=error,
        **rule,
    )
