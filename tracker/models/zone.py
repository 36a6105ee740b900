"""Zones and the parts of them that targets are about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def localised(chinese: str, english: str | None) -> str:
    """The English name on English pages where one is known, else the Chinese one."""
    if english and (get_language() or "").startswith("en"):
        return english
    return chinese


class Zone(models.Model):
    """One row is a zone or district that has a plan, or the city above it.

    Access is granted by zone: a membership in a parent reaches every zone below it.
    """

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short name in addresses and files.")
    )
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent zone"),
        help_text=_("The city or zone above; its people reach this zone too."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order on boards and in reports.")
    )

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="zone_not_its_own_parent",
                violation_error_message=_("A zone cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return localised(self.name, self.name_en)

    def clean(self) -> None:
        """Refuse a parent that lies below this zone: who walks up would never arrive."""
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("A zone cannot lie below itself.")})
            above = above.parent


class Scope(models.Model):
    """One row is what targets of a zone are about: the whole of it, or a named part."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="scopes", verbose_name=_("zone"))
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=150, null=True, blank=True)
    is_whole = models.BooleanField(
        _("whole zone"), default=False, help_text=_("Ticked for 全区, the zone as a whole.")
    )

    class Meta:
        verbose_name = _("scope")
        verbose_name_plural = _("scopes")
        ordering = ["zone", "-is_whole", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"],
                name="scope_name_once_per_zone",
                violation_error_message=_("This zone already has a scope of that name."),
            ),
            models.UniqueConstraint(
                fields=["zone"],
                condition=models.Q(is_whole=True),
                name="scope_one_whole_per_zone",
                violation_error_message=_("Only one scope can be the whole zone."),
            ),
        ]

    def __str__(self) -> str:
        return localised(self.name, self.name_en)
