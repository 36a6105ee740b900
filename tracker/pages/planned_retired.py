"""A target that is retired: the two forms, and what stays to be read of it."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tracker import trail
from tracker.models import Figure, Target, TargetRetirement
from tracker.pages.planned_forms import Planner, document_field, reason_field
from tracker.pages.targets import LATEST, judgements_of
from tracker.recounting import tell
from tracker.terms import TO_SUBMIT, TargetState


class RetireForm(Planner):
    """A target is given up, under a document; it is said twice."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="retire")
        self.fields["document"] = document_field()
        self.fields["reason"] = reason_field(_("The trail keeps it."))
        self.fields["sure"] = forms.BooleanField(
            label=_("Retire it, with what is said above"),
            error_messages={"required": _("Tick this to retire the target.")},
        )


class RestoreForm(Planner):
    """A retired target is taken up again."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="restore")
        self.fields["reason"] = reason_field(_("The trail keeps it."))


def beside(target: Target) -> dict[str, Any]:
    """What stands beside the forms: earlier times, and what there is to lose, or to be read."""
    rows = TargetRetirement.objects.filter(target=target).order_by("-retired_at", "-pk")
    around = _record(target) if target.state == TargetState.RETIRED else _consequences(target)
    return {"retirements": list(rows.select_related("retired_by", "restored_by")), **around}


def _consequences(target: Target) -> dict[str, Any]:
    """What retiring would take along: entries that restate it, and figures not handed in."""
    return {
        "restating": list(target.restated_by.filter(plan=target.plan_id)),
        "unfinished": sorted(
            target.figures.filter(state__in=TO_SUBMIT).values_list("year", flat=True)
        ),
    }


def _record(target: Target) -> dict[str, Any]:
    """Figures in all vintages by year, judgements and trail of a target that is on no list."""
    years: defaultdict[int, list[Figure]] = defaultdict(list)
    people = ("entered_by", "approved_by", "returned_by")
    for figure in target.figures.select_related(*people).order_by("year", "vintage"):
        years[figure.year].append(figure)
    return {
        "vintages": list(years.items()),
        "judgements": judgements_of(target),
        "told": tell(trail.of_target(target)[:LATEST]),
    }
