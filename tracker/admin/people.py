"""Zones, departments, people and their roles."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import KeptAdmin
from tracker.models import Department, Membership, Person, Scope, Zone
from tracker.models.people import SYSTEM_USERNAME


class ScopeInline(admin.TabularInline):
    model = Scope
    extra = 0


class DepartmentInline(admin.TabularInline):
    model = Department
    extra = 0


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["zone", "department"]


@admin.register(Zone)
class ZoneAdmin(KeptAdmin):
    list_display = ["name", "name_en", "code", "parent", "position"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_en", "code"]
    inlines = [ScopeInline, DepartmentInline]


@admin.register(Department)
class DepartmentAdmin(KeptAdmin):
    list_display = ["name", "name_en", "zone"]
    list_filter = ["zone"]
    list_select_related = ["zone"]
    search_fields = ["name", "name_en"]


@admin.register(Person)
class PersonAdmin(KeptAdmin, UserAdmin):
    list_display = ["username", "name", "email", "language", "is_active", "is_staff", "last_login"]
    list_filter = ["memberships__zone", "memberships__role", "is_active", "is_staff"]
    search_fields = ["username", "name", "email"]
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Personal info"), {"fields": ["name", "email", "language"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "email", "language"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def get_queryset(self, request):
        """Without the system person, whom nobody edits."""
        return super().get_queryset(request).exclude(username=SYSTEM_USERNAME)


@admin.register(Membership)
class MembershipAdmin(KeptAdmin):
    list_display = ["person", "role", "zone", "department"]
    list_filter = ["zone", "role"]
    list_select_related = ["person", "zone", "department"]
    search_fields = ["person__username", "person__name"]
    autocomplete_fields = ["person", "zone", "department"]
