"""The series that zones are compared with, and their yearly figures, entered once for all."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import FigureField, TermField, YearField, in_terms
from tracker.models.indicator import Indicator
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import Measure, Quality


class ComparedSeries(models.Model):
    """One row is a series that relative targets are compared with, as 全市 or 全省 of an indicator.

    ``zone`` is whose figures they are; empty for a series beyond all zones that are kept here.
    """

    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compared_series",
        verbose_name=_("zone"),
        help_text=_("Whose figures they are. Empty for 全省, 全国 and the like."),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compared_series",
        verbose_name=_("indicator"),
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As 全市, 全省, 全国."))
    measure = TermField(_("compared as"), choices=choices(Measure), default=Measure.LEVEL)
    unit = models.CharField(_("unit"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("compared series")
        verbose_name_plural = _("compared series")
        ordering = ["zone__position", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                "name",
                "measure",
                Coalesce("zone_id", 0),
                Coalesce("indicator_id", 0),
                name="comparedseries_once",
                violation_error_message=_("This compared series exists already."),
            ),
            models.CheckConstraint(
                condition=in_terms("measure", Measure), name="comparedseries_terms_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ParentFigure(models.Model):
    """One row is one vintage of a compared series' figure for one year.

    At most one vintage of a year is ``in_force``; without a value it says that the year's figure
    was taken back. Replaced vintages stay as they were.
    """

    series = models.ForeignKey(
        ComparedSeries, models.PROTECT, related_name="figures", verbose_name=_("compared series")
    )
    year = YearField(_("year"))
    vintage = models.PositiveSmallIntegerField(
        _("vintage"), default=1, validators=[MinValueValidator(1)]
    )
    value = FigureField(
        _("figure"),
        null=True,
        help_text=_("Empty where an earlier figure is taken back."),
    )
    decimals = models.PositiveSmallIntegerField(_("decimals as typed"), default=0)
    quality = TermField(_("quality"), choices=choices(Quality), default=Quality.PRELIMINARY)
    document = models.CharField(_("document"), max_length=200)
    reason = models.TextField(
        _("reason"), null=True, blank=True, help_text=_("Why an earlier figure was replaced.")
    )
    in_force = models.BooleanField(_("in force"), default=True)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("figure compared with")
        verbose_name_plural = _("figures compared with")
        ordering = ["series", "year", "vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "vintage"], name="parentfigure_vintage_once"
            ),
            models.UniqueConstraint(
                fields=["series", "year"],
                condition=models.Q(in_force=True),
                name="parentfigure_one_in_force_per_year",
            ),
            models.CheckConstraint(
                condition=models.Q(vintage=1) | models.Q(reason__isnull=False),
                name="parentfigure_replaced_for_a_reason",
                violation_error_message=_("Whoever replaces a figure says why."),
            ),
            models.CheckConstraint(
                condition=in_terms("quality", Quality), name="parentfigure_terms_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"
