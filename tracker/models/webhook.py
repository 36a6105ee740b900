"""Channels beside mail: group robots and other systems, told what a zone's people are told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.alert import Alert
from tracker.models.fields import TermField, in_terms
from tracker.models.message import Outgoing
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import WebhookPreset


class Webhook(models.Model):
    """One row is one address that is told of a zone's alerts, off until somebody switches it on.

    ``secret`` signs what is sent; robots have their key in ``url``. Neither is shown again, and
    both stand here as they are: whoever sends has to know them.
    """

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="webhooks", verbose_name=_("zone"))
    name = models.CharField(_("name"), max_length=80)
    preset = TermField(_("form"), choices=choices(WebhookPreset), default=WebhookPreset.SIGNED)
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(_("secret"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans"
    )
    is_on = models.BooleanField(_("switched on"), default=False)
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    made_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["zone", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"],
                name="webhook_name_once_per_zone",
                violation_error_message=_("This zone already has a webhook of that name."),
            ),
            models.CheckConstraint(
                condition=in_terms("preset", WebhookPreset), name="webhook_preset_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Posting(Outgoing):
    """One row is one thing told to one webhook: a digest, something urgent, or a test."""

    TEST = "test"

    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="postings", verbose_name=_("webhook")
    )
    subject = models.CharField(_("subject"), max_length=250)
    body = models.JSONField(_("content"))

    class Meta(Outgoing.Meta):
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return self.subject

    @property
    def is_test(self) -> bool:
        """Whether somebody is trying the webhook out."""
        return self.key.startswith(f"webhook-{self.webhook_id}:{self.TEST}-")


class PostedAlert(models.Model):
    """One row is one alert that one webhook was told of, at one level of urgency, by one posting.

    As ``Notice`` for people: told again only at a higher level than ever before.
    """

    posting = models.ForeignKey(
        Posting, models.CASCADE, related_name="told", verbose_name=_("posting")
    )
    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="told", verbose_name=_("webhook")
    )
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="posted", verbose_name=_("alert"))
    level = models.PositiveSmallIntegerField(_("level of urgency"))

    class Meta:
        verbose_name = _("posted alert")
        verbose_name_plural = _("posted alerts")
        ordering = ["alert", "webhook", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "webhook", "level"], name="posted_alert_once_per_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert}: {self.webhook}"
