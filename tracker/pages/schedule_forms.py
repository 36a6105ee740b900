"""The form of a schedule: which documents on which day of the year, and for whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tracker import access
from tracker.models import Person, ReportSchedule, Zone
from tracker.models.explaining import PROBLEMS
from tracker.models.wording import choices
from tracker.pages.people_forms import TellingForm
from tracker.reports.occurrences import Yearly
from tracker.reports.schedules.given import Given
from tracker.terms import ReportFormat, ReportKind

TICKS = forms.CheckboxSelectMultiple
# Databases number their rows with 19 digits at most.
LONGEST_KEY = 18
# What is said where something is missing, by its field.
NEEDED = {
    "name": "field_missing",
    "zones": "no_zone",
    "formats": "nothing_ticked",
    "languages": "nothing_ticked",
    "recipients": "nobody_chosen",
}


class _People(forms.MultipleChoiceField):
    """Ticked people by number; whoever is not offered any more is told of by the verb."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal() and len(str(value)) <= LONGEST_KEY


class ScheduleForm(TellingForm):
    """What is wished for; ``zones`` are those that ``by`` may choose.

    Who can be a recipient follows from the zones that are ticked.
    """

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Stands in the mails, as “Annual reports for the committee”."),
    )
    kind = forms.TypedChoiceField(
        label=pgettext_lazy("report", "Document"), choices=choices(ReportKind), coerce=ReportKind
    )
    zones = forms.MultipleChoiceField(label=gettext_lazy("Zones"), widget=TICKS)
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Formats"), widget=TICKS, choices=choices(ReportFormat)
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), widget=TICKS, choices=settings.LANGUAGES
    )
    month = forms.TypedChoiceField(label=gettext_lazy("Month"), coerce=int)
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), coerce=int, choices=[(day, str(day)) for day in range(1, 32)]
    )
    years_back = forms.TypedChoiceField(
        label=gettext_lazy("Reporting year"),
        coerce=int,
        choices=[(1, gettext_lazy("the year before")), (0, gettext_lazy("the same year"))],
    )
    recipients = _People(label=gettext_lazy("Recipients"), widget=TICKS)

    def __init__(
        self, data: QueryDict | None, *, zones: Iterable[Zone], by: Person, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        for name, code in NEEDED.items():
            # Whoever only looks is not asked for what is not looked at.
            self.fields[name].required = data is not None and "save" in data
            self.fields[name].error_messages["required"] = str(PROBLEMS[code])
        self.offered = {zone.code: zone for zone in zones}
        self._choose("zones", [(code, str(zone)) for code, zone in self.offered.items()])
        self._choose("month", [(month, _month(month)) for month in range(1, 13)])
        codes = data.getlist("zones") if data is not None else initial["zones"]
        ticked = [self.offered[code] for code in codes if code in self.offered]
        self.readers = _readers(ticked, by)
        self._choose("recipients", [(one.pk, _told_apart(one)) for one in self.readers])

    def _choose(self, name: str, among: list[tuple[Any, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = among

    @property
    def yearly(self) -> Yearly | None:
        """The day of the year, where it was chosen."""
        asked = self.cleaned_data
        names = ("month", "day", "years_back")
        return Yearly(*(asked[name] for name in names)) if asked.keys() >= set(names) else None

    @property
    def ticked_zones(self) -> tuple[Zone, ...]:
        """The zones that are ticked, in the order of boards."""
        ticked = self.cleaned_data.get("zones", ())
        return tuple(zone for code, zone in self.offered.items() if code in ticked)

    @property
    def given(self) -> Given:
        """What was entered; of a valid form."""
        asked = self.cleaned_data
        return Given(
            asked["name"],
            asked["kind"],
            self.ticked_zones,
            tuple(each for each in ReportFormat if each in asked["formats"]),
            tuple(code for code, _name in settings.LANGUAGES if code in asked["languages"]),
            Yearly(asked["month"], asked["day"], asked["years_back"]),
            self._recipients(asked["recipients"]),
        )

    def _recipients(self, numbers: Iterable[str]) -> tuple[Person, ...]:
        known = {str(person.pk): person for person in self.readers}
        missing = [number for number in numbers if number not in known]
        others = {str(one.pk): one for one in Person.objects.filter(pk__in=missing)}
        found = known | others
        return tuple(found[number] for number in numbers if number in found)


def at_first(zones: Iterable[Zone], by: Person, *, zone: str) -> dict[str, Any]:
    """What stands in the form of a new schedule: the zone that an address names, or the only one.

    The day comes after the usual due date of figures; who asks is a recipient.
    """
    codes = [one.code for one in zones]
    return {
        "kind": ReportKind.MONITORING,
        "zones": [zone] if zone in codes else codes if len(codes) == 1 else [],
        "formats": [ReportFormat.PDF.value],
        "languages": [by.language],
        "month": 4,
        "day": 15,
        "years_back": 1,
        "recipients": [by.pk],
    }


def as_stored(schedule: ReportSchedule) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    names = ("name", "kind", "formats", "languages", "month", "day", "years_back")
    return {
        **{name: getattr(schedule, name) for name in names},
        "zones": [zone.code for zone in schedule.zones.all()],
        "recipients": [person.pk for person in schedule.recipients.all()],
    }


def _readers(zones: list[Zone], by: Person) -> list[Person]:
    """Who can be sent documents of these zones; who asks, first."""
    if not zones:
        return []
    people = [by, *(one for one in access.readers_of(zones) if one.pk != by.pk)]
    prefetch_related_objects(people, "memberships__zone")
    return people


def _told_apart(person: Person) -> str:
    """A name with roles and zones: several people have the same name."""
    members = list(person.memberships.all())
    if not members:
        return str(person)
    roles = " / ".join(dict.fromkeys(str(member.get_role_display()) for member in members))
    places = list(dict.fromkeys(str(member.zone) for member in members))
    words = ngettext("%(count)s zone", "%(count)s zones", len(places)) % {"count": len(places)}
    place = places[0] if len(places) == 1 else words
    return _("%(person)s (%(roles)s)") % {"person": person, "roles": f"{roles} · {place}"}


def _month(month: int) -> str:
    return date_format(date(2000, month, 1), "F")
