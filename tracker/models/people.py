"""People, departments, and who may do what where."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.wording import choices
from tracker.models.zone import Zone, localised
from tracker.terms import Frequency, Role

SYSTEM_USERNAME = "system"


class Person(AbstractUser):
    """One row is someone who signs in, or the system person who stands for background jobs."""

    name = models.CharField(_("full name"), max_length=60, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="zh-hans",
        help_text=_("Of pages after signing in, and of mails."),
    )
    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        help_text=_("Set when somebody else chose the password; nothing else opens until done."),
    )
    mail_frequency = TermField(
        _("mails"),
        choices=choices(Frequency),
        default=Frequency.DAILY,
        help_text=_("Of what is not urgent; deadlines are told as often as the plan demands."),
    )
    mail_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=8, validators=[MaxValueValidator(23)]
    )
    mail_refused_at = models.DateTimeField(
        _("address refused at"), null=True, blank=True, editable=False
    )
    mail_refusal = models.TextField(
        _("why the address was refused"), null=True, blank=True, editable=False
    )
    link_sent_at = models.DateTimeField(
        _("link to set a password sent at"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=in_terms("mail_frequency", Frequency) & models.Q(mail_hour__lte=23),
                name="person_mails_known",
            ),
        ]

    def __str__(self) -> str:
        if self.is_system:
            return localised(self.name, "System")
        return self.name or self.username

    @property
    def is_system(self) -> bool:
        """Whether this is the person in whose name background jobs act."""
        return self.username == SYSTEM_USERNAME


class Department(models.Model):
    """One row is a department of a zone that reports targets."""

    zone = models.ForeignKey(
        Zone, models.CASCADE, related_name="departments", verbose_name=_("zone")
    )
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, null=True, blank=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["zone", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"],
                name="department_name_once_per_zone",
                violation_error_message=_("This zone already has a department of that name."),
            ),
        ]

    def __str__(self) -> str:
        return localised(self.name, self.name_en)


class Membership(models.Model):
    """One row is one role of one person in one zone, for one of its departments or for all."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    zone = models.ForeignKey(
        Zone, models.CASCADE, related_name="memberships", verbose_name=_("zone")
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("department"),
        help_text=_("Empty for every department of the zone."),
    )
    role = TermField(_("role"), choices=choices(Role))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["zone", "role", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "zone", "department", "role"],
                condition=models.Q(department__isnull=False),
                name="membership_once_per_department",
                violation_error_message=_("This person has that role there already."),
            ),
            models.UniqueConstraint(
                fields=["person", "zone", "role"],
                condition=models.Q(department__isnull=True),
                name="membership_once_per_zone",
                violation_error_message=_("This person has that role there already."),
            ),
            models.CheckConstraint(condition=in_terms("role", Role), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.zone}"


class Delegation(models.Model):
    """One row is one person standing in for another in one zone, from one day to another.

    While it runs, the substitute has the principal's memberships in that zone (``access.Reach``)
    and signs everything with their own name.
    """

    principal = models.ForeignKey(
        Person, models.PROTECT, related_name="delegations", verbose_name=_("person who is absent")
    )
    substitute = models.ForeignKey(
        Person, models.PROTECT, related_name="substitutions", verbose_name=_("substitute")
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, related_name="delegations", verbose_name=_("zone")
    )
    from_on = models.DateField(_("first day"))
    to_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    made_at = models.DateTimeField(_("entered at"))
    ended_at = models.DateTimeField(_("ended early at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("substitute")),
                name="delegation_to_somebody_else",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("to_on")),
                name="delegation_days_in_order",
                violation_error_message=_("The last day is before the first one."),
            ),
        ]
        indexes = [models.Index(fields=["to_on"], name="delegation_not_over")]

    def __str__(self) -> str:
        return f"{self.principal} → {self.substitute}"


def running(today: date) -> models.Q:
    """The condition of delegations that hold on a day: its ends included, nobody out of service."""
    return models.Q(from_on__lte=today, to_on__gte=today, ended_at=None, principal__is_active=True)


def name_digest(username: str) -> str:
    """What a user name as typed is known by among failed sign-ins."""
    return salted_hmac("failed sign-in", username.strip().lower(), algorithm="sha256").hexdigest()


class FailedSignIn(models.Model):
    """One row is how often signing in failed of late with one user name from one address.

    Counted before a password is looked at, so that guesses side by side are counted too; gone
    as soon as the person signs in. The user name is kept as a digest: what is typed there is
    often a password in the wrong field.
    """

    digest = models.CharField(_("digest of the user name"), max_length=64)
    address = models.CharField(_("from where"), max_length=45)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    last_at = models.DateTimeField(_("last at"))
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "address"], name="failed_sign_in_once_per_name_and_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]}, {self.address}"
