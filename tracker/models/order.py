"""Documents that people asked for, made in the background and kept for a while."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.people import Department, Person
from tracker.models.plan import Plan
from tracker.models.schedule import ReportSchedule
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import FileState, MakingStep, ReportFormat, ReportKind


class ReportOrder(models.Model):
    """One row is what one person asked for at once: one document, or a batch in one ZIP.

    Whether it is done, and how far it is, follows from its files. ``schedule`` and ``occurrence``
    say by which schedule, for which of its days, it was asked for. ``asked_at`` is when it was
    last: what is made again is asked for anew. A row without any file left is forgotten some time
    after they expired.
    """

    token = models.CharField(_("token"), max_length=30, unique=True)
    by = models.ForeignKey(
        Person, models.PROTECT, related_name="orders", verbose_name=_("asked for by")
    )
    schedule = models.ForeignKey(
        ReportSchedule,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("schedule"),
    )
    occurrence = models.DateField(_("day of the schedule"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("order of documents")
        verbose_name_plural = _("orders of documents")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "occurrence"], name="reportorder_once_per_day_of_a_schedule"
            ),
        ]
        indexes = [models.Index(fields=["by", "-asked_at"], name="reportorder_of_a_person")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReportFile(models.Model):
    """One row is one file of an order: which document, how far it is, and where it lies.

    ``zone`` is whom it is about; a comparison holds it against the zones ``beside`` it. The
    content lies in the storage ``documents`` under a name made from its own hash. ``refusal``
    holds the sentences that say why it could not be made and what to do, or why it waits until
    ``not_before``; ``replaced`` and ``removed`` the typed characters that no font could print, or
    no such file hold.
    """

    order = models.ForeignKey(
        ReportOrder, models.CASCADE, related_name="files", verbose_name=_("order")
    )
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="+", verbose_name=_("zone"))
    beside = models.ManyToManyField(
        Zone, related_name="+", blank=True, verbose_name=_("compared with")
    )
    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("plan")
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    kind = TermField(_("kind"), choices=choices(ReportKind))
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=10)
    format = TermField(_("format"), choices=choices(ReportFormat))

    filename = models.CharField(_("file name"), max_length=200, blank=True)
    stored = models.CharField(_("stored as"), max_length=100, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True)
    replaced = models.TextField(_("printed as □"), blank=True)
    removed = models.TextField(_("left out"), blank=True)

    state = TermField(_("state"), choices=choices(FileState), default=FileState.WAITING)
    step = TermField(_("step at hand"), choices=choices(MakingStep), null=True, blank=True)
    refusal = models.JSONField(_("why it could not be made"), default=list)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), null=True)
    lease_until = models.DateTimeField(_("taken until"), null=True)
    made_at = models.DateTimeField(_("made at"), null=True)
    expires_at = models.DateTimeField(_("expires at"), null=True)

    class Meta:
        verbose_name = _("file of an order")
        verbose_name_plural = _("files of orders")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=in_terms("state", FileState), name="reportfile_state_known"
            ),
            models.CheckConstraint(
                condition=in_terms("kind", ReportKind), name="reportfile_kind_known"
            ),
            models.CheckConstraint(
                condition=in_terms("format", ReportFormat), name="reportfile_format_known"
            ),
            models.CheckConstraint(
                condition=in_terms("step", MakingStep, nullable=True),
                name="reportfile_step_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FileState.MADE.value)
                | models.Q(size__isnull=False, made_at__isnull=False, expires_at__isnull=False)
                & ~models.Q(stored="")
                & ~models.Q(sha256=""),
                name="reportfile_made_has_its_content",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FileState.MAKING.value)
                | models.Q(lease_until__isnull=False),
                name="reportfile_making_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=[FileState.WAITING.value, FileState.MAKING.value]),
                name="reportfile_waiting",
            ),
            models.Index(fields=["stored"], name="reportfile_by_content"),
        ]

    def __str__(self) -> str:
        return self.filename or f"{self.zone} {self.year} {self.get_kind_display()}"

    @property
    def title(self) -> str:
        """Which document it is, in the reader's language: zone, year, kind, and whose sheet."""
        place = "" if self.kind == ReportKind.COMPARISON else str(self.zone)
        parts = (place, str(self.year), self.get_kind_display(), self.department or "")
        return " ".join(str(part) for part in parts if part)

    @property
    def language_name(self) -> str:
        """The language by its own name."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))
