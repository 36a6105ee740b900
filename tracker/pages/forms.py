"""The form of one yearly figure: the fields that the target's kind asks for, as they are typed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker import notation
from tracker.entry.checks import COUNTS, QUALITIES, report_fields
from tracker.errors import FieldProblem, Incomplete
from tracker.models import Figure, Target
from tracker.models.asking import DONE, asked_for, asked_help, field_help, field_label
from tracker.models.explaining import explain_problem
from tracker.models.wording import label
from tracker.terms import Measure, Quality, TargetKind

DESCRIBED = ("quality", "note", "evidence")
REVISION = "revision_reason"
ON_BREAK = ("is_break", "old_value")


class Typed(forms.CharField):
    """A figure as people type it; an empty field is "not known" and never zero."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure-input"}
        )
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The figure with the decimals as typed; the error names value and remedy."""
        try:
            return notation.typed(value or "")
        except notation.Unreadable as error:
            raise _refusal("value", value, error.code) from None


class Count(Typed):
    """A whole number as people type it."""

    def clean(self, value: Any) -> Any:
        """The number; the error names value and remedy."""
        number: Decimal | None = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value() or number < 0:
            raise _refusal("value", value, "not_whole")
        return int(number)


def _refusal(field: str, value: Any, code: str) -> forms.ValidationError:
    return forms.ValidationError(explain_problem(FieldProblem(field, value, code)), code=code)


class ReportForm(forms.Form):
    """What an officer enters for one target and year.

    ``version`` is the one that was shown: a second person who saves meanwhile is noticed.
    ``revised`` is the figure in force that this one is to replace: it says why, and a new one
    begins with what stands there.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        target: Target,
        year: int,
        figure: Figure | None = None,
        revised: Figure | None = None,
    ) -> None:
        kind = TargetKind(target.kind)
        asked = (*report_fields(kind), *DESCRIBED)
        self.names = (*asked, REVISION) if revised else asked
        initial = _initial(figure, self.names)
        if revised and figure is None:
            initial = _initial(revised, asked) | {"version": None, "quality": _settled(revised)}
        super().__init__(data, initial=initial)
        delegated = kind is TargetKind.DELEGATED
        measure = Measure(target.assigned_kind if delegated else target.relative_kind)
        self.asked = self.names[0]
        self.fields.update((name, _field(name)) for name in self.names)
        first = self.fields[self.asked]
        first.label = asked_for(kind, year, measure)
        first.help_text = str(asked_help(kind, measure))
        first.widget.attrs["autofocus"] = True

    def add_problems(self, error: Incomplete) -> None:
        """What a verb refused, beside the fields that it names."""
        for problem in error.problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, explain_problem(problem))

    @property
    def report(self) -> dict[str, Any]:
        """The fields for ``flow.save_figure``; empty texts are "not known"."""
        values = {name: self.cleaned_data.get(name) for name in self.names}
        return {name: None if value == "" else value for name, value in values.items()}

    @property
    def measured(self) -> Iterable[forms.BoundField]:
        """The figure itself and what belongs to it."""
        apart = (*DESCRIBED, *ON_BREAK, REVISION)
        return [self[name] for name in self.names if name not in apart]

    @property
    def on_break(self) -> list[forms.BoundField]:
        """What is only filled where boundary or caliber changed."""
        return [self[name] for name in ON_BREAK if name in self.names]

    @property
    def break_is_told(self) -> bool:
        """Whether something stands in those fields already, so that it is not hidden."""
        return any(field.value() or field.errors for field in self.on_break)

    @property
    def described(self) -> Iterable[forms.BoundField]:
        """Why it replaces another, how settled it is, and where it comes from."""
        return [self[name] for name in (REVISION, *DESCRIBED) if name in self.names]


class ReturnForm(forms.Form):
    """Why a figure goes back to its officer."""

    reason = forms.CharField(
        label=_("Reason for the return"),
        help_text=_("The officer reads this: what is wrong, and what is expected."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


def _initial(figure: Figure | None, names: Iterable[str]) -> dict[str, Any]:
    """What stands in the fields at first: figures with the decimals as they were typed."""
    if figure is None:
        return {"quality": Quality.PRELIMINARY}
    values = {name: getattr(figure, name) for name in names}
    shown = {
        name: notation.number(value, figure.decimals if name == "value" else None, separator="")
        if isinstance(value, Decimal)
        else value
        for name, value in values.items()
    }
    if figure.quality not in QUALITIES:
        shown["quality"] = Quality.PRELIMINARY
    return shown | {"version": figure.version}


def _settled(revised: Figure) -> Quality:
    """What a figure usually becomes next: final, and revised once it was final."""
    if revised.quality in (Quality.FINAL, Quality.REVISED):
        return Quality.REVISED
    return Quality.FINAL


class _Texts(TypedDict):
    label: str
    help_text: str


def _field(name: str) -> forms.Field:
    texts: _Texts = {"label": field_label(name), "help_text": field_help(name)}
    if name == "done":
        return forms.TypedChoiceField(
            choices=[("", "—"), *((str(answer), text) for answer, text in DONE.items())],
            coerce=lambda choice: choice == "True",
            empty_value=None,
            required=False,
            **texts,
        )
    if name == "is_break":
        return forms.BooleanField(required=False, **texts)
    if name == "quality":
        choices = [(quality.value, label(quality)) for quality in QUALITIES]
        return forms.ChoiceField(choices=choices, **texts)
    if name in ("note", REVISION):
        rows = {"rows": 3 if name == "note" else 2}
        return forms.CharField(
            required=False, max_length=2000, widget=forms.Textarea(attrs=rows), **texts
        )
    if name == "evidence":
        return forms.CharField(required=False, max_length=300, **texts)
    return Count(**texts) if name in COUNTS else Typed(**texts)
