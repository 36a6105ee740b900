"""Stored judgements, and which of them changed because something approved was revised."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.attainment.figures import Answer
from tracker.models.answers import from_json
from tracker.models.fields import TermField, YearField, in_terms
from tracker.models.figure import Figure
from tracker.models.people import Person
from tracker.models.target import Target, TargetRevision
from tracker.models.wording import choices
from tracker.terms import Reason, Status, Verdict, judged


class Assessment(models.Model):
    """One row is the judgement of one target as of one year, as it was at one time.

    Written only when it differs from the last one, which stays and is no longer ``is_latest``.
    """

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="assessments", verbose_name=_("target")
    )
    year = YearField(_("as of year"))
    status = TermField(_("status"), choices=choices(Status), null=True, blank=True)
    verdict = TermField(_("verdict"), choices=choices(Verdict), null=True, blank=True)
    reason = TermField(_("reason"), choices=choices(Reason), null=True, blank=True)
    answer = models.JSONField(_("quantities"), help_text=_("Every quantity behind the judgement."))
    inputs = models.JSONField(
        _("figures used"), help_text=_("The target and the figures that it was judged on.")
    )
    rule_version = models.CharField(_("rule version"), max_length=20)
    is_latest = models.BooleanField(_("latest"), default=True)
    assessed_at = models.DateTimeField(_("assessed at"))

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["target", "year", "-assessed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year"],
                condition=models.Q(is_latest=True),
                name="assessment_one_latest_per_target_and_year",
            ),
            models.CheckConstraint(
                condition=models.Q(status__isnull=True, verdict__isnull=False)
                | models.Q(status__isnull=False, verdict__isnull=True),
                name="assessment_status_or_verdict",
            ),
            models.CheckConstraint(
                condition=in_terms("status", Status, nullable=True)
                & in_terms("verdict", Verdict, nullable=True)
                & in_terms("reason", Reason, nullable=True),
                name="assessment_terms_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["year", "target"],
                condition=models.Q(is_latest=True),
                name="assessment_latest_by_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}: {self.verdict or self.status}"

    @property
    def word(self) -> Status | Verdict:
        return judged(self.status, self.verdict)

    @cached_property
    def judgement(self) -> Answer:
        """Every quantity behind the judgement, as the arithmetic answered it."""
        return from_json(self.answer)


class JudgementChange(models.Model):
    """One row is one status or verdict that is another word since something approved was revised.

    What was revised is a figure (then ``replaced`` is the vintage before it), a target, or
    something else that ``reason`` tells; first approvals and mere quantities are not listed.
    """

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="judgement_changes", verbose_name=_("target")
    )
    year = YearField(_("as of year"))
    before = models.ForeignKey(
        Assessment, models.CASCADE, related_name="+", verbose_name=_("judgement before")
    )
    after = models.OneToOneField(
        Assessment, models.CASCADE, related_name="change", verbose_name=_("judgement after")
    )
    figure = models.ForeignKey(
        Figure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revised figure"),
    )
    replaced = models.ForeignKey(
        Figure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("figure before the revision"),
    )
    revision = models.ForeignKey(
        TargetRevision,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target revision"),
    )
    reason = models.TextField(_("reason"), null=True, blank=True)
    changed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("changed judgement")
        verbose_name_plural = _("changed judgements")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(figure__isnull=True) | models.Q(revision__isnull=True),
                name="judgementchange_one_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(figure__isnull=True, replaced__isnull=True)
                | models.Q(figure__isnull=False, replaced__isnull=False),
                name="judgementchange_says_what_was_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"
