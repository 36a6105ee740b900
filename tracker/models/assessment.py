"""Stored judgements."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.attainment.figures import Answer
from tracker.models.answers import from_json
from tracker.models.fields import TermField, YearField, in_terms
from tracker.models.target import Target
from tracker.models.wording import choices
from tracker.terms import Reason, Status, Verdict


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

    @cached_property
    def judgement(self) -> Answer:
        """Every quantity behind the judgement, as the arithmetic answered it."""
        return from_json(self.answer)
