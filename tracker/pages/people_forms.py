"""The forms about people: a new account, a role, an absence."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.errors import Incomplete
from tracker.models import Department, Membership, Person, Zone
from tracker.models.explaining import explain_problem
from tracker.models.wording import choices
from tracker.terms import Frequency, Role

# Browsers' own date fields read and send ISO dates, whatever the language.
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TellingForm(forms.Form):
    """A form that shows what a verb refused beside the field that it is about."""

    def tell(self, refused: Incomplete) -> None:
        for problem in refused.problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, explain_problem(problem))


class RoleForm(TellingForm):
    """A role and where; ``zones`` are those whose people may be managed."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=choices(Role),
        help_text=gettext_lazy(
            "Officers enter figures, reviewers approve them, plan administrators plan and look "
            "after people, viewers read."
        ),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Zone and department"),
        help_text=gettext_lazy("One department for its reporting officers, else the whole zone."),
    )

    def __init__(self, *args: Any, zones: Iterable[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = {zone.pk: zone for zone in zones}
        found = Department.objects.filter(zone__in=self.zones)
        self.departments = {department.pk: department for department in found}
        cast(forms.ChoiceField, self.fields["place"]).choices = [
            (str(zone), [(f"zone-{zone.pk}", _("The whole zone")), *self._departments(zone)])
            for zone in self.zones.values()
        ]

    def _departments(self, zone: Zone) -> list[tuple[str, str]]:
        found = (one for one in self.departments.values() if one.zone_id == zone.pk)
        return [(f"department-{one.pk}", str(one)) for one in found]

    @property
    def granted(self) -> tuple[Role, Zone, Department | None]:
        """The role, its zone, and its department where one was chosen."""
        kind, _dash, pk = self.cleaned_data["place"].partition("-")
        role = Role(self.cleaned_data["role"])
        if kind == "zone":
            return role, self.zones[int(pk)], None
        department = self.departments[int(pk)]
        return role, self.zones[department.zone_id], department


class AccountForm(TellingForm):
    """Who somebody is."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=60)
    email = forms.CharField(label=gettext_lazy("E-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Language"), choices=settings.LANGUAGES
    )


_WEEKLY = gettext_lazy(
    "Deadlines are told once a week at least, as the plan administrator has set."
)
# What the administrator of a plan demands, in words.
FLOORS = {
    Frequency.AT_ONCE: gettext_lazy(
        "Deadlines are told at once in any case, as the plan administrator has set."
    ),
    Frequency.DAILY: gettext_lazy(
        "Deadlines are told once a day at least, as the plan administrator has set."
    ),
    Frequency.WEEKLY: _WEEKLY,
    Frequency.REQUIRED: _WEEKLY,
}


class MailsForm(TellingForm):
    """How often somebody is mailed, and when; ``floor`` is how often deadlines are told anyway."""

    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=choices(Frequency))
    hour = forms.TypedChoiceField(
        label=gettext_lazy("From what time on"),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        help_text=gettext_lazy("Digests come on working days at that hour."),
    )

    def __init__(self, data: QueryDict | None, *, person: Person, floor: Frequency | None) -> None:
        first = {"frequency": person.mail_frequency, "hour": person.mail_hour}
        super().__init__(data, initial=first, prefix="mails")
        self.fields["frequency"].help_text = FLOORS[floor] if floor else ""


class NewPersonForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        help_text=gettext_lazy("For signing in; it stays. Letters, digits and @ . + - _"),
    )
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=60)
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("The link to set the first password goes there."),
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Language"), choices=settings.LANGUAGES
    )

    field_order = ("username", "name", "email", "language", "role", "place")


class ExistingPersonForm(RoleForm):
    """A role for somebody who has an account."""

    person = forms.CharField(label=gettext_lazy("User name or e-mail address"), max_length=254)

    field_order = ("person", "role", "place")


class AbsenceForm(TellingForm):
    """Who stands in for somebody, from when to when; ``colleagues`` are those who can."""

    substitute = forms.ChoiceField(label=gettext_lazy("Substitute"))
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DAY)
    to_on = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave, business travel, … May stay empty."),
    )

    def __init__(self, *args: Any, colleagues: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {f"{one.zone_id}-{one.person_id}": one for one in colleagues}
        groups: dict[Zone, dict[str, str]] = {}
        for key, one in self.found.items():
            groups.setdefault(one.zone, {})[key] = str(one.person)
        cast(forms.ChoiceField, self.fields["substitute"]).choices = [
            (str(zone), list(people.items())) for zone, people in groups.items()
        ]

    @property
    def chosen(self) -> tuple[Person, Zone]:
        """The substitute, and the zone whose roles are lent."""
        membership = self.found[self.cleaned_data["substitute"]]
        return membership.person, membership.zone
