"""The outbox, which is also the log of what was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.terms import MessageState


class Message(models.Model):
    """One row is one mail to one person, written once, claimed, sent and stamped.

    ``key`` names what it says to whom at which step, so that no run can write it twice. A row
    that is sent or given up stays: the outbox is the log.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="messages", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=200, unique=True)
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("HTML"))
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    alerts = models.ManyToManyField(
        "tracker.Alert", related_name="messages", blank=True, verbose_name=_("alerts")
    )
    state = TermField(_("state"), choices=choices(MessageState), default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    last_error = models.TextField(_("last error"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.SENT.value)
                | models.Q(sent_at__isnull=False),
                name="message_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.CLAIMED.value)
                | models.Q(lease_until__isnull=False),
                name="message_claimed_has_a_lease",
            ),
            models.CheckConstraint(
                condition=in_terms("state", MessageState), name="message_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(
                    state__in=[MessageState.QUEUED.value, MessageState.CLAIMED.value]
                ),
                name="message_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One row is one thing that one person was told, at one level of urgency, by one message.

    Told again only at a higher level than ever before: that is what a run looks up here, so that
    neither a missed nor a repeated one can lose or double a notice, however mails are bundled.
    """

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="notices", verbose_name=_("message")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="notices", verbose_name=_("person")
    )
    subject = models.CharField(
        _("about"),
        max_length=100,
        help_text=_("As due_soon:cycle-12:due-2026-03-31 or off_track:alert-55."),
    )
    level = models.PositiveSmallIntegerField(_("level of urgency"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["subject", "person", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "person", "level"], name="notice_once_per_person_and_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.person}"
