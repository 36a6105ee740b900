"""The outbox, which is also the log of what was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.terms import MessageKind, MessageState


class Outgoing(models.Model):
    """What waits to be sent: claimed by one sender under a lease, sent, and stamped.

    ``key`` names what is said to whom at which step, so that no run can write it twice. A row
    that is sent or given up stays: the outbox is the log. ``answer`` is what the server said to
    it when it was taken, ``last_error`` why it was not.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    state = TermField(_("state"), choices=choices(MessageState), default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    answer = models.TextField(_("server's answer"), null=True, blank=True)
    last_error = models.TextField(_("last error"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.SENT.value)
                | models.Q(sent_at__isnull=False),
                name="%(class)s_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.CLAIMED.value)
                | models.Q(lease_until__isnull=False),
                name="%(class)s_claimed_has_a_lease",
            ),
            models.CheckConstraint(
                condition=in_terms("state", MessageState), name="%(class)s_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(
                    state__in=[MessageState.QUEUED.value, MessageState.CLAIMED.value]
                ),
                name="%(class)s_waiting",
            ),
        ]


class Message(Outgoing):
    """One row is one mail to one person.

    ``reason`` says why somebody had it sent, where a person asked for it (``asked_by``).
    """

    kind = TermField(_("kind"), choices=choices(MessageKind), default=MessageKind.DIGEST)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="messages", verbose_name=_("person")
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("HTML"))
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    alerts = models.ManyToManyField(
        "tracker.Alert", related_name="messages", blank=True, verbose_name=_("alerts")
    )
    asked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    resent_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resent",
        verbose_name=_("sent again from"),
    )

    class Meta(Outgoing.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            *Outgoing.Meta.constraints,
            models.CheckConstraint(
                condition=in_terms("kind", MessageKind), name="message_kind_known"
            ),
        ]
        indexes = [
            *Outgoing.Meta.indexes,
            models.Index(fields=["person", "kind", "written_at"], name="message_of_a_person"),
            models.Index(fields=["-written_at", "-id"], name="message_newest_first"),
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
