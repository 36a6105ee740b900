"""Documents that were issued: frozen, numbered, and never changed again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.people import Department, Person
from tracker.models.plan import Plan
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import ReportFormat, ReportKind


class IssuedReport(models.Model):
    """One row is one issued document in one language: what it says, frozen, and under what number.

    ``dataset`` is what ``reports.freezing`` made of it; with ``issued_at``, ``families`` and the
    same fonts the same files come of it again. A newer one ``supersedes`` it and says why. Rows
    are only added: the database refuses to change or delete one.
    """

    number = models.CharField(
        _("document number"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("This document number is taken already.")},
    )
    kind = TermField(_("kind"), choices=choices(ReportKind))
    zone = models.ForeignKey(
        Zone, models.PROTECT, related_name="issued_reports", verbose_name=_("zone")
    )
    beside = models.ManyToManyField(
        Zone, related_name="+", blank=True, verbose_name=_("compared with")
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan")
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)

    dataset = models.BinaryField(_("what it says"))
    dataset_sha256 = models.CharField(_("SHA-256 of what it says"), max_length=64)
    families = models.JSONField(
        _("fonts chosen"), default=dict, help_text=_("As REPORT_FONTS named them on that day.")
    )
    rule_version = models.CharField(_("version of the method"), max_length=10)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    reason = models.CharField(_("reason for the new one"), max_length=500, blank=True)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=in_terms("kind", ReportKind), name="issuedreport_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(number=""), name="issuedreport_has_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True) | ~models.Q(reason=""),
                name="issuedreport_superseding_says_why",
            ),
        ]
        indexes = [models.Index(fields=["zone", "year", "kind"], name="issuedreport_of_a_zone")]

    def __str__(self) -> str:
        return self.number


class IssuedFile(models.Model):
    """One row is one file of an issued document; its hash is what a verification looks for.

    The content lies in the storage ``issued`` under a name made from its hash; where it is lost,
    the same bytes are made again from the frozen dataset.
    """

    report = models.ForeignKey(
        IssuedReport, models.PROTECT, related_name="files", verbose_name=_("issued document")
    )
    format = TermField(_("format"), choices=choices(ReportFormat))
    filename = models.CharField(_("file name"), max_length=200)
    stored = models.CharField(_("stored as"), max_length=100, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("file of an issued document")
        verbose_name_plural = _("files of issued documents")
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="issuedfile_once_per_format"),
            models.CheckConstraint(
                condition=in_terms("format", ReportFormat), name="issuedfile_format_known"
            ),
        ]

    def __str__(self) -> str:
        return self.filename
