"""Sheets that were uploaded, until their figures are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.cycle import ReportingCycle
from tracker.models.fields import TermField, in_terms
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.terms import UploadState


class SheetUpload(models.Model):
    """One row is one file that one person uploaded for one cycle, and what would come of it.

    The file itself stays until it was looked at; ``preview`` is then what its person reads, and
    ``rows`` is what a confirmation stores. A row is forgotten some days later: what was done
    stands in the figures and in the trail.
    """

    token = models.CharField(_("token"), max_length=30, unique=True)
    cycle = models.ForeignKey(
        ReportingCycle, models.CASCADE, related_name="uploads", verbose_name=_("reporting cycle")
    )
    by = models.ForeignKey(Person, models.CASCADE, related_name="uploads", verbose_name=_("by"))
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("file"), null=True)

    preview = models.JSONField(_("preview"), null=True)
    rows = models.JSONField(_("rows to store"), default=list)
    all_or_nothing = models.BooleanField(_("all or nothing"), null=True)
    refusal = models.JSONField(_("why it was refused"), default=list)
    saved = models.PositiveIntegerField(_("figures stored"), null=True)
    left = models.JSONField(_("rows that could not be stored any more"), default=list)

    state = TermField(_("state"), choices=choices(UploadState), default=UploadState.SENT)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("taken until"), null=True)
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("uploaded sheet")
        verbose_name_plural = _("uploaded sheets")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=in_terms("state", UploadState), name="sheetupload_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=UploadState.SENT.value) | models.Q(content__isnull=False),
                name="sheetupload_sent_has_its_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=UploadState.STORED.value) | models.Q(saved__isnull=False),
                name="sheetupload_stored_says_how_many",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sent_at"],
                condition=models.Q(state__in=[UploadState.SENT.value, UploadState.CONFIRMED.value]),
                name="sheetupload_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.name
