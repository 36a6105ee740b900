"""An entry of the trail in words: what it was done to, and what differs after it.

Fields are called as their models call them, figures are written as everywhere else, and rows that
are named by number only are looked up, all of a page at once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tracker import notation
from tracker.models import Alert, Figure, Target, TrailEntry
from tracker.models.verbs import VERBS
from tracker.models.wording import GRAVITIES, LABELS, LIKELIHOODS
from tracker.terms import (
    Cause,
    Measure,
    Quality,
    ReportFormat,
    ReportKind,
    Role,
    Status,
    Verdict,
)

# Said beside the object, or of no use to a reader: never listed as a difference.
ASIDE = frozenset({"id", "change", "year", "vintage", "step", "level", "size", "sha256"})
NUMERIC = (models.DecimalField, models.FloatField, models.IntegerField)


@dataclass(frozen=True)
class Difference:
    """One field before and after, as people read it; an empty text is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One entry as it is told. ``figure`` is (target, year) where it was done to a figure.

    ``label`` is what the object is called in the reader's language.
    """

    entry: TrailEntry
    differences: tuple[Difference, ...]
    figure: tuple[int, int] | None
    label: str

    @property
    def verb(self) -> str:
        return str(VERBS.get(self.entry.verb, self.entry.verb))

    @property
    def year(self) -> str:
        """The year that it is about, where the object's name does not say it."""
        year = str(self.entry.after.get("year") or self.entry.before.get("year") or "")
        return "" if year in self.label else year

    @property
    def origin(self) -> str:
        """From where: an address as it is, a command or job with the word for it."""
        kind, _blank, name = (self.entry.origin or "").partition(" ")
        if not name:
            return kind
        return (gettext("Command %s") if kind == "command" else gettext("Background job %s")) % name

    @property
    def alert_id(self) -> int | None:
        """The alert that it was done to."""
        return self.entry.noun_id if self.entry.noun == "alert" else None

    @property
    def target_id(self) -> int | None:
        """The target that it was done to, or to whose figure."""
        if self.entry.noun == "target":
            return self.entry.noun_id
        return self.figure[0] if self.figure else None


def tell(entries: Iterable[TrailEntry]) -> list[Told]:
    """The entries in words.

    One query for their figures, one for their targets, one for their alerts, one for each kind of
    row that is named.
    """
    chosen = list(entries)
    objects, names = _objects(chosen), _names(chosen)
    return [
        Told(
            entry,
            tuple(_differences(entry, names)),
            (row.target_id, row.year) if isinstance(row, Figure) else None,
            _label(entry, row),
        )
        for entry in chosen
        for row in [objects.get((entry.noun, entry.noun_id))]
    ]


# --- what it was done to ------------------------------------------------------------------------


def _objects(entries: list[TrailEntry]) -> dict[tuple[str, int], Figure | Target | Alert]:
    """The targets, figures and alerts that the entries are about, as far as they are there."""
    targets = Target.objects.only("name", "name_en").in_bulk(_numbers(entries, "target"))
    figures = (
        Figure.objects.select_related("target")
        .only("year", "target__name", "target__name_en")
        .in_bulk(_numbers(entries, "figure"))
    )
    alerts = Alert.objects.select_related("target", "department", "cycle__plan__zone").in_bulk(
        _numbers(entries, "alert")
    )
    return {
        **{("alert", pk): alert for pk, alert in alerts.items()},
        **{("target", pk): target for pk, target in targets.items()},
        **{("figure", pk): figure for pk, figure in figures.items()},
    }


def _label(entry: TrailEntry, row: Figure | Target | Alert | None) -> str:
    """The name as it was written then; in the reader's language where the name is still that."""
    if row is None:
        return entry.label
    if isinstance(row, Alert):
        return str(row)
    target = row.target if isinstance(row, Figure) else row
    year = f" {row.year}" if isinstance(row, Figure) else ""
    known = {f"{name}{year}"[:200] for name in (target.name, target.name_en) if name}
    return str(row) if entry.label in known else entry.label


# --- which fields differ ------------------------------------------------------------------------

Names = Mapping[tuple[type[models.Model], int], str]


def _differences(entry: TrailEntry, names: Names) -> Iterable[Difference]:
    """What differs, in the order of the entry; a plain "no" is no difference from nothing."""
    for key in dict.fromkeys((*entry.before, *entry.after)):
        before, after = entry.before.get(key), entry.after.get(key)
        if key in ASIDE or before == after or (before is None and after is False):
            continue
        called, write = _field(entry.noun, key, names)
        texts = [_nothing_or(write, value) for value in (before, after)]
        if texts[0] != texts[1]:
            yield Difference(capfirst(str(called)), *texts)


def _nothing_or(write: Callable[[Any], str], value: Any) -> str:
    return "" if value is None else write(value)


def _field(noun: str, key: str, names: Names) -> tuple[str | Promise, Callable[[Any], str]]:
    """What a key is called, and how its values are written."""
    if (noun, key) in OWN_WORDS:
        return OWN_WORDS[noun, key]
    field = _model_field(noun, key)
    if field is not None:
        return field.verbose_name, partial(_as_field, field, names)
    if key in FACTS:
        return FACTS[key]
    if key.isdigit():
        return (key if len(key) == 4 else _("Step %s") % key), _number
    return key.replace("_", " "), _text


@cache
def _model_field(noun: str, key: str) -> Any:
    """The object's own column of that name; ``None`` for what a verb tells besides."""
    try:
        field: Any = apps.get_model("tracker", noun)._meta.get_field(key)
    except (LookupError, FieldDoesNotExist):
        return None
    return field if field.concrete else None


# --- how values are written ---------------------------------------------------------------------


def _as_field(field: Any, names: Names, value: Any) -> str:
    text = str(value)
    if field.is_relation:
        found = names.get((field.related_model, int(text))) if text.isdigit() else text
        return found or text
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _yes_or_no(value)
    if isinstance(field, models.DateTimeField):
        return _moment(value)
    if isinstance(field, models.DateField):
        return _day(value)
    if isinstance(field, NUMERIC) and "year" not in field.name:
        return _number(value)
    return _text(value)


def _text(value: Any) -> str:
    """As it is; several values one after another."""
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)


def _counts(value: Mapping[str, Mapping[str, int]]) -> str:
    """What the load of a register did to each kind of row; what did not happen is left out."""
    done = {"created": _("%s added"), "changed": _("%s changed"), "removed": _("%s removed")}
    return "; ".join(
        f"{_kind(noun)} "
        + ", ".join(str(text) % each[key] for key, text in done.items() if each.get(key))
        for noun, each in value.items()
    )


def _kind(noun: str) -> str:
    """What rows of a kind are called, by the name that loading a register has for it."""
    model = "planfinding" if noun == "finding" else noun.replace("_", "")
    return str(apps.get_model("tracker", model)._meta.verbose_name)


def _number(value: Any) -> str:
    """As it was typed; what was calculated to four decimals."""
    if isinstance(value, float):
        value = Decimal(repr(value)).quantize(Decimal("0.0001")).normalize()
        return notation.number(Decimal(f"{value:f}"))
    try:
        return notation.number(Decimal(str(value)))
    except InvalidOperation:
        return _text(value)


def _share(value: Any) -> str:
    return notation.percent(Decimal(str(value)))


def _day(value: Any) -> str:
    try:
        return formats.date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    except ValueError:
        return _text(value)


def _moment(value: Any) -> str:
    try:
        at = timezone.localtime(datetime.fromisoformat(str(value)))
    except ValueError:
        return _text(value)
    return formats.date_format(at, "DATETIME_FORMAT")


def _yes_or_no(value: Any) -> str:
    return gettext("Yes") if str(value) == "True" else gettext("No")


def _word(enum: type[Any]) -> Callable[[Any], str]:
    labels = {member.value: text for member, text in LABELS[enum].items()}
    return lambda value: str(labels.get(value, value))


def _words(enum: type[Any]) -> Callable[[Any], str]:
    word = _word(enum)
    return lambda values: gettext(", ").join(map(word, values))


def _judgement(value: Any) -> str:
    return str((LABELS[Status] | LABELS[Verdict]).get(value, value))


def _likelihood(value: Any) -> str:
    return str(LIKELIHOODS.get(value, value))


# Fields that pages call by other words than their columns.
OWN_WORDS: dict[tuple[str, str], tuple[Promise, Callable[[Any], str]]] = {
    ("alert", "severity"): (_("How grave"), lambda value: str(GRAVITIES.get(value, value))),
    ("reportschedule", "formats"): (_("Formats"), _words(ReportFormat)),
}

# What verbs tell besides fields of the object itself.
FACTS: dict[str, tuple[Promise, Callable[[Any], str]]] = {
    "value": (_("Figure"), _number),
    "quality": (_("Quality"), _word(Quality)),
    "measure": (_("compared as"), _word(Measure)),
    "document": (_("Document"), _text),
    "department": (_("Department"), _text),
    "zone": (_("Zone"), _text),
    "role": (_("role"), _word(Role)),
    "host": (_("host"), _text),
    "secret_changed": (_("another secret"), _yes_or_no),
    "failures": (_("failures"), _number),
    "until": (_("locked until"), _moment),
    "effective_on": (_("effective on"), _day),
    "due_on": (_("Due date"), _day),
    "since": (_("Waiting since"), _day),
    "status": (_("Status"), _word(Status)),
    "verdict": (_("Verdict"), _word(Verdict)),
    "asked": (_("Figures asked for"), _number),
    "outstanding": (_("Figures outstanding"), _number),
    "expected": (_("Expected value"), _number),
    "attainment": (_("Attainment"), _share),
    "progress": (_("Progress"), _share),
    "elapsed": (_("Elapsed share"), _share),
    "pace": (_("Pace"), _number),
    "gap": (_("Gap"), _number),
    "margin": (_("Margin"), _number),
    "cumulative": (_("Total so far"), _number),
    "cumulative_change_percent": (_("Change so far, %"), _number),
    "average_growth_percent": (_("Average yearly growth so far"), _number),
    "projection": (_("Projected"), _number),
    "likelihood": (_("Likelihood"), _likelihood),
    "annual": (_("Annual target"), _number),
    "before": (_("Before"), _judgement),
    "changed_on": (_("Changed on"), _day),
    "missing_years": (_("Years not reported"), _number),
    "reported": (_("Last reported year"), _text),
    "cause": (_("Kind of cause"), _word(Cause)),
    "explanation": (_("Cause"), _text),
    "measure_taken": (_("Measure"), _text),
    "owner": (_("Responsible person"), _text),
    "promised_on": (_("Promised date"), _day),
    "people": (_("People"), _text),
    "not_before": (_("Goes out"), _moment),
    "file": (_("File"), _text),
    "superseded": (_("Supersedes"), _text),
    "files": (pgettext_lazy("documents", "Files"), _number),
    "zones": (_("Zones"), _text),
    "years": (_("Years"), _text),
    "kinds": (_("Kinds"), _words(ReportKind)),
    "formats": (_("Formats"), _words(ReportFormat)),
    "languages": (_("Languages"), _text),
    "recipients": (_("Recipients"), _text),
    "kept_by": (_("Kept by"), _text),
    "in_place_of": (_("in place of"), _text),
    "counts": (_("Entries"), _counts),
    "targets": (_("Targets"), _number),
    "saved": (_("Rows stored"), _number),
    "left": (_("Rows left out"), _number),
    "all_or_nothing": (_("All or nothing"), _yes_or_no),
}


# --- rows that are named by number --------------------------------------------------------------


def _numbers(entries: Iterable[TrailEntry], noun: str) -> set[int]:
    return {entry.noun_id for entry in entries if entry.noun == noun}


def _names(entries: Iterable[TrailEntry]) -> Names:
    """What every row that some entry names by its number is called. A query for each model."""
    wanted: dict[type[models.Model], set[int]] = {}
    for entry in entries:
        for key, value in (*entry.before.items(), *entry.after.items()):
            field = _model_field(entry.noun, key)
            if field is not None and field.is_relation and str(value).isdigit():
                wanted.setdefault(field.related_model, set()).add(int(value))
    return {
        (model, pk): str(row)
        for model, numbers in wanted.items()
        for pk, row in model._default_manager.in_bulk(numbers).items()
    }
