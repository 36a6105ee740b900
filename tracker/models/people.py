"""People, departments, and who may do what where."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.wording import choices
from tracker.models.zone import Zone, localised
from tracker.terms import Role

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

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
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
