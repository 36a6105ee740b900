"""Figures with every vintage, and their judgements: to be looked at; verbs change them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker import flow, notation
from tracker.admin.base import ReadOnlyAdmin, signed_in
from tracker.errors import Refused
from tracker.models import Assessment, EvidenceFile, Figure
from tracker.models.explaining import explain


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = [
        "target", "zone", "year", "vintage", "as_typed", "quality", "state", "in_force",
    ]  # fmt: skip
    list_filter = ["state", "in_force", "quality", "year", "target__plan__zone"]
    list_select_related = ["target__plan__zone"]
    search_fields = ["target__name", "target__register_id"]
    actions = ["approve"]

    @admin.display(description=_("zone"))
    def zone(self, row: Figure):
        return row.target.plan.zone

    @admin.display(description=_("figure"), ordering="value")
    def as_typed(self, row: Figure) -> str:
        """The figure with the decimals that were typed, not those that it is stored with."""
        return notation.number(row.value, row.decimals)

    def view_on_site(self, obj: Figure) -> str:
        """The page on which the figure is entered and reviewed."""
        return reverse("figure", args=[obj.target_id, obj.year])

    @admin.action(description=_("Approve the selected figures"))
    def approve(self, request: HttpRequest, queryset: QuerySet[Figure]) -> None:
        approved = 0
        for figure in queryset.select_related("target__plan__zone"):
            try:
                flow.approve_figure(figure, version=figure.version, by=signed_in(request))
                approved += 1
            except Refused as refusal:
                reasons = " ".join(str(line) for line in explain(refusal))
                self.message_user(request, f"{figure}: {reasons}", messages.ERROR)
        if approved:
            text = ngettext("%d figure approved.", "%d figures approved.", approved) % approved
            self.message_user(request, text, messages.SUCCESS)


@admin.register(EvidenceFile)
class EvidenceFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "figure", "size", "added_by", "added_at", "removed_by", "removed_at"]
    list_filter = ["content_type", "figure__target__plan__zone"]
    list_select_related = ["figure__target", "added_by", "removed_by"]
    search_fields = ["name", "sha256", "figure__target__name"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["target", "zone", "year", "status", "verdict", "reason", "assessed_at"]
    list_filter = ["is_latest", "year", "status", "verdict", "reason", "target__plan__zone"]
    list_select_related = ["target__plan__zone"]
    search_fields = ["target__name", "target__register_id"]

    @admin.display(description=_("zone"))
    def zone(self, row: Assessment) -> Any:
        return row.target.plan.zone
