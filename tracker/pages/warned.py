"""The warnings about an entered figure, as its officer and its reviewer read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.entry.comparing import Shelf
from tracker.entry.queries import compared, warnings_of
from tracker.entry.warnings import EntryWarning
from tracker.models import Figure
from tracker.models.warnings import explain
from tracker.pages.desk import Desk


@dataclass(frozen=True)
class Warned:
    """What looks odd about one figure, and whether its officer has said why."""

    warnings: tuple[EntryWarning, ...]
    has_note: bool

    @property
    def sentences(self) -> list[tuple[EntryWarning, str]]:
        return [(warning, explain(warning.code, warning.data)) for warning in self.warnings]

    @property
    def asking(self) -> int:
        """How many of them ask for a note."""
        return sum(warning.asks_for_note for warning in self.warnings)

    @property
    def lacks_note(self) -> bool:
        return self.asking > 0 and not self.has_note

    @property
    def codes(self) -> str:
        """What the form carries, so that a submission tells what its officer has seen."""
        return " ".join(warning.code for warning in self.warnings if warning.asks_for_note)

    def is_news(self, seen: str) -> bool:
        """Whether a note is asked for by a warning that was not shown yet."""
        return self.lacks_note and not set(self.codes.split()) <= set(seen.split())


def warned(desk: Desk) -> Warned | None:
    """Of the figure being worked on, for those who may see it; ``None`` where nothing is odd."""
    if desk.working is None or not desk.sees_work:
        return None
    return of_saved(desk.working)


def of_saved(figure: Figure) -> Warned | None:
    """Of one figure as it is stored. Two queries."""
    return _warned(figure, warnings_of(figure))


def all_warned(figures: Sequence[Figure]) -> tuple[Shelf, list[tuple[Figure, Warned | None]]]:
    """Every figure of a list with its warnings, and what they were compared with. Two queries."""
    shelf, found = compared(figures)
    return shelf, [(figure, _warned(figure, found[figure.pk])) for figure in figures]


def _warned(figure: Figure, warnings: tuple[EntryWarning, ...]) -> Warned | None:
    return Warned(warnings, bool((figure.note or "").strip())) if warnings else None
