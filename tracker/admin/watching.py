"""Alerts, mails and the trail."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin, ReadOnlyInline
from tracker.models import Alert, Handling, Message, Notice, TrailEntry
from tracker.models.verbs import VERBS


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = [
        "rule", "zone", "target", "department", "year", "severity", "state", "raised_on",
        "cleared_on",
    ]  # fmt: skip
    list_filter = ["state", "rule", "severity", "zone", "year"]
    list_select_related = ["zone", "target", "department", "cycle__plan"]
    date_hierarchy = "raised_on"


@admin.register(Handling)
class HandlingAdmin(ReadOnlyAdmin):
    list_display = ["zone", "target", "cause", "owner", "promised_on", "handled_by", "handled_at"]
    list_filter = ["cause", "zone"]
    list_select_related = ["zone", "target", "handled_by"]
    search_fields = ["target__name", "explanation", "measure", "owner"]
    date_hierarchy = "handled_at"


class NoticeInline(ReadOnlyInline):
    """Who was told what by the mail, at which level."""

    model = Notice

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return super().get_queryset(request).select_related("person")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["subject", "person", "address", "state", "attempts", "written_at", "sent_at"]
    list_filter = ["state", "language"]
    list_select_related = ["person"]
    search_fields = ["subject", "person__username", "person__name", "address", "key"]
    inlines = [NoticeInline]
    date_hierarchy = "written_at"


class DoneFilter(admin.SimpleListFilter):
    """What was done, in the words of the pages."""

    title = _("verb")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, str(words)) for name, words in VERBS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() is None else queryset.filter(verb=self.value())


@admin.register(TrailEntry)
class TrailEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "done", "label", "zone", "reason", "origin"]
    list_filter = [DoneFilter, "zone"]
    list_select_related = ["by", "zone"]
    search_fields = ["label", "reason", "origin"]
    date_hierarchy = "at"

    @admin.display(description=_("verb"), ordering="verb")
    def done(self, entry: TrailEntry) -> str:
        return str(VERBS.get(entry.verb, entry.verb))
