"""The steps that lead to a milestone."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import YearField
from tracker.models.target import Target


class MilestoneStep(models.Model):
    """One row is one step towards a milestone, due in a year or on a day.

    Which steps are done stands in each year's figure (``Figure.ticked``).
    """

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="steps", verbose_name=_("target")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("step"), max_length=120)
    due_year = YearField(_("due in"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["target", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "name"],
                name="milestonestep_name_once_per_target",
                violation_error_message=_("This milestone has a step of that name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(due_year__isnull=True) | models.Q(due_on__isnull=True),
                name="milestonestep_due_in_a_year_or_on_a_day",
                violation_error_message=_("A step is due in a year or on a day, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due(self) -> int | date | None:
        """The year or the day it is due; None where nobody has said."""
        return self.due_year if self.due_on is None else self.due_on
