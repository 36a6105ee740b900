"""Targets that a plan gave up, and those that were brought back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.people import Person
from tracker.models.target import Target
from tracker.models.wording import choices
from tracker.terms import TargetState


class TargetRetirement(models.Model):
    """One row is one time that a target was retired, and with ``restored_at`` brought back.

    ``state_before`` is the state that it returns to.
    """

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="retirements", verbose_name=_("target")
    )
    state_before = models.CharField(_("state before"), max_length=20, choices=choices(TargetState))
    document = models.CharField(_("approving document"), max_length=200)
    reason = models.TextField(_("reason"))
    retired_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("retired by")
    )
    retired_at = models.DateTimeField(_("retired at"))
    restored_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought back by"),
    )
    restored_at = models.DateTimeField(_("brought back at"), null=True, blank=True)
    restoring_reason = models.TextField(_("reason for bringing it back"), null=True, blank=True)

    class Meta:
        verbose_name = _("target retirement")
        verbose_name_plural = _("target retirements")
        ordering = ["target", "retired_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(restored_at=None),
                name="targetretirement_once_at_a_time",
                violation_error_message=_("This target is retired already."),
            ),
            models.CheckConstraint(
                condition=models.Q(restored_at=None)
                | models.Q(restored_by__isnull=False, restoring_reason__isnull=False),
                name="targetretirement_restored_has_who_and_why",
                violation_error_message=_("A target that was brought back says by whom and why."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)
