"""The catalogue of what is measured, shared between zones so that they can be compared."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.wording import choices
from tracker.models.zone import localised
from tracker.terms import Category


class Indicator(models.Model):
    """One row is a thing measured in one unit; two zones with it can be compared."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, null=True, blank=True)
    unit = models.CharField(
        _("unit"),
        max_length=20,
        blank=True,
        help_text=_("Empty where the indicator has none, as for a milestone."),
    )
    category = TermField(_("field of work"), choices=choices(Category))
    caliber = models.CharField(
        _("caliber"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("The statistical definition that all its zones share."),
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["category", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unit"],
                name="indicator_name_and_unit_once",
                violation_error_message=_("The catalogue has this indicator in that unit already."),
            ),
            models.CheckConstraint(
                condition=in_terms("category", Category), name="indicator_category_known"
            ),
        ]

    def __str__(self) -> str:
        return localised(self.name, self.name_en)


class IndicatorAlias(models.Model):
    """One row is another name under which plans print an indicator; a person may review it."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="aliases", verbose_name=_("indicator")
    )
    name = models.CharField(_("printed name"), max_length=120)
    unit = models.CharField(_("printed unit"), max_length=20, blank=True)
    note = models.CharField(
        _("why"), max_length=200, null=True, blank=True, help_text=_("Why the two are the same.")
    )
    reviewed = models.BooleanField(
        _("reviewed"), default=False, help_text=_("Ticked once a person has confirmed it.")
    )

    class Meta:
        verbose_name = _("indicator alias")
        verbose_name_plural = _("indicator aliases")
        ordering = ["indicator", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unit"],
                name="indicatoralias_name_and_unit_once",
                violation_error_message=_("This name and unit lead to an indicator already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.indicator}"
