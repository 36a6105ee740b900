"""When a plan's figures are asked for, and who was given longer."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import YearField
from tracker.models.people import Department, Person
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

    def due_for(self, department_id: int | None) -> date:
        """The due date in force for a department: the latest that it or the zone was given.

        ``None`` is for targets that no department is responsible for. Reads ``extensions``, which
        lists prefetch.
        """
        given = self.extension_for(department_id)
        return self.due_on if given is None else max(self.due_on, given.due_on)

    def extension_for(self, department_id: int | None) -> "CycleExtension | None":
        """What gives a department its due date, where it was given longer."""
        return max(self._given(department_id), key=lambda given: given.due_on, default=None)

    def closed_for(self, department_id: int | None, today: date) -> date | None:
        """Since when a department can enter nothing more; ``None`` while it still can.

        What a department itself was given outlives the closing, until its own date is over.
        """
        if self.closed_on is None:
            return None
        own = (given for given in self._given(department_id) if given.department_id is not None)
        runs = any(given.due_on >= today for given in own)
        return None if runs else self.closed_on

    def takes(self, department_id: int | None, today: date) -> bool:
        """Whether a department can enter figures today."""
        return self.opens_on <= today and self.closed_for(department_id, today) is None

    def _given(self, department_id: int | None) -> Iterable["CycleExtension"]:
        return [one for one in self.extensions.all() if one.department_id in (None, department_id)]


def usual_dates(year: int) -> tuple[date, date]:
    """When a year's figures are usually asked for: from January to the end of March after it."""
    return date(year + 1, 1, 1), date(year + 1, 3, 31)


class CycleExtension(models.Model):
    """One row is a later due date that a department, or the whole zone, was given in a cycle."""

    cycle = models.ForeignKey(
        ReportingCycle,
        models.PROTECT,
        related_name="extensions",
        verbose_name=_("reporting cycle"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Empty for the whole zone."),
    )
    due_on = models.DateField(_("due on"))
    reason = models.TextField(_("reason"))
    extended_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("extended by")
    )
    extended_at = models.DateTimeField(_("extended at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["cycle", "department"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "department"],
                condition=models.Q(department__isnull=False),
                name="cycleextension_once_per_department",
                violation_error_message=_("This department was given longer already."),
            ),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=models.Q(department__isnull=True),
                name="cycleextension_once_per_zone",
                violation_error_message=_("The zone was given longer already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="cycleextension_has_a_reason",
                violation_error_message=_("An extension says why it was given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.department or self.cycle.plan.zone}"


def takes_figures(today: date, *, cycle: str = "", department: str | None = None) -> models.Q:
    """``ReportingCycle.takes`` as a condition, for queries over many cycles.

    ``cycle`` is the path to the cycle with its underscores, as ``plan__cycles__``; ``department``
    the path to the department that is asked about, ``None`` for any department at all.
    """
    own = CycleExtension.objects.filter(
        cycle=models.OuterRef(f"{cycle}pk"), department__isnull=False, due_on__gte=today
    )
    if department is not None:
        own = own.filter(department=models.OuterRef(department))
    return models.Q(**{f"{cycle}opens_on__lte": today}) & (
        models.Q(**{f"{cycle}closed_on": None}) | models.Q(models.Exists(own))
    )
