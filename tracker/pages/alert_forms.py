"""The form in which an alert is answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from tracker.alerts.limits import LONGEST, LONGEST_OWNER
from tracker.errors import Incomplete
from tracker.models import Alert
from tracker.models.asking import field_help, field_label
from tracker.models.explaining import explain_problem
from tracker.models.wording import choices
from tracker.terms import Cause

# As browsers send a day, and as people type it where they have no date field.
DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class HandlingForm(forms.Form):
    """Why, what is done, by whom, until when; ``others`` are answered along where ticked.

    What is missing or too late is the verb's to say: every field may be left empty here.
    """

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    cause = forms.ChoiceField(required=False, choices=[("", "—"), *choices(Cause)])
    explanation = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )
    measure = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )
    owner = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"maxlength": LONGEST_OWNER})
    )
    promised_on = forms.DateField(
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("That is no day. Write it as 2026-09-30.")},
    )
    also = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Answers these as well")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        others: Iterable[Alert],
        seen: int,
        earliest: date,
        latest: date,
    ) -> None:
        self.others = {str(each.pk): each for each in others}
        super().__init__(data, initial={"seen": seen, "also": list(self.others)})
        for name in ("cause", "explanation", "measure", "owner", "promised_on"):
            self.fields[name].label = field_label(name)
            self.fields[name].help_text = field_help(name)
        day = self.fields["promised_on"]
        day.widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}
        day.help_text = _("By when it will be done; until %(day)s at the latest.") % {
            "day": formats.date_format(latest, "DATE_FORMAT")
        }
        also: Any = self.fields["also"]
        also.choices = [(pk, _called(each)) for pk, each in self.others.items()]

    @property
    def answer(self) -> dict[str, Any]:
        """What ``flow.handle_alert`` takes, besides the alert."""
        names = ("cause", "explanation", "measure", "owner", "promised_on", "seen")
        chosen = [self.others[pk] for pk in self.cleaned_data["also"]]
        return {name: self.cleaned_data[name] for name in names} | {"also": chosen}

    def tell(self, error: Incomplete) -> None:
        """What the verb refused, beside the fields that it names."""
        for problem in error.problems:
            self.add_error(problem.field, explain_problem(problem))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed, in words, where it can be sent no more."""
        kinds = dict(choices(Cause))
        texts = {name: self[name].value() or "" for name in self.fields if name in _TYPED}
        texts["cause"] = str(kinds.get(texts["cause"], ""))
        return [(str(self[name].label), str(text)) for name, text in texts.items() if text]


_TYPED = ("cause", "explanation", "measure", "owner", "promised_on")


def _called(alert: Alert) -> str:
    return f"{alert.get_rule_display()} {alert.year}"
