"""Who did what, when, before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.people import Person
from tracker.models.zone import Zone


class TrailEntry(models.Model):
    """One row is one verb done by one person to one object; rows are only ever added."""

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    verb = models.CharField(_("verb"), max_length=40)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zone")
    )
    noun = models.CharField(_("kind of object"), max_length=40)
    noun_id = models.BigIntegerField(_("object number"))
    label = models.CharField(_("object"), max_length=200)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"), null=True, blank=True)
    origin = models.CharField(
        _("from where"),
        max_length=80,
        null=True,
        blank=True,
        help_text=_("The address of the browser, or the command or job."),
    )

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["noun", "noun_id"], name="trail_by_object"),
            models.Index(fields=["zone", "-at"], name="trail_by_zone"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"
