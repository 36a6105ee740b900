"""Files that a figure is taken from: bulletins, letters, tables, scans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.figure import Figure
from tracker.models.people import Person


class EvidenceFile(models.Model):
    """One row is one file on one vintage of a figure; a removed one stays as a row, with why.

    The content lies in the storage ``evidence`` under a name made from its own hash, so that the
    same content is kept once, however many figures show it.
    """

    figure = models.ForeignKey(
        Figure, models.PROTECT, related_name="files", verbose_name=_("figure")
    )
    name = models.CharField(
        _("name"), max_length=255, help_text=_("As uploaded, with the ending of its content.")
    )
    stored = models.CharField(_("stored as"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("content type"), max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    added_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"))
    removed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removal_reason = models.TextField(_("reason for the removal"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["figure", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "sha256"],
                condition=models.Q(removed_at__isnull=True),
                name="evidencefile_content_once_per_figure",
                violation_error_message=_("This file is attached already."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    removed_at__isnull=True, removed_by__isnull=True, removal_reason__isnull=True
                )
                | models.Q(
                    removed_at__isnull=False,
                    removed_by__isnull=False,
                    removal_reason__isnull=False,
                ),
                name="evidencefile_removed_has_who_and_why",
                violation_error_message=_("A removed file says who removed it and why."),
            ),
        ]
        indexes = [models.Index(fields=["stored"], name="evidencefile_by_content")]

    def __str__(self) -> str:
        return self.name
