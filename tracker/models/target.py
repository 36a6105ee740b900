"""What a plan promised, how it was revised, and its values year by year."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.models.compared import ComparedSeries
from tracker.models.fields import FigureField, TermField, YearField, in_terms
from tracker.models.indicator import Indicator
from tracker.models.people import Department, Person
from tracker.models.plan import Plan
from tracker.models.wording import choices
from tracker.models.zone import Scope, localised
from tracker.terms import (
    Attribute,
    Confidence,
    Direction,
    Measure,
    Path,
    TargetKind,
    TargetState,
    Verdict,
)


class Target(models.Model):
    """One row is one plan's commitment on one indicator for one scope.

    A row that ``restates`` another is a cross-reference: shown, never counted or judged twice.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets", verbose_name=_("plan"))
    register_id = models.CharField(
        _("register number"),
        max_length=60,
        unique=True,
        help_text=_("The entry's identity in the register file, as jinan-ht-001."),
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As the plan prints it."))
    name_en = models.CharField(_("English name"), max_length=200, null=True, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    scope = models.ForeignKey(
        Scope, models.PROTECT, related_name="targets", verbose_name=_("scope")
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("responsible department"),
        help_text=_("Its officers report this target."),
    )
    restates = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="restated_by",
        verbose_name=_("restates"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    kind = TermField(_("kind"), choices=choices(TargetKind))
    direction = TermField(_("direction"), choices=choices(Direction), default=Direction.AT_LEAST)
    strict = models.BooleanField(
        _("strict"),
        default=False,
        help_text=_("Ticked for 超过, 突破, 高于, 低于: a tie is not met."),
    )
    every_year = models.BooleanField(
        _("in every year"), default=False, help_text=_("Ticked where each year must hold.")
    )
    approximate = models.BooleanField(
        _("approximate"),
        default=False,
        help_text=_("Ticked for 左右 and 约: five per cent tolerance."),
    )
    is_share = models.BooleanField(
        _("share"), default=False, help_text=_("Ticked for a percentage between 0 and 100.")
    )
    path = TermField(_("path"), choices=choices(Path), default=Path.AUTO)
    attribute = TermField(
        _("attribute"),
        choices=choices(Attribute),
        null=True,
        blank=True,
        help_text=_("Empty where the plan has no such label; judged as anticipatory then."),
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    base_year = YearField(_("base year"), null=True, blank=True)
    base_value = FigureField(_("baseline"), help_text=_("As printed in the plan."))
    verified_base_value = FigureField(
        _("verified baseline"), help_text=_("As finally verified; used instead of the printed one.")
    )
    verified_base_document = models.CharField(
        _("verifying document"), max_length=200, null=True, blank=True
    )
    verified_base_reason = models.TextField(_("reason"), null=True, blank=True)
    verified_base_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_base_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    base_level = FigureField(
        _("level in the base year"),
        help_text=_("Growth targets: the level that grows, where the plan prints it."),
    )
    target_year = YearField(_("target year"), null=True, blank=True)
    target_year_stated = models.BooleanField(
        _("target year stated"),
        default=True,
        help_text=_("Not ticked where the plan's last year is assumed."),
    )
    target_value = FigureField(_("target value"))
    growth_percent = FigureField(_("yearly growth, %"))
    period_change = FigureField(
        _("change over the period"), help_text=_("As printed beside a level: 〔1.76〕.")
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, help_text=_("Decimals of the target as printed.")
    )
    low = FigureField(_("range from"))
    high = FigureField(_("range to"))
    limit_low = FigureField(_("lower limit"))
    limit_high = FigureField(_("upper limit"))
    margin = FigureField(_("margin over the compared series"))
    ratio = FigureField(_("ratio to the compared series"))
    relative_kind = TermField(_("compared as"), choices=choices(Measure), default=Measure.LEVEL)
    compared_with = models.CharField(_("compared with"), max_length=120, null=True, blank=True)
    compared_series = models.ForeignKey(
        ComparedSeries,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("compared series"),
        help_text=_("Its figures stand in where the yearly figure brings none of its own."),
    )
    assigned_kind = TermField(_("assigned as"), choices=choices(Measure), default=Measure.LEVEL)
    superior_assessment = TermField(
        _("superior's assessment"), choices=choices(Verdict), null=True, blank=True
    )

    target_text = models.CharField(
        _("wording"), max_length=300, null=True, blank=True, help_text=_("As printed in the plan.")
    )
    caliber = models.CharField(_("caliber"), max_length=300, null=True, blank=True)
    locator = models.JSONField(
        _("place in the document"),
        default=dict,
        blank=True,
        help_text=_("Chapter, section, table, line."),
    )
    confidence = TermField(_("confidence"), choices=choices(Confidence), default=Confidence.HIGH)
    note = models.TextField(_("note"), null=True, blank=True)
    confirm = models.CharField(
        _("to confirm"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("What the plan administrator must supply before this is judged."),
    )
    state = TermField(_("state"), choices=choices(TargetState), default=TargetState.TO_BE_CONFIRMED)
    as_loaded = models.JSONField(
        _("as loaded"),
        default=dict,
        editable=False,
        help_text=_("What the register file said; tells its changes from those made here."),
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(base_year__isnull=True)
                | models.Q(target_year__isnull=True)
                | models.Q(base_year__lt=models.F("target_year")),
                name="target_baseline_before_target_year",
                violation_error_message=_("The baseline year comes before the target year."),
            ),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True)
                | models.Q(high__isnull=True)
                | models.Q(low__lte=models.F("high")),
                name="target_range_in_order",
                violation_error_message=_("A range runs from its smaller to its larger value."),
            ),
            models.CheckConstraint(
                condition=models.Q(margin__isnull=True) | models.Q(ratio__isnull=True),
                name="target_margin_or_ratio",
                violation_error_message=_("A relative target has a margin or a ratio, not both."),
            ),
            models.CheckConstraint(
                condition=~models.Q(restates=models.F("id")),
                name="target_not_restating_itself",
                violation_error_message=_("A target cannot restate itself."),
            ),
            models.CheckConstraint(
                condition=in_terms("kind", TargetKind)
                & in_terms("direction", Direction)
                & in_terms("attribute", Attribute, nullable=True)
                & in_terms("path", Path)
                & in_terms("state", TargetState)
                & in_terms("confidence", Confidence),
                name="target_terms_known",
            ),
        ]

    def __str__(self) -> str:
        return localised(self.name, self.name_en)

    @property
    def measured_as(self) -> str:
        """The indicator's name where the yearly figure is another than the printed name says.

        持续下降 of a count is reported, and judged, as its change on the year before.
        """
        printed = self.kind != TargetKind.EACH_YEAR or self.indicator.name == self.name
        return "" if printed else str(self.indicator)

    def as_reported(self, change: float | None) -> float | None:
        """What is expected or projected, with the sign of what is reported.

        The method counts a promised reduction as a positive percentage; the yearly figures, and
        what pages and reports show beside them, are negative.
        """
        falls = self.kind == TargetKind.CUMULATIVE_CHANGE and self.direction == Direction.AT_MOST
        return -change if falls and change is not None else change

    @property
    def to_confirm(self) -> str | None:
        """What is to be supplied, in the reader's language where the text is a known one."""
        return gettext(self.confirm) if self.confirm else None


def owes(year: int | models.F) -> models.Q:
    """The condition on a target that its plan asks it for the figure of ``year``.

    Confirmed ones that do not restate another, until their target year is over. ``year`` may be
    an expression, for a query over several reporting cycles at once.
    """
    return models.Q(restates=None, state=TargetState.PUBLISHED) & (
        models.Q(target_year=None) | models.Q(target_year__gte=year)
    )


class TargetRevision(models.Model):
    """One row is a new value of a target with its approving document; the old one stays.

    A mistaken revision is withdrawn, never deleted: judgements that rested on it refer to it.
    """

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="revisions", verbose_name=_("target")
    )
    effective_year = YearField(_("first year judged by it"))
    effective_on = models.DateField(_("effective on"))
    value = FigureField(
        _("new value"),
        null=False,
        blank=False,
        help_text=_("The new target value, or the new yearly growth."),
    )
    document = models.CharField(_("approving document"), max_length=200)
    reason = models.TextField(_("reason"))
    revised_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("revised by")
    )
    revised_at = models.DateTimeField(_("revised at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), null=True, blank=True)

    class Meta:
        verbose_name = _("target revision")
        verbose_name_plural = _("target revisions")
        ordering = ["target", "effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "effective_year"],
                condition=models.Q(withdrawn_at=None),
                name="targetrevision_once_per_year",
                violation_error_message=_("This target has a revision for that year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | models.Q(withdrawn_by__isnull=False, withdrawal_reason__isnull=False),
                name="targetrevision_withdrawn_has_who_and_why",
                violation_error_message=_("A withdrawn revision says who withdrew it and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.effective_year}"


class YearValue(models.Model):
    """A value that one target has for one year."""

    target: models.ForeignKey
    year = YearField(_("year"))
    value = FigureField(_("value"), null=False, blank=False)
    document = models.CharField(_("document"), max_length=200, null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.target} {self.year}"


class AnnualTarget(YearValue):
    """One row is a target's value for one year, where the plan is broken down by year."""

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="annual_targets", verbose_name=_("target")
    )

    class Meta:
        verbose_name = _("annual target")
        verbose_name_plural = _("annual targets")
        ordering = ["target", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year"],
                name="annualtarget_once_per_year",
                violation_error_message=_("This target has an annual target for that year."),
            ),
        ]


class AssignedValue(YearValue):
    """One row is the figure that a superior hands down for a delegated target and year."""

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="assigned_values", verbose_name=_("target")
    )

    class Meta:
        verbose_name = _("assigned value")
        verbose_name_plural = _("assigned values")
        ordering = ["target", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year"],
                name="assignedvalue_once_per_year",
                violation_error_message=_("This target has an assigned value for that year."),
            ),
        ]
