"""One target of a cycle as a row of the grid: what stands there, what was typed, what it means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from zlib import crc32

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker import notation
from tracker.assessment.queries import Outlook, outlooks
from tracker.attainment.figures import Answer
from tracker.entry.checks import missing
from tracker.entry.queries import filed
from tracker.entry.sheet.facts import Line
from tracker.models import Figure, Target
from tracker.models.asking import asked_for, asked_help, field_label
from tracker.models.wording import label
from tracker.pages.forms import DESCRIBED, ON_BREAK, PARENT, REVISION, field_names, initial
from tracker.pages.grid_cells import Cell, worded
from tracker.pages.warned import Warned
from tracker.standing.pledges import Pledge, pledges_of_targets
from tracker.terms import FigureState, Status, Verdict, judged

NOT_STARTED = "not_started"
RETURNED = FigureState.RETURNED
# What each column is about; a card on a narrow screen says it beside each figure.
HEADS: dict[str, Promise] = {
    "unit": _("Unit"),
    "expected": _("Expected"),
    "annual": _("Annual target"),
    "figure": _("Figure"),
    "quality": _("Quality"),
    "note": _("Remarks"),
    "evidence": _("Evidence"),
    "meaning": _("What it means"),
    "state": _("State"),
    "more": _("More"),
    "files": _("Files"),
    "given": _("Compared series"),
    "steps": _("Steps done"),
    "tick": _("Tick the steps"),
    "preview": _("not approved yet"),
}
# Where a row can stand, in the order in which an officer deals with them.
STATES: dict[str, Promise] = {
    FigureState.RETURNED.value: label(FigureState.RETURNED),
    NOT_STARTED: _("Not begun"),
    FigureState.DRAFT.value: label(FigureState.DRAFT),
    FigureState.SUBMITTED.value: label(FigureState.SUBMITTED),
    FigureState.APPROVED.value: label(FigureState.APPROVED),
}
# What most rows leave empty; it waits behind a summary unless something stands there.
RARE = frozenset({"level", "field_size", "steps_done", "steps_total", *ON_BREAK})


@dataclass
class Row:
    """One target; ``typed``, ``errors`` and what follows are filled where a save went wrong.

    ``takes``: whether a figure can be entered now; ``asked_value`` is the year's annual target, or
    the assigned value of a delegated one. ``pledge`` is the latest promise about an earlier year.
    ``stale`` says who was faster: the next save must carry a choice. ``refusal`` are sentences
    about the row as a whole, ``notice`` is one about what was done.
    """

    line: Line
    year: int
    takes: bool
    outlook: Outlook
    asked_value: Decimal | None
    pledge: Pledge | None = None
    warned: Warned | None = None
    typed: Mapping[str, str] | None = None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    read: Collection[str] = ()
    refusal: Sequence[str] = ()
    stale: str = ""
    notice: str = ""

    @property
    def target(self) -> Target:
        return self.line.target

    @property
    def figure(self) -> Figure | None:
        return self.line.figure

    @property
    def files(self) -> int:
        """How many files of evidence the figure has."""
        return getattr(self.figure, "file_count", None) or 0

    @property
    def prefix(self) -> str:
        """What the names of this row's fields begin with in the form of all rows."""
        return f"t{self.target.pk}"

    @property
    def first_key(self) -> str:
        """The name of the field that is typed first."""
        return f"{self.prefix}-{self.names[0]}"

    @property
    def state(self) -> str:
        return self.figure.state if self.figure else NOT_STARTED

    @property
    def state_word(self) -> Promise:
        return STATES[self.state]

    @property
    def version(self) -> int | None:
        """The version of the open vintage; an approved one is not touched from here."""
        figure = self.figure
        return figure.version if figure and figure.state != FigureState.APPROVED else None

    @property
    def is_open(self) -> bool:
        """Whether its officer may type here now."""
        return self.line.is_open and self.takes

    @property
    def is_empty(self) -> bool:
        """Whether the row still waits for its figure."""
        return self.is_open and not self.is_filled

    @cached_property
    def is_filled(self) -> bool:
        """Whether what must be there before a submission is there."""
        if self.figure is None:
            return False
        counts = self.target.base_level is not None
        return not missing(self.line.kind, vars(self.figure), levels_count=counts)

    @property
    def answer(self) -> Answer | None:
        """The judgement as if the year's figure were approved; None without a figure."""
        return self.outlook.answer if self.is_filled else None

    @property
    def word(self) -> Status | Verdict | None:
        answer = self.answer
        return judged(answer.status, answer.verdict) if answer else None

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.refusal or self.stale)

    @cached_property
    def asked(self) -> str:
        return asked_for(self.line.kind, self.year, self.line.measure)

    @property
    def asked_help(self) -> Promise:
        return asked_help(self.line.kind, self.line.measure)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields of the row; a vintage that replaces another says why."""
        line = self.line
        names = field_names(line.kind, has_steps=line.has_steps, is_given=line.is_given)
        return (*names, REVISION) if self.figure and self.figure.vintage > 1 else names

    @cached_property
    def stored(self) -> dict[str, str]:
        """What stands here, as the texts of a form."""
        values = initial(self.figure, self.names)
        return {name: as_text(name, values.get(name)) for name in self.names}

    @property
    def shown(self) -> str:
        """A mark of what was shown: a row that comes back with the same was not touched."""
        return mark_of(self.stored)

    @cached_property
    def main(self) -> list[Cell]:
        """The figure itself and what always belongs to it."""
        return [self._cell(n) for n in self.names if n not in RARE and n not in DESCRIBED]

    @cached_property
    def rare(self) -> list[Cell]:
        return [self._cell(name) for name in self.names if name in RARE]

    @property
    def rare_is_told(self) -> bool:
        """Whether something stands in the rare fields, so that they are not hidden."""
        return any(cell.is_told for cell in self.rare)

    @property
    def quality(self) -> Cell:
        return self._cell("quality")

    @property
    def note(self) -> Cell:
        return self._cell("note")

    @property
    def evidence(self) -> Cell:
        return self._cell("evidence")

    def _cell(self, name: str) -> Cell:
        typed = self.stored if self.typed is None else self.typed
        value, stored = typed.get(name, ""), self.stored[name]
        differs = bool(self.stale) and value != stored
        is_asked = name == self.names[0]
        return Cell(
            name=name,
            key=f"{self.prefix}-{name}",
            label=self.asked if is_asked else field_label(name),
            value=value,
            is_labelled=not is_asked and name not in DESCRIBED,
            errors=tuple(self.errors.get(name, ())),
            is_read=name in self.read,
            theirs=worded(name, stored) if differs else None,
            hint=self._hint(name),
        )

    @property
    def unsaved(self) -> list[tuple[str, str]]:
        """What was typed into a row that takes nothing any more, beside what stands there."""
        typed = self.typed or {}
        return [
            (field_label(name), worded(name, text))
            for name, text in typed.items()
            if text.strip() and text != self.stored.get(name)
        ]

    def _hint(self, name: str) -> str:
        """The figure that stands for one that is not entered: that of the compared series."""
        compared = self.outlook.compared
        return notation.number(compared) if name == PARENT and compared is not None else ""


def as_text(name: str, value: Any) -> str:
    """A field's value as a browser sends it back."""
    if name == "is_break":
        return "on" if value in (True, "on", "True") else ""
    return "" if value is None else str(value)


def mark_of(texts: Mapping[str, str]) -> str:
    """The same for the same texts, whatever a browser makes of line ends and outer space."""
    parts = (f"{name}={text.replace(chr(13), '').strip()}" for name, text in sorted(texts.items()))
    return f"{crc32(chr(31).join(parts).encode()):08x}"


def pledged(targets: Sequence[Any], year: int, today: date) -> dict[int, Pledge]:
    """The latest promise about a year before, by the number of its target. Two queries at most."""
    found = pledges_of_targets([target.pk for target in targets], today, before=year)
    return {pk: pledges[0] for pk, pledges in found.items()}


def rows_of(targets: Sequence[Any], year: int, promised: Mapping[int, Pledge]) -> list[Row]:
    """The rows of targets (as ``planning.queries.asked_in`` reads them), as they stand.

    Three queries, however many there are. ``promised`` is what ``pledged`` answers.
    """
    found = filed(targets, year)
    ahead = outlooks(targets, found.figures, year)
    return [
        Row(
            line=line,
            year=year,
            takes=target.takes or (line.figure is not None and line.figure.state == RETURNED),
            outlook=ahead[target.pk],
            asked_value=target.year_value,
            pledge=promised.get(target.pk),
            warned=_warned(line.figure, found.warnings),
        )
        for target, line in zip(targets, found.lines, strict=True)
    ]


def _warned(figure: Figure | None, odd: Mapping[int, Any]) -> Warned | None:
    if figure is None or not odd.get(figure.pk):
        return None
    return Warned(odd[figure.pk], bool((figure.note or "").strip()))


def around(cycle: int, year: int) -> dict[str, Any]:
    """What the template of a row needs besides the row."""
    heads = {name: str(text) for name, text in HEADS.items()}
    return {"heads": heads, "cycle_id": cycle, "year": year, "last": year - 1}


def counts(rows: Iterable[Row], chosen: str = "") -> list[tuple[str, Promise, int]]:
    """How many rows stand where, only where any do or where the ``chosen`` state is told of."""
    numbers: dict[str, int] = dict.fromkeys(STATES, 0)
    for row in rows:
        numbers[row.state] += 1
    return [
        (state, STATES[state], number)
        for state, number in numbers.items()
        if number or state == chosen
    ]
