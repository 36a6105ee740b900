"""Findings that need someone."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.models.cycle import ReportingCycle
from tracker.models.fields import TermField, YearField, in_terms
from tracker.models.people import Department
from tracker.models.target import Target
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import AlertRule, AlertState, Severity, Urgency


class Alert(models.Model):
    """One row is one finding that is open or was cleared.

    About a target and year (off track), or about what a department still owes in a cycle
    (due soon, overdue). ``raised_on`` to ``cleared_on`` is its life. At each ``level``, named by
    ``step``, the roles of ``told`` are told once; it rises as the finding grows more urgent.
    """

    rule = TermField(_("rule"), choices=choices(AlertRule))
    zone = models.ForeignKey(Zone, models.CASCADE, related_name="alerts", verbose_name=_("zone"))
    target = models.ForeignKey(
        Target,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name=_("target"),
    )
    cycle = models.ForeignKey(
        ReportingCycle,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name=_("reporting cycle"),
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name=_("department"),
    )
    year = YearField(_("reporting year"))
    severity = TermField(_("severity"), choices=choices(Severity))
    level = models.PositiveSmallIntegerField(_("level of urgency"), default=1)
    step = models.CharField(_("step"), max_length=40, default="", blank=True)
    told = models.JSONField(_("roles that are told"), default=list, blank=True)
    urgency = TermField(_("urgency"), choices=choices(Urgency), default=Urgency.ROUTINE)
    facts = models.JSONField(
        _("facts"), default=dict, help_text=_("What was expected, what was found, the gap.")
    )
    state = TermField(_("state"), choices=choices(AlertState), default=AlertState.OPEN)
    raised_on = models.DateField(_("raised on"))
    escalated_on = models.DateField(_("escalated on"), null=True, blank=True)
    cleared_on = models.DateField(_("cleared on"), null=True, blank=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-raised_on", "zone", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year", "rule"],
                condition=models.Q(state=AlertState.OPEN.value, target__isnull=False),
                name="alert_one_open_per_target_year_and_rule",
                violation_error_message=_("Such an alert is open already."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "department", "rule"],
                condition=models.Q(
                    state=AlertState.OPEN.value, target__isnull=True, department__isnull=False
                ),
                name="alert_one_open_per_cycle_department_and_rule",
                violation_error_message=_("Such an alert is open already."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "rule"],
                condition=models.Q(
                    state=AlertState.OPEN.value, target__isnull=True, department__isnull=True
                ),
                name="alert_one_open_per_cycle_and_rule",
                violation_error_message=_("Such an alert is open already."),
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=False) | models.Q(cycle__isnull=False),
                name="alert_is_about_something",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AlertState.OPEN.value, cleared_on__isnull=True)
                | models.Q(state=AlertState.CLEARED.value, cleared_on__isnull=False),
                name="alert_cleared_has_its_day",
            ),
            models.CheckConstraint(
                condition=in_terms("rule", AlertRule)
                & in_terms("state", AlertState)
                & in_terms("severity", Severity)
                & in_terms("urgency", Urgency),
                name="alert_terms_known",
            ),
        ]

    def __str__(self) -> str:
        about = self.target or self.department or self.cycle
        return gettext("%(rule)s: %(name)s") % {"rule": self.get_rule_display(), "name": about}
