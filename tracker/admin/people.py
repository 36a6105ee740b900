"""Zones, departments, people and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker import flow
from tracker.admin.base import KeptAdmin, ReadOnlyAdmin, signed_in
from tracker.models import Delegation, Department, Membership, Person, Scope, Zone
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


class GivenPasswordForm(AdminPasswordChangeForm):
    """Somebody else's password; they must change it when they sign in with it."""

    def save(self, commit: bool = True) -> Person:
        given = self.cleaned_data["set_usable_password"]
        password = self.cleaned_data["password1"] if given else None
        return flow.set_password(self.user, password, by=self.user.asked_by)


@admin.register(Person)
class PersonAdmin(KeptAdmin, UserAdmin):
    change_password_form = GivenPasswordForm
    list_display = ["username", "name", "email", "language", "is_active", "is_staff", "last_login"]
    list_filter = [
        "memberships__zone",
        "memberships__role",
        ("memberships__department", RelatedOnlyFieldListFilter),
        "is_active",
        "is_staff",
    ]
    readonly_fields = ["link_sent_at", "last_login", "date_joined"]
    search_fields = ["username", "name", "email"]
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Personal info"), {"fields": ["name", "email", "language"]}),
        (
            _("Permissions"),
            {"fields": ["is_active", "is_staff", "is_superuser", "must_change_password"]},
        ),
        (_("Important dates"), {"fields": ["link_sent_at", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "email", "language"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def get_queryset(self, request):
        """Without the system person, whom nobody edits."""
        return super().get_queryset(request).exclude(username=SYSTEM_USERNAME)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The person, who remembers who is asking: the form of passwords is told nothing else."""
        person = super().get_object(request, object_id, from_field)
        if person is not None:
            person.asked_by = signed_in(request)
        return person

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new person changes the password that was chosen here, or gets the link to set one."""
        if "email" in form.changed_data:
            obj.mail_refused_at = obj.mail_refusal = None
        if not change:
            obj.must_change_password = obj.has_usable_password()
        super().save_model(request, obj, form, change)
        if not (change or obj.has_usable_password()):
            flow.ask_for_link(obj.username, by=signed_in(request))


@admin.register(Membership)
class MembershipAdmin(KeptAdmin):
    list_display = ["person", "role", "zone", "department"]
    list_filter = ["zone", "role", ("department", RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "zone", "department"]
    search_fields = ["person__username", "person__name"]
    autocomplete_fields = ["person", "zone", "department"]


@admin.register(Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    list_display = ["principal", "substitute", "zone", "from_on", "to_on", "ended_at", "made_by"]
    list_filter = ["zone", "from_on"]
    list_select_related = ["principal", "substitute", "zone", "made_by"]
    search_fields = ["principal__name", "substitute__name"]
