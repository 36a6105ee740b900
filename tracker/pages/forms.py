"""The form of one yearly figure: the fields that the target's kind asks for, as they are typed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker import notation
from tracker.entry.amounts import read_amount
from tracker.entry.checks import COUNTS, QUALITIES, report_fields
from tracker.entry.sheet import layout
from tracker.entry.sheet.wording import measure_of
from tracker.entry.ticking import COUNTED
from tracker.errors import FieldProblem, Incomplete
from tracker.models import Figure, MilestoneStep, Target
from tracker.models.asking import DONE, asked_for, asked_help, field_help, field_label
from tracker.models.explaining import explain_problem
from tracker.models.wording import label
from tracker.terms import Measure, Quality, TargetKind

DESCRIBED = ("quality", "note", "evidence")
REVISION = "revision_reason"
PARENT = "parent_value"
ON_BREAK = ("is_break", "old_value")
# The code of a field whose words were read as a figure that its author has not seen yet.
READ = "read"


class Typed(forms.CharField):
    """A figure as people type it; an empty field is "not known" and never zero.

    ``unit`` is what it is read into: "12.5万" in 人 is shown as 125000 before it is taken.
    """

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure-input"}
        )
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The figure with the decimals as typed; the error names value and remedy."""
        try:
            amount = read_amount(value or "", unit=self.unit, percent=self.unit == "%")
        except notation.Unreadable as error:
            raise _refusal("value", value, error.code) from None
        if amount.is_converted:
            raise _reading(value, amount.value, self.unit)
        return amount.value


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


def _reading(typed: str, value: Decimal | None, unit: str) -> forms.ValidationError:
    """What 万, 亿 or another unit was read as; a second save, with that in the field, takes it."""
    said = {"typed": typed, "value": _plain(value), "unit": unit}
    text = _("“%(typed)s” was read as %(value)s %(unit)s. Save again to keep it.")
    return forms.ValidationError(text, code=READ, params=said)


class TypedForm(forms.Form):
    """A form with figures as people type them."""

    def _post_clean(self) -> None:
        """Put what words were read as into their fields, where their author can see it."""
        read = {
            self.add_prefix(name): error.params["value"]
            for name, errors in self.errors.as_data().items()
            for error in errors
            if error.code == READ and error.params
        }
        if read:
            self.data = {**{name: self.data.get(name) for name in self.data}, **read}


class ReportForm(TypedForm):
    """What an officer enters for one target and year.

    ``version`` is the one that was shown: a second person who saves meanwhile is noticed.
    ``revised`` is the figure in force that this one is to replace: it says why, and a new one
    begins with what stands there. ``steps`` are the named steps of a milestone: they are ticked
    instead of counted, at first as in ``ticked``. ``is_given``: the figure compared with stands
    in for one that is not entered here, so none is asked for.
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
        steps: Sequence[MilestoneStep] = (),
        ticked: Iterable[int] = (),
        is_given: bool = False,
    ) -> None:
        kind = TargetKind(target.kind)
        asked = field_names(kind, has_steps=bool(steps), is_given=is_given)
        self.names = (*asked, REVISION) if revised else asked
        known = initial(figure, self.names)
        if revised and figure is None:
            known = initial(revised, asked) | {"version": None, "quality": _settled(revised)}
        self.steps = {f"step{step.pk}": step for step in steps}
        super().__init__(data, initial=known | {f"step{pk}": True for pk in ticked})
        delegated = kind is TargetKind.DELEGATED
        measure = Measure(target.assigned_kind if delegated else target.relative_kind)
        self.asked = self.names[0]
        self.fields.update((name, _field(name, target)) for name in self.names)
        for name, step in self.steps.items():
            self.fields[name] = forms.BooleanField(label=step.name, required=False)
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
        report = {name: None if value == "" else value for name, value in values.items()}
        if self.steps:
            done = [step.pk for name, step in self.steps.items() if self.cleaned_data.get(name)]
            report["ticked"] = done
        return report

    @property
    def ticks(self) -> list[tuple[forms.BoundField, MilestoneStep]]:
        """The steps of a milestone, each with the field that says whether it is done."""
        return [(self[name], step) for name, step in self.steps.items()]

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


class ReopenForm(ReturnForm):
    """Why a figure in force is to be corrected."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        field = self.fields["reason"]
        field.label = _("Reason for the reopening")
        field.help_text = _("The officer reads this, and it is kept with the new vintage.")


def field_names(
    kind: TargetKind, *, has_steps: bool = False, is_given: bool = False
) -> tuple[str, ...]:
    """What a yearly report of this kind of target is typed into, the asked-for figure first.

    Named steps are ticked on the figure's page, so that nobody types how many are done; where the
    compared series' figure is given, nobody types it either.
    """
    left_out = (*(COUNTED if has_steps else ()), *((PARENT,) if is_given else ()))
    return (*(name for name in report_fields(kind) if name not in left_out), *DESCRIBED)


def has_steps(target: Target) -> bool:
    """Whether a target (read by ``planning.queries.asked_in``) is a milestone in named steps."""
    return bool(getattr(target, "has_steps", False))


def initial(figure: Figure | None, names: Iterable[str]) -> dict[str, Any]:
    """What stands in the fields at first: figures with the decimals as they were typed."""
    if figure is None:
        return {"quality": Quality.PRELIMINARY}
    values = {name: getattr(figure, name) for name in names}
    shown = {
        name: _plain(value, figure.decimals if name == "value" else None)
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


def _plain(value: Decimal | None, decimals: int | None = None) -> str:
    """A figure as it stands in a field: without grouping."""
    return notation.number(value, decimals, separator="")


class _Texts(TypedDict):
    label: str
    help_text: str


def _field(name: str, target: Target) -> forms.Field:
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
    if name in COUNTS:
        return Count(**texts)
    return Typed(unit=unit_of(target, name), **texts)


def in_percent(target: Target, name: str) -> bool:
    """Whether a field of this target's report is in per cent."""
    kind = TargetKind(target.kind)
    measure = measure_of(kind, target.relative_kind, target.assigned_kind)
    return layout.in_percent(kind, target.unit, measure, name)


def unit_of(target: Target, name: str) -> str:
    """The unit of a field's figure; empty where the target does not name it."""
    if name in ("value", "parent_value", "old_value"):
        return "%" if in_percent(target, name) else target.unit
    return ""
