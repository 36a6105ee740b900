"""What the admin's pages share."""

from typing import Any, cast

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import flow
from tracker.models import Person


def signed_in(request: HttpRequest) -> Person:
    """The person behind a request that the admin has let in."""
    return cast(Person, request.user)


class KeptAdmin(admin.ModelAdmin):
    """Rows that administrators keep by hand, through ``flow.keep`` and so with a trace."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        flow.keep(obj, by=signed_in(request))

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        flow.remove(obj, by=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for row in queryset:
            flow.remove(row, by=signed_in(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            flow.keep(row, by=signed_in(request))
        for row in formset.deleted_objects:
            flow.remove(row, by=signed_in(request))
        formset.save_m2m()


class ReadOnly:
    """Rows that verbs write: to be looked at here and changed nowhere but through them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A list of such rows."""


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Such rows on another one's page."""

    extra = 0
