"""The form in which documents are asked for: what can be chosen, and what stands there at first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tracker import access
from tracker.flow import Wish
from tracker.flow.wishing import Wishes, wishes_for
from tracker.models import Department, Person, Plan, ReportFile, Zone
from tracker.models.explaining import explain
from tracker.models.wording import choices, label
from tracker.pages.common import years_of
from tracker.reports.kinds import kinds_of_year
from tracker.terms import PlanState, ReportFormat, ReportKind

# No zone has such a code.
ALL = "*"
NOT_LISTED = gettext_lazy("“%(value)s” cannot be chosen here. Choose one of the list.")
TICKS = forms.CheckboxSelectMultiple
SEVERAL = ("zones", "kinds", "languages", "formats")
# Where a document that cannot be made is told, by the code of the refusal.
FIELDS_OF = {
    "no_published_plan": "zones",
    "nothing_to_compare": "zones",
    "year_outside_plan": "year",
    "kind_outside_year": "kinds",
    "no_department": "department",
}
# So many documents that cannot be made are named; the others are counted.
MOST_NAMED = 8
MOST_ZONES = 3
# Kinds that fit some years of a plan only; of the others nothing has to be said.
BOUND_TO_YEARS = (ReportKind.MIDTERM, ReportKind.FINAL)


@dataclass(frozen=True)
class Range:
    """What one person may choose among: the zones that they see and that have a plan."""

    person: Person

    @cached_property
    def plans(self) -> list[Plan]:
        """The published plans of visible zones, in the order of boards."""
        zone_ids = access.reach(self.person).zone_ids
        plans = Plan.objects.filter(state=PlanState.PUBLISHED, zone__in=zone_ids)
        ordered = plans.select_related("zone").order_by("zone__position", "zone__code")
        return list(ordered.order_by("zone__position", "zone__code", "start_year", "id"))

    @cached_property
    def zones(self) -> list[Zone]:
        return list({plan.zone_id: plan.zone for plan in self.plans}.values())

    @cached_property
    def years(self) -> list[int]:
        return years_of(self.plans)

    @cached_property
    def departments(self) -> list[Department]:
        """Those who are responsible for a target of such a plan."""
        theirs = Department.objects.filter(targets__plan__in=self.plans).distinct()
        return list(theirs.select_related("zone").order_by("zone__position", "zone__code", "id"))

    @property
    def rival_plans(self) -> list[Plan]:
        """Plans of zones that have more than one."""
        zones = [plan.zone_id for plan in self.plans]
        return [plan for plan in self.plans if zones.count(plan.zone_id) > 1]

    def years_fitting(self, kind: ReportKind) -> list[int]:
        """The years in which a kind can be made of some of these plans."""
        return sorted(
            {
                year
                for plan in self.plans
                for year in range(plan.start_year, plan.end_year + 1)
                if kind in kinds_of_year(plan.start_year, plan.end_year, year)
            }
        )

    @property
    def usual_zones(self) -> list[Zone]:
        """Where the person has a role; the only zone where there is but one."""
        if len(self.zones) == 1:
            return self.zones
        own = {member.zone_id for member in access.reach(self.person).own}
        return [zone for zone in self.zones if zone.pk in own]


class OrderForm(forms.Form):
    """Which documents are wanted. What is not offered is told as what does not exist."""

    zones = forms.MultipleChoiceField(
        label=gettext_lazy("Zones"),
        widget=TICKS,
        error_messages={
            "required": gettext_lazy("No zone is ticked. Tick at least one."),
            "invalid_choice": gettext_lazy(
                "“%(value)s” is no zone that can be chosen here. Tick one of the list."
            ),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of documents"),
        widget=TICKS,
        choices=choices(ReportKind),
        error_messages={
            "required": gettext_lazy("No document is ticked. Tick at least one."),
            "invalid_choice": NOT_LISTED,
        },
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("No year is chosen. Choose one of the list."),
            "invalid_choice": NOT_LISTED,
        },
    )
    plan = forms.ChoiceField(
        label=gettext_lazy("Plan"), required=False, error_messages={"invalid_choice": NOT_LISTED}
    )
    department = forms.ChoiceField(
        label=gettext_lazy("Responsible department"),
        required=False,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=TICKS,
        choices=settings.LANGUAGES,
        error_messages={
            "required": gettext_lazy("No language is ticked. Tick at least one."),
            "invalid_choice": NOT_LISTED,
        },
    )
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Formats"),
        widget=TICKS,
        choices=choices(ReportFormat),
        error_messages={
            "required": gettext_lazy("No format is ticked. Tick at least one."),
            "invalid_choice": NOT_LISTED,
        },
    )

    # Sent by the button that leaves out what cannot be made.
    rest = forms.BooleanField(required=False)

    def __init__(self, offer: Range, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="o-%s", **kwargs)
        self.offer = offer
        self._choose("zones", _zone_choices(offer.zones))
        self._choose("year", [(str(year), str(year)) for year in reversed(offer.years)])
        self._choose("plan", [("", _("The plan in force in the year")), *_plan_choices(offer)])
        every = _("Each department of the ticked zones")
        self._choose("department", [("", every), *_department_choices(offer.departments)])

    def _choose(self, name: str, among: Sequence[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  they are written above
        field.choices = among

    def clean_zones(self) -> list[Zone]:
        """The zones themselves, in the order of boards."""
        ticked = set(self.cleaned_data["zones"])
        return [zone for zone in self.offer.zones if ticked & {ALL, zone.code}]

    def clean_plan(self) -> Plan | None:
        """The plan itself; its zone has to be ticked."""
        chosen = self.cleaned_data["plan"]
        plan = next((plan for plan in self.offer.plans if str(plan.pk) == chosen), None)
        self._require_zone("plan", plan)
        return plan

    def clean_department(self) -> Department | None:
        """The department itself; its zone has to be ticked."""
        chosen = self.cleaned_data["department"]
        departments = self.offer.departments
        department = next((each for each in departments if str(each.pk) == chosen), None)
        self._require_zone("department", department)
        return department

    def _require_zone(self, field: str, chosen: Plan | Department | None) -> None:
        zones = self.cleaned_data.get("zones")
        if chosen and zones is not None and chosen.zone not in zones:
            text = _("“%(chosen)s” belongs to %(zone)s. Tick that zone, or choose another one.")
            raise forms.ValidationError(text % {"chosen": chosen, "zone": chosen.zone})

    def wishes(self) -> Wishes:
        """The documents that this choice comes to, and those that cannot be made, with the reason.

        What cannot be made is told at the fields that would have to be changed.
        """
        chosen = self.cleaned_data
        found = wishes_for(
            chosen["zones"],
            chosen["year"],
            [kind for kind in ReportKind if kind in chosen["kinds"]],
            formats=[each for each in ReportFormat if each in chosen["formats"]],
            languages=chosen["languages"],
            plan=chosen["plan"],
            department=chosen["department"],
        )
        if not (chosen["rest"] and found.wanted):
            self._tell(found)
        return found

    def _tell(self, found: Wishes) -> None:
        """Say each reason once, with the zones that it holds for where not all are meant."""
        zones: dict[tuple[str, str], dict[str, None]] = {}
        for wish, refused in found.left_out:
            sentence = explain(refused)[0]
            zones.setdefault((refused.code, sentence), {})[str(wish.zone)] = None
        for (code, sentence), names in zones.items():
            if code == "year_outside_plan" and len(self.cleaned_data["zones"]) > 1:
                more = ["…"] if len(names) > MOST_ZONES else []
                named = _(", ").join([*list(names)[:MOST_ZONES], *more])
                sentence = named + pgettext("after a label", ": ") + sentence
            self.add_error(FIELDS_OF.get(code, "kinds"), sentence)

    @property
    def ticks(self) -> Mapping[str, frozenset[str]]:
        """What is ticked at the moment, by field."""
        return {name: frozenset(self[name].value() or ()) for name in SEVERAL}


@dataclass(frozen=True)
class LeftOut:
    """What cannot be made of a choice, beside ``others`` files that can."""

    documents: Sequence[str]
    others: int

    @classmethod
    def of(cls, found: Wishes) -> "LeftOut":
        """One line a document that is left out, without its languages."""
        lines = (f"{_title(wish)} · {label(wish.format)}" for wish, _refused in found.left_out)
        return cls(list(dict.fromkeys(lines)), len(found.wanted))

    @property
    def count(self) -> int:
        return len(self.documents)

    @property
    def named(self) -> Sequence[str]:
        return self.documents[:MOST_NAMED]

    @property
    def more(self) -> int:
        return self.count - len(self.named)


def _title(wish: Wish) -> str:
    """A document's title, as its row would carry it."""
    facts = {"zone": wish.zone, "year": wish.year, "department": wish.department}
    return ReportFile(kind=wish.kind, **facts).title


def _zone_choices(zones: list[Zone]) -> list[tuple[str, str]]:
    named = [(zone.code, str(zone)) for zone in zones]
    return [(ALL, _("All zones")), *named] if len(zones) > 1 else named


def _plan_choices(offer: Range) -> Iterable[Any]:
    """Plans by zone, where a zone has several."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for plan in offer.rival_plans:
        groups.setdefault(str(plan.zone), []).append((str(plan.pk), str(plan)))
    return groups.items()


def _department_choices(departments: Iterable[Department]) -> Iterable[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in departments:
        groups.setdefault(str(each.zone), []).append((str(each.pk), str(each)))
    return groups.items()


def at_first(offer: Range, asked: QueryDict, *, year: int, language: str) -> dict[str, Any]:
    """What stands in the form when it is opened: what the address names, else what is usual."""
    zones = [zone.code for zone in offer.usual_zones]
    usual: dict[str, Any] = {
        "zones": [ALL, *zones] if len(zones) == len(offer.zones) else zones,
        "kinds": [ReportKind.MONITORING.value],
        "languages": [language],
        "formats": [ReportFormat.PDF.value],
    }
    named = {name: asked.getlist(name) for name in SEVERAL if name in asked}
    single = {name: asked[name] for name in ("plan", "department") if name in asked}
    return usual | named | single | {"year": str(year)}


@dataclass(frozen=True)
class KindLine:
    """One kind of document in the form: its name, what it is about, and when it fits."""

    kind: ReportKind
    is_ticked: bool
    years: list[int]

    @property
    def name(self) -> str:
        return str(label(self.kind))

    @property
    def about(self) -> str:
        """What its name does not say: what it is about, and the years that it can be made for."""
        if self.kind is ReportKind.COMPARISON:
            return _("One document about all ticked zones, two at least.")
        if self.kind is ReportKind.DEPARTMENT:
            return _("What one department is responsible for.")
        return self._fits if self.kind in BOUND_TO_YEARS else ""

    @property
    def _fits(self) -> str:
        if not self.years:
            return _("Fits no year of these plans.")
        return _("Fits %(years)s.") % {"years": _(", ").join(str(year) for year in self.years)}


def kind_lines(form: OrderForm) -> list[KindLine]:
    """The kinds as the form lists them; who sees one zone has nothing to compare."""
    ticked, can_compare = form.ticks["kinds"], len(form.offer.zones) > 1
    return [
        KindLine(kind, kind in ticked, form.offer.years_fitting(kind))
        for kind in ReportKind
        if can_compare or kind is not ReportKind.COMPARISON
    ]
