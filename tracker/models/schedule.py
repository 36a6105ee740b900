"""Documents that are made each year on a day."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import TermField, in_terms
from tracker.models.people import Person
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import ReportKind


class ReportSchedule(models.Model):
    """One row is a standing wish: "every 15 April the monitoring report, to these people".

    ``years_back`` says which reporting year is meant: that of the day itself (0) or the one before
    it (1). ``told_year`` is the last one that was dealt with; days before ``since`` do not count
    (``reports.occurrences``). Documents are made in the name of ``by``, who saved it last, as far
    as that person may see the zones on the day.
    """

    name = models.CharField(_("name"), max_length=100)
    kind = TermField(_("kind"), choices=choices(ReportKind))
    zones = models.ManyToManyField(Zone, related_name="+", verbose_name=_("zones"))
    formats = models.JSONField(_("formats"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    month = models.PositiveSmallIntegerField(
        _("month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    years_back = models.PositiveSmallIntegerField(
        _("reporting year"), choices=[(1, _("the year before")), (0, _("the same year"))], default=1
    )
    recipients = models.ManyToManyField(Person, related_name="+", verbose_name=_("recipients"))
    by = models.ForeignKey(
        Person, models.PROTECT, related_name="schedules", verbose_name=_("kept by")
    )
    since = models.DateField(_("counts from"))
    told_year = models.PositiveSmallIntegerField(
        _("last reporting year made"), null=True, blank=True, editable=False
    )
    saved_at = models.DateTimeField(_("saved at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("schedule of documents")
        verbose_name_plural = _("schedules of documents")
        ordering = ["month", "day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=in_terms("kind", ReportKind), name="reportschedule_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12), day__range=(1, 31)),
                name="reportschedule_day_of_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(years_back__lte=1), name="reportschedule_year_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
