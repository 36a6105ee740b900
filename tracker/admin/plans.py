"""Plans, targets with where they stand, and the catalogue of indicators."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tracker import notation, standing
from tracker.admin.base import KeptAdmin, ReadOnlyAdmin, ReadOnlyInline
from tracker.models import (
    AnnualTarget,
    Assessment,
    AssignedValue,
    CycleExtension,
    Indicator,
    IndicatorAlias,
    PastFigure,
    Plan,
    PlanFinding,
    ReportingCycle,
    Target,
    TargetRevision,
)
from tracker.models.wording import choices, label
from tracker.terms import LIGHTS, MARKS, ON_PACE, Category, Status, Verdict, judged


class YearFilter(admin.SimpleListFilter):
    """The year that targets are judged as of; the usual one unless another is chosen."""

    title = _("as of year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = Assessment.objects.values_list("year", flat=True).distinct().order_by("-year")
        return [(str(year), str(year)) for year in years]

    def choices(self, changelist: Any):
        """No "All": a judgement is always as of one year."""
        chosen = self.value() or str(_usual_year())
        for value, title in self.lookup_choices:
            yield {
                "selected": value == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset


class WordFilter(admin.SimpleListFilter):
    """Status or verdict as of the chosen year."""

    title = _("status")
    parameter_name = "word"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("on_pace", _("On pace")), *choices(Status), *choices(Verdict)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        if not chosen:
            return queryset
        words = [word.value for word in ON_PACE] if chosen == "on_pace" else [chosen]
        judgements = Assessment.objects.filter(is_latest=True, year=_asked_year(request))
        matching = judgements.filter(status__in=words) | judgements.filter(verdict__in=words)
        return queryset.filter(pk__in=matching.values("target"))


def _usual_year() -> int:
    return standing.usual_year(timezone.localdate().year)


def _asked_year(request: HttpRequest) -> int:
    asked = request.GET.get(YearFilter.parameter_name, "")
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if is_year else _usual_year()


class RevisionInline(ReadOnlyInline):
    """Plan administrators revise and withdraw on the target's planning page."""

    model = TargetRevision
    fields = [
        "effective_year", "effective_on", "value", "document", "reason", "revised_by",
        "withdrawn_by", "withdrawal_reason",
    ]  # fmt: skip


class AnnualTargetInline(admin.TabularInline):
    model = AnnualTarget
    extra = 0


class AssignedValueInline(admin.TabularInline):
    model = AssignedValue
    extra = 0


@admin.register(Target)
class TargetAdmin(KeptAdmin):
    list_display = [
        "name", "zone", "standing", "progress", "pace", "attribute", "field_of_work", "scope",
        "baseline", "goal", "state",
    ]  # fmt: skip
    list_filter = [
        YearFilter,
        WordFilter,
        ("plan__zone", admin.RelatedOnlyFieldListFilter),
        "attribute",
        "indicator__category",
        "kind",
        "state",
    ]
    search_fields = ["name", "name_en", "register_id"]
    list_select_related = ["plan__zone", "scope", "indicator"]
    list_per_page = 50
    inlines = [AnnualTargetInline, AssignedValueInline, RevisionInline]
    autocomplete_fields = ["indicator", "department", "restates"]
    readonly_fields = [
        "register_id", "plan", "locator", "target_text", "confidence", "note",
        "verified_base_value", "verified_base_document", "verified_base_reason",
        "verified_base_by", "verified_base_at",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Targets come from a plan's register, so that each leads back to its line."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A target is retired, never deleted: its figures and judgements stay."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        latest = Assessment.objects.filter(
            target=OuterRef("pk"), is_latest=True, year=_asked_year(request)
        )
        return (
            super()
            .get_queryset(request)
            .annotate(
                judged_status=Subquery(latest.values("status")[:1]),
                judged_verdict=Subquery(latest.values("verdict")[:1]),
                judged_answer=Subquery(latest.values("answer")[:1]),
            )
        )

    def view_on_site(self, obj: Target) -> str:
        return reverse("target", args=[obj.pk])

    @admin.display(description=_("zone"), ordering="plan__zone__position")
    def zone(self, row: Target):
        return row.plan.zone

    @admin.display(description=_("field of work"), ordering="indicator__category")
    def field_of_work(self, row: Target):
        return label(Category(row.indicator.category))

    @admin.display(description=_("baseline"), ordering="base_value")
    def baseline(self, row: Target) -> str:
        verified = row.verified_base_value
        return notation.number(row.base_value if verified is None else verified)

    @admin.display(description=_("target"))
    def goal(self, row: Target) -> str:
        return notation.target_text(row) or row.target_text or "—"

    @admin.display(description=_("progress"))
    def progress(self, row: Any) -> str:
        return notation.percent((row.judged_answer or {}).get("progress"))

    @admin.display(description=_("pace"))
    def pace(self, row: Any) -> str:
        return notation.pace((row.judged_answer or {}).get("pace"), row.plan.cuts)

    @admin.display(description=_("status"), ordering="judged_status")
    def standing(self, row: Any) -> str:
        if row.judged_status is None and row.judged_verdict is None:
            return "—"
        word = judged(row.judged_status, row.judged_verdict)
        return format_html(
            '<span class="standing {}">{} {}</span>', LIGHTS[word], MARKS[word], label(word)
        )


@admin.register(Plan)
class PlanAdmin(KeptAdmin):
    list_display = ["__str__", "zone", "kind", "doc_number", "start_year", "end_year", "state"]
    list_filter = ["zone", "kind", "state"]
    list_select_related = ["zone"]
    readonly_fields = ["zone", "kind", "base_year", "start_year", "end_year", "state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Plans come from their register."""
        return False


@admin.register(PlanFinding)
class PlanFindingAdmin(ReadOnlyAdmin):
    list_display = ["code", "severity", "plan", "target", "related"]
    list_filter = ["severity", "code", "plan__zone"]
    list_select_related = ["plan__zone", "target", "related"]


class ExtensionInline(ReadOnlyInline):
    """Who was given longer."""

    model = CycleExtension


@admin.register(ReportingCycle)
class ReportingCycleAdmin(ReadOnlyAdmin):
    """Plan administrators open, extend and close cycles on their zone's planning pages."""

    inlines = [ExtensionInline]

    list_display = ["plan", "year", "opens_on", "due_on", "closed_on"]
    list_filter = ["year", "plan__zone"]
    list_select_related = ["plan__zone"]


class AliasInline(admin.TabularInline):
    model = IndicatorAlias
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(KeptAdmin):
    list_display = ["name", "name_en", "unit", "category", "caliber"]
    list_filter = ["category", "unit"]
    search_fields = ["name", "name_en", "aliases__name"]
    inlines = [AliasInline]


@admin.register(IndicatorAlias)
class IndicatorAliasAdmin(KeptAdmin):
    list_display = ["name", "unit", "indicator", "note", "reviewed"]
    list_filter = ["reviewed", "indicator__category"]
    list_select_related = ["indicator"]
    search_fields = ["name", "indicator__name"]
    autocomplete_fields = ["indicator"]


@admin.register(PastFigure)
class PastFigureAdmin(ReadOnlyAdmin):
    list_display = ["name", "scope", "period", "value", "unit", "same_caliber", "target"]
    list_filter = ["scope__zone", "same_caliber"]
    list_select_related = ["scope", "target"]
    search_fields = ["name"]
