"""What comes back from the grid: each row is saved by itself, and what was typed is never lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Refused, Stale, WrongState
from tracker.models import Figure, Person, Target
from tracker.models.explaining import explain, explain_rival
from tracker.pages.forms import PARENT, READ, REVISION, ReportForm, field_names, has_steps
from tracker.pages.grid_rows import Row, mark_of
from tracker.terms import TargetKind

MINE, THEIRS = "mine", "theirs"


@dataclass
class Attempt:
    """One row as it was sent, and what became of it.

    ``typed`` is kept while it is not stored; ``unchosen`` says that somebody else was faster and
    that the row waits for the choice between the two.
    """

    target: Target
    typed: Mapping[str, str]
    version: str
    shown: str
    warned: str
    choice: str
    in_conflict: bool
    saved: Figure | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    refusal: list[str] = field(default_factory=list)
    unchosen: bool = False
    held: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what was shown; a quality alone begins no figure."""
        begun = self.version or any(
            text.strip() for name, text in self.typed.items() if name != "quality"
        )
        return bool(begun) and mark_of(self.typed) != self.shown

    @property
    def known_version(self) -> int:
        """The version whose contents its person knows; 0, which no figure has, for none."""
        if self.saved is not None:
            return self.saved.version
        is_number = self.version.isascii() and self.version.isdigit() and len(self.version) <= 9
        return int(self.version) if is_number else 0

    @property
    def failed(self) -> bool:
        return bool(self.errors or self.refusal or self.unchosen)

    @property
    def status(self) -> int:
        """The HTTP status that tells what became of the row."""
        if self.unchosen or self.refusal:
            return 409
        return 422 if self.errors else 200

    def explain(self, row: Row) -> None:
        """Put beside the row, as it stands now, what was typed and why it is not stored."""
        row.errors, row.read = self.errors, self.read
        row.refusal = [*self.refusal, *self.errors.get(NON_FIELD_ERRORS, ())]
        if self.failed:
            row.typed = self.typed
        if self.unchosen:
            row.stale = explain_rival(row.figure.last_change if row.figure else None)
        if self.held:
            row.notice = _("Saved, not submitted yet: say why in the remarks, or submit again.")
        elif self.saved and not self.failed:
            row.notice = _("Saved")


def attempt(target: Target, sent: Mapping[str, str], prefix: str = "") -> Attempt:
    """What was sent for a target, its names beginning with ``prefix``."""
    get = lambda name: sent.get(prefix + name, "")  # noqa: E731
    # A browser sends every field of text that it shows: without this one, the series' figure was
    # shown in its place.
    is_given = prefix + PARENT not in sent
    kind = TargetKind(target.kind)
    names = field_names(kind, has_steps=has_steps(target), is_given=is_given)
    if prefix + REVISION in sent:
        names = (*names, REVISION)
    return Attempt(
        target=target,
        typed={name: get(name) for name in names},
        version=get("version"),
        shown=get("shown"),
        warned=get("warned"),
        choice=get("choice"),
        in_conflict=bool(get("conflict")),
    )


def save(sent: Attempt, year: int, *, by: Person) -> None:
    """Keep one row as a draft, or note on it why that was not possible.

    Raises ``NotAllowed`` for whoever may not enter the target at all.
    """
    if sent.choice == THEIRS or not sent.is_touched:
        return
    if sent.in_conflict and sent.choice != MINE:
        sent.unchosen = True
        return
    form = _form(sent, year)
    if form.is_valid():
        _store(sent, form, year, by)
    else:
        _note_errors(sent, form)


def _form(sent: Attempt, year: int) -> ReportForm:
    target = sent.target
    revised = Figure(target=target, year=year) if REVISION in sent.typed else None
    data = {**sent.typed, "version": sent.version}
    is_given = PARENT not in sent.typed
    return ReportForm(data, target=target, year=year, revised=revised, is_given=is_given)


def _store(sent: Attempt, form: ReportForm, year: int, by: Person) -> None:
    version = form.cleaned_data["version"]
    try:
        if version is None and REVISION not in sent.typed:
            _require_unapproved(sent.target, year)
        sent.saved = flow.save_figure(sent.target, year, form.report, version=version, by=by)
    except NotAllowed:
        raise
    except Stale:
        sent.unchosen = True
    except Incomplete as error:
        form.add_problems(error)
        _note_errors(sent, form)
    except Refused as error:
        sent.refusal = explain(error)


def _require_unapproved(target: Target, year: int) -> None:
    """Raises ``WrongState`` where the row was empty when shown, and its figure is approved by now.

    A revision is begun on the figure's page, by who has seen what it replaces.
    """
    if getattr(target, "is_approved", False):
        raise WrongState("already_approved", year=year)


def _note_errors(sent: Attempt, form: ReportForm) -> None:
    sent.errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    sent.read = frozenset(
        name for name, found in form.errors.as_data().items() if found[0].code == READ
    )
    sent.typed = {name: str(form.data.get(name) or "") for name in sent.typed}


def submit(sent: Attempt, row: Row, *, by: Person) -> bool:
    """Hand one saved row over; whether it was. A warning that was not seen yet holds it once.

    What somebody else stored since the row was shown waits for the choice, as in ``save``.
    """
    figure = row.figure
    if sent.failed or figure is None or not row.is_open:
        return False
    if row.warned is not None and row.warned.is_news(sent.warned):
        sent.held = True
        return False
    try:
        flow.submit_figure(figure, version=sent.known_version, by=by)
    except NotAllowed:
        raise
    except Stale:
        sent.unchosen = True
    except Incomplete as error:
        form = _form(sent, row.year)
        form.is_valid()
        form.add_problems(error)
        _note_errors(sent, form)
    except Refused as error:
        sent.refusal = explain(error)
    return not sent.failed


def worst(sent: Iterable[Attempt]) -> int:
    """The status of the whole form: that of the row which needs its person most."""
    return max((each.status for each in sent), default=200, key=[200, 422, 409].index)
