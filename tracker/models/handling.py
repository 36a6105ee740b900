"""What is promised about an alert."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.alert import Alert
from tracker.models.fields import TermField, in_terms
from tracker.models.people import Person
from tracker.models.target import Target
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import Cause


class Handling(models.Model):
    """One row is one answer to one or several alerts: why, what is done, by whom, until when.

    Until ``promised_on`` the alerts it answers do not escalate. A later answer stands beside it.
    ``target`` is None where the alerts are about what a department owes in a cycle.
    """

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="handlings", verbose_name=_("zone"))
    target = models.ForeignKey(
        Target,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="handlings",
        verbose_name=_("target"),
    )
    alerts = models.ManyToManyField(
        Alert, through="AnsweredAlert", related_name="handlings", verbose_name=_("alerts")
    )
    cause = TermField(_("kind of cause"), choices=choices(Cause))
    explanation = models.TextField(
        _("cause"),
        help_text=_("What led to it, so that a superior understands it."),
    )
    measure = models.TextField(_("measure"), help_text=_("What is done about it from here."))
    owner = models.CharField(
        _("responsible person"), max_length=100, help_text=_("Who sees to it, with the post.")
    )
    promised_on = models.DateField(
        _("promised date"), help_text=_("By when it will be back on its path, or reported.")
    )
    handled_by = models.ForeignKey(
        Person, models.PROTECT, related_name="handlings", verbose_name=_("answered by")
    )
    handled_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")
        ordering = ["-handled_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=in_terms("cause", Cause), name="handling_cause_known"),
        ]

    def __str__(self) -> str:
        return f"{self.owner}, {self.promised_on.isoformat()}"


class AnsweredAlert(models.Model):
    """One row is one alert that an answer is for, with the level that it had then.

    Each is silent up to its own: gravities of different rules are not of one scale.
    """

    handling = models.ForeignKey(Handling, models.CASCADE, verbose_name=_("handling"))
    alert = models.ForeignKey(Alert, models.CASCADE, verbose_name=_("alert"))
    level = models.PositiveSmallIntegerField(_("level of urgency when answered"))

    class Meta:
        verbose_name = _("answered alert")
        verbose_name_plural = _("answered alerts")
        ordering = ["handling", "alert"]
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "alert"], name="answered_alert_once_per_handling"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert}: {self.handling}"
