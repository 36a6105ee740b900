"""Alerts, mails and the trail."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from tracker.admin.base import ReadOnlyAdmin, ReadOnlyInline
from tracker.models import Alert, Message, Notice, TrailEntry


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = [
        "rule", "zone", "target", "department", "year", "severity", "state", "raised_on",
        "cleared_on",
    ]  # fmt: skip
    list_filter = ["state", "rule", "severity", "zone", "year"]
    list_select_related = ["zone", "target", "department", "cycle__plan"]
    date_hierarchy = "raised_on"


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


@admin.register(TrailEntry)
class TrailEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "label", "zone", "reason"]
    list_filter = ["verb", "noun", "zone"]
    list_select_related = ["by", "zone"]
    search_fields = ["label", "reason"]
    date_hierarchy = "at"
