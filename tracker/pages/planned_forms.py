"""The forms by which plan administrators change what a plan promised."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import notation
from tracker.entry.checks import QUALITIES
from tracker.errors import FieldProblem, Incomplete
from tracker.models import ComparedSeries, MilestoneStep, Target
from tracker.models.explaining import explain_problem
from tracker.models.fields import FIRST_YEAR, LAST_YEAR
from tracker.models.wording import choices, label
from tracker.pages.forms import Count, Typed, TypedForm
from tracker.planning.confirming import SUPPLIED
from tracker.planning.steps import Step, StepProblem
from tracker.planning.yearly import YearlyProblem
from tracker.terms import Attribute, Direction, Measure, Path, Quality, TargetKind

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LINES = forms.Textarea(attrs={"rows": 2})


def plain(value: Decimal | None, decimals: int | None = None) -> str:
    """A figure as it stands in a field; nothing where it is not known."""
    return "" if value is None else notation.number(value, decimals, separator="")


class Year(Count):
    """A year as people type it; an empty field is "not known"."""

    def clean(self, value: Any) -> Any:
        """The year; the error names value and remedy."""
        year = super().clean(value)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(explain_problem(FieldProblem("year", year, "not_a_year")))
        return year


class Planner(TypedForm):
    """What these forms share: refusals of a verb stand beside the fields that they name."""

    use_required_attribute = False

    def add_problems(self, error: Incomplete) -> None:
        """What a verb refused."""
        for problem in error.problems:
            field = self.field_of(problem)
            self.add_error(field if field in self.fields else None, explain_problem(problem))

    def field_of(self, problem: FieldProblem) -> str:
        """The field that a problem is about."""
        return problem.field


def document_field() -> forms.CharField:
    """The document that a change rests on."""
    return forms.CharField(
        label=gettext_lazy("Document"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Title and number, as 济高管发〔2023〕12号."),
        widget=forms.TextInput(attrs={"class": "long"}),
    )


def reason_field(help_text: Any = "") -> forms.CharField:
    """Why something is changed."""
    return forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=LINES,
        help_text=help_text,
    )


class ReviseForm(Planner):
    """A new value of a target."""

    def __init__(self, data: Any = None, *, target: Target, last: int) -> None:
        super().__init__(data, prefix="revise")
        years = [(year, str(year)) for year in range(target.plan.start_year, last + 1)]
        is_growth = target.kind == TargetKind.GROWTH
        self.fields["value"] = Typed(
            label=_("New yearly growth, %") if is_growth else _("New target value"),
            unit="%" if is_growth else target.unit,
        )
        self.fields["effective_year"] = forms.TypedChoiceField(
            label=_("First year judged by it"),
            choices=[("", "—"), *years],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("Earlier years keep the value that was in force for them."),
        )
        self.fields["effective_on"] = forms.DateField(
            label=_("Approved on"), required=False, widget=DAY
        )
        self.fields["document"] = document_field()
        self.fields["document"].label = _("Approving document")
        self.fields["reason"] = reason_field()


class BaselineForm(Planner):
    """The baseline as finally verified; ``was`` is what the form showed."""

    was = Typed(label="")

    def __init__(self, data: Any = None, *, target: Target) -> None:
        stands = plain(target.verified_base_value)
        super().__init__(data, prefix="base", initial={"value": stands, "was": stands})
        self.fields["was"].widget = forms.HiddenInput()
        help_text = _("Empty takes it back: the printed one counts again.") if stands else ""
        self.fields["value"] = Typed(
            label=_("Baseline as finally verified"), unit=target.unit, help_text=help_text
        )
        self.fields["document"] = document_field()
        self.fields["reason"] = reason_field()


class YearsForm(Planner):
    """One target's values by year; ``seen`` tells whether they are still what was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        target: Target,
        years: Sequence[int],
        values: Mapping[int, Decimal],
        seen: str,
        document: str,
    ) -> None:
        shown = {self.name(year): plain(value) for year, value in values.items()}
        first = {**shown, "seen": seen, "document": document}
        super().__init__(data, prefix="years", initial=first)
        self.years = years
        for year in years:
            self.fields[self.name(year)] = Typed(label=str(year), unit=target.unit)
        self.fields["document"] = document_field()

    @staticmethod
    def name(year: int) -> str:
        """The field of a year."""
        return f"y{year}"

    def field_of(self, problem: FieldProblem) -> str:
        """The year's own field, where it is about a year."""
        return self.name(problem.year) if isinstance(problem, YearlyProblem) else problem.field

    @property
    def yearly(self) -> Iterable[forms.BoundField]:
        """The fields of the years, to stand in a row."""
        return [self[self.name(year)] for year in self.years]

    @property
    def values(self) -> dict[int, Decimal | None]:
        """What was typed; an empty field takes its year's value away."""
        return {year: self.cleaned_data[self.name(year)] for year in self.years}


# What each kind asks for beyond what all of them have.
_OF_KIND: dict[TargetKind, tuple[str, ...]] = {
    TargetKind.LEVEL: ("target_value", "growth_percent", "path", "every_year"),
    TargetKind.GROWTH: ("growth_percent", "base_level"),
    TargetKind.CUMULATIVE_SUM: ("target_value",),
    TargetKind.CUMULATIVE_CHANGE: ("target_value",),
    TargetKind.INCREMENT: ("target_value",),
    TargetKind.EACH_YEAR: ("target_value",),
    TargetKind.MAINTAIN: ("target_value",),
    TargetKind.RANK: ("target_value", "every_year"),
    TargetKind.RELATIVE: ("ratio", "margin", "relative_kind", "compared_series", "every_year"),
    TargetKind.DELEGATED: ("assigned_kind",),
    TargetKind.MILESTONE: (),
    TargetKind.RANGE: ("low", "high", "every_year"),
    TargetKind.UNDETERMINED: (),
}
_DIRECTED = frozenset(TargetKind) - {
    TargetKind.RANK, TargetKind.MILESTONE, TargetKind.RANGE, TargetKind.UNDETERMINED,
}  # fmt: skip
_BASED = frozenset(TargetKind) - {TargetKind.MILESTONE, TargetKind.UNDETERMINED}
_WORDS: dict[str, Any] = {
    "direction": Direction, "path": Path, "relative_kind": Measure, "assigned_kind": Measure,
    "attribute": Attribute,
}  # fmt: skip
_YEARS = ("base_year", "target_year")


def fields_of(kind: TargetKind) -> tuple[str, ...]:
    """What a confirmation may supply for a kind of target, in the order of the form."""
    directed = ("direction", "strict", "approximate") if kind in _DIRECTED else ()
    based = ("is_share", "base_year", "base_value") if kind in _BASED else ()
    unit = ("unit",) if kind is not TargetKind.MILESTONE else ()
    names = (*_OF_KIND[kind], *unit, *directed, *based, "target_year", "attribute", "department")
    return tuple(name for name in names if name in SUPPLIED)


class ConfirmForm(Planner):
    """What the plan's wording left open; which fields, the kind decides."""

    def __init__(self, data: Any = None, *, target: Target, series: Any, sent: Any = None) -> None:
        """``sent`` is what was typed for another kind; it stays, and nothing of it is checked."""
        kind, typed = TargetKind(target.kind), sent or data or {}
        if typed.get("confirm-kind") in set(TargetKind):
            kind = TargetKind(typed["confirm-kind"])
        self.names = ("kind", *fields_of(kind))
        stands = {name: getattr(target, name) for name in self.names}
        shown = {n: plain(v) if isinstance(v, Decimal) else v for n, v in stands.items()}
        if sent is not None:
            shown |= {n: sent[f"confirm-{n}"] for n in self.names if f"confirm-{n}" in sent}
        super().__init__(data, prefix="confirm", initial={**shown, "kind": kind})
        for name in self.names:
            self.fields[name] = _model_field(name, target, series)
        self.fields["reason"] = reason_field(
            _("What the decision rests on: a letter, minutes, a call with the planning office.")
        )
        self.fields["reason"].label = _("Basis of the decision")

    @property
    def supplied(self) -> dict[str, Any]:
        """The fields for ``flow.confirm_target``; what is empty is "not known"."""
        values = {name: self.cleaned_data[name] for name in self.names}
        return {name: None if v == "" and name != "unit" else v for name, v in values.items()}


def _model_field(name: str, target: Target, series: Any) -> forms.Field:
    """A field of a target as people fill it in."""
    known: Any = target._meta.get_field(name)
    texts: dict[str, Any] = {
        "label": str(known.verbose_name).capitalize(),
        "help_text": known.help_text,
        "required": False,
    }
    if name == "kind":
        texts["required"] = True
        return forms.ChoiceField(choices=choices(TargetKind), **texts)
    if name in _WORDS:
        empty = [("", "—")] if name == "attribute" else []
        return forms.ChoiceField(choices=[*empty, *choices(_WORDS[name])], **texts)
    if name in ("department", "compared_series"):
        rows = target.plan.zone.departments.all() if name == "department" else series
        return forms.ModelChoiceField(queryset=rows, empty_label="—", **texts)
    del texts["required"]
    if name in _YEARS:
        return Year(**texts)
    if name == "unit":
        return forms.CharField(required=False, max_length=20, **texts)
    if known.get_internal_type() == "BooleanField":
        return forms.BooleanField(required=False, **texts)
    return Typed(**texts)


class StepsForm(Planner):
    """The steps of a milestone, a line each, with some empty ones at the end."""

    SPARE = 3

    def __init__(self, data: Any = None, *, steps: Sequence[MilestoneStep]) -> None:
        super().__init__(data, prefix="steps")
        known = list(steps)
        sent = 0 if data is None else sum(key.startswith("steps-name") for key in data)
        self.size = max(len(known) + self.SPARE, min(sent, 100))
        for line in range(self.size):
            step = known[line] if line < len(known) else None
            self.fields[f"pk{line}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=step.pk if step else None
            )
            self.fields[f"name{line}"] = forms.CharField(
                label=_("Step %(number)s") % {"number": line + 1},
                required=False,
                max_length=120,
                initial=step.name if step else "",
                widget=forms.TextInput(attrs={"class": "long"}),
            )
            self.fields[f"due{line}"] = Due(
                label=_("Due, step %(number)s") % {"number": line + 1},
                initial=step.due if step else None,
            )

    @property
    def lines(self) -> Iterable[tuple[forms.BoundField, ...]]:
        """The fields of each line: number, name, due."""
        names = ("pk", "name", "due")
        return [tuple(self[f"{name}{line}"] for name in names) for line in range(self.size)]

    @property
    def steps(self) -> list[Step]:
        """What was typed, a step a line; lines in which nothing stands are left out."""
        found = []
        for line in range(self.size):
            pk, name, due = (self.cleaned_data[f"{part}{line}"] for part in ("pk", "name", "due"))
            year = due if isinstance(due, int) else None
            day = due if isinstance(due, date) else None
            found.append(Step(pk, name, year, day))
        return found

    def field_of(self, problem: FieldProblem) -> str:
        """The line's own field."""
        return f"name{problem.line}" if isinstance(problem, StepProblem) else problem.field


class Due(forms.CharField):
    """A year, as 2024, or a day, as 2024-06-30; empty where nobody has said."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "due", "autocomplete": "off"})
        super().__init__(required=False, max_length=20, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def clean(self, value: Any) -> int | date | None:
        """The year or the day; the error names value and remedy."""
        text = (super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return int(text) if len(text) == 4 else date.fromisoformat(text)
        except ValueError:
            message = _("“%(value)s” is no year and no day. Enter 2024 or 2024-06-30.")
            raise forms.ValidationError(message % {"value": text}) from None


class CompareForm(Planner):
    """Which series a relative target is compared with; or a new one."""

    def __init__(self, data: Any = None, *, target: Target, series: Any, zones: Any) -> None:
        super().__init__(data, prefix="compare", initial={"series": target.compared_series})
        self.fields["series"] = forms.ModelChoiceField(
            label=_("Compared series"),
            queryset=series,
            required=False,
            empty_label=_("none: each figure brings the parent's own"),
        )
        self.fields["name"] = forms.CharField(
            label=_("Or a new series"),
            required=False,
            max_length=120,
            help_text=_("As 全市, 全省, 全国."),
        )
        self.fields["of"] = forms.ModelChoiceField(
            label=_("Whose figures they are"),
            queryset=zones,
            required=False,
            empty_label=_("none of the zones here, as 全省 or 全国"),
        )


class ParentFigureForm(Planner):
    """A year's figure of a compared series; ``replaces`` is the vintage that was shown."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        series: ComparedSeries,
        stands: Any = None,
    ) -> None:
        first: dict[str, Any] = {"quality": Quality.FINAL}
        if stands is not None:
            first = {
                "replaces": stands.vintage,
                "value": plain(stands.value, stands.decimals),
                "quality": stands.quality if stands.quality in QUALITIES else Quality.FINAL,
                "document": stands.document,
            }
        super().__init__(data, prefix="figure", initial=first)
        self.fields["value"] = Typed(
            label=_("Figure"),
            unit=series.unit,
            help_text=_("Empty takes the figure back.") if stands else "",
        )
        self.fields["quality"] = forms.ChoiceField(
            label=_("Quality of the figure"),
            choices=[(quality.value, label(quality)) for quality in QUALITIES],
        )
        self.fields["document"] = document_field()
        if stands is not None:
            self.fields["reason"] = reason_field(_("Why the earlier figure is replaced."))
