"""When a plan's figures are asked for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import YearField
from tracker.models.plan import Plan


class ReportingCycle(models.Model):
    """One row is one plan asked for one reporting year: opens, is due, closes."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cycles", verbose_name=_("plan"))
    year = YearField(_("reporting year"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("Empty while figures can be entered.")
    )

    class Meta:
        verbose_name = _("reporting cycle")
        verbose_name_plural = _("reporting cycles")
        ordering = ["-year", "plan"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="reportingcycle_once_per_plan_and_year",
                violation_error_message=_("This plan has a reporting cycle for that year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("due_on")),
                name="reportingcycle_opens_before_due",
                violation_error_message=_("A cycle opens on or before its due date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.year}"

    def clean(self) -> None:
        """Refuse a year that the plan does not have: nobody could enter its figures."""
        plan = getattr(self, "plan", None)
        if plan is None or self.year is None:
            return
        if not plan.start_year <= self.year <= plan.end_year:
            raise ValidationError(
                {"year": _("The plan runs from %(first)s to %(last)s. Choose one of its years.")
                 % {"first": plan.start_year, "last": plan.end_year}}
            )  # fmt: skip
