"""Plans and what was found odd in them."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.fields import DaysField, ShareField, TermField, YearField, in_terms
from tracker.models.findings import explain
from tracker.models.wording import choices
from tracker.models.zone import Zone
from tracker.terms import Frequency, PlanKind, PlanState, Severity

MOST_REMINDERS, EARLIEST_REMINDER = 6, 90


def standard_reminders() -> list[int]:
    """Days before the due date on which officers are reminded, unless a plan says otherwise."""
    return [30, 7, 1]


def check_reminders(days: object) -> None:
    """Raise unless ``days`` are some different whole numbers of days, the earliest first."""
    good = (
        isinstance(days, list)
        and 1 <= len(days) <= MOST_REMINDERS
        and all(type(day) is int and 1 <= day <= EARLIEST_REMINDER for day in days)
        and days == sorted(set(days), reverse=True)
    )
    if not good:
        raise ValidationError(
            _(
                "Give one to %(most)d different whole numbers of days from %(earliest)d to 1, "
                "the earliest reminder first, such as 30, 7, 1."
            ),
            params={"most": MOST_REMINDERS, "earliest": EARLIEST_REMINDER},
        )


class Plan(models.Model):
    """One row is a plan document of a zone, with its period and the cuts it is judged by."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="plans", verbose_name=_("zone"))
    kind = TermField(_("kind"), choices=choices(PlanKind))
    title = models.CharField(
        _("title"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("As printed on the document."),
    )
    doc_number = models.CharField(_("document number"), max_length=60, null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=100, null=True, blank=True)
    issued = models.CharField(
        _("issued"),
        max_length=10,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$")],
        help_text=_("Year, year-month or full date, as far as the document states it."),
    )
    base_year = YearField(_("base year"))
    start_year = YearField(_("first year"))
    end_year = YearField(_("last year"))
    note = models.TextField(_("note"), null=True, blank=True)
    source = models.CharField(
        _("register file"), max_length=100, null=True, blank=True, editable=False
    )
    cut_ahead = ShareField(
        _("ahead from"), default=Decimal("1.05"), help_text=_("Pace from which a target is ahead.")
    )
    cut_on_track = ShareField(
        _("on track from"),
        default=Decimal("0.95"),
        help_text=_("Pace from which a target is on track."),
    )
    cut_behind = ShareField(
        _("behind from"),
        default=Decimal("0.60"),
        help_text=_("Pace from which a target is behind rather than far behind."),
    )
    green_share = ShareField(
        _("green from"),
        default=Decimal("0.80"),
        help_text=_("Share on pace from which the zone's light can be green."),
    )
    red_share = ShareField(
        _("red below"),
        default=Decimal("0.60"),
        help_text=_("Share on pace below which the zone's light is red."),
    )
    coverage_floor = ShareField(
        _("grey below"),
        default=Decimal("0.50"),
        help_text=_("Share of assessable targets below which the zone's light is grey."),
    )
    reminder_days = DaysField(
        _("reminders before the due date"),
        default=standard_reminders,
        validators=[check_reminders],
        help_text=_("Days before the due date on which officers are reminded."),
    )
    correction_days = models.PositiveSmallIntegerField(
        _("working days to correct"),
        default=5,
        help_text=_("After so many, who has returned figures is reminded."),
    )
    review_days = models.PositiveSmallIntegerField(
        _("working days to review"),
        default=5,
        help_text=_("After so many, reviewers are reminded of submitted figures."),
    )
    stale_years = models.PositiveSmallIntegerField(
        _("years without a figure"),
        default=2,
        help_text=_("After so many, a target counts as not reported for long."),
    )
    deadline_floor = TermField(
        _("reminders of deadlines at least"),
        choices=choices(Frequency),
        default=Frequency.DAILY,
        help_text=_("Nobody can choose to hear of deadlines less often."),
    )
    state = TermField(_("state"), choices=choices(PlanState), default=PlanState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    as_loaded = models.JSONField(
        _("as loaded"),
        default=dict,
        editable=False,
        help_text=_("What the register file said; tells its changes from those made here."),
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["zone", "start_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "kind", "start_year", "end_year"],
                name="plan_once_per_zone_and_period",
                violation_error_message=_("This zone already has a plan for that period."),
            ),
            models.CheckConstraint(
                condition=models.Q(base_year__lt=models.F("start_year"))
                & models.Q(start_year__lte=models.F("end_year")),
                name="plan_years_in_order",
                violation_error_message=_(
                    "The base year comes before the first year, the first year not after the last."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(cut_behind__gt=0)
                & models.Q(cut_behind__lt=models.F("cut_on_track"))
                & models.Q(cut_on_track__lt=models.F("cut_ahead")),
                name="plan_cuts_in_order",
                violation_error_message=_("The cuts rise from behind to on track to ahead."),
            ),
            models.CheckConstraint(
                condition=models.Q(red_share__lte=models.F("green_share"))
                & models.Q(green_share__lte=1)
                & models.Q(coverage_floor__lte=1),
                name="plan_light_shares_in_order",
                violation_error_message=_("Red ends where green begins or below; shares end at 1."),
            ),
            models.CheckConstraint(
                condition=in_terms("kind", PlanKind)
                & in_terms("state", PlanState)
                & in_terms("deadline_floor", Frequency),
                name="plan_terms_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.zone} {self.start_year}–{self.end_year}"

    @property
    def cuts(self) -> tuple[Decimal, Decimal, Decimal]:
        """The paces from which a target is behind, on track and ahead."""
        return self.cut_behind, self.cut_on_track, self.cut_ahead


class PlanFinding(models.Model):
    """One row is a contradiction or oddity found in a plan by its checks (methods §8)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings", verbose_name=_("plan"))
    target = models.ForeignKey(
        "tracker.Target",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("target"),
    )
    related = models.ForeignKey(
        "tracker.Target",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("other target"),
    )
    code = models.CharField(_("finding"), max_length=40)
    severity = TermField(_("severity"), choices=choices(Severity))
    data = models.JSONField(_("figures"), default=dict)

    class Meta:
        verbose_name = _("finding in the plan")
        verbose_name_plural = _("findings in the plan")
        ordering = ["plan", "target", "code"]
        constraints = [
            models.CheckConstraint(
                condition=in_terms("severity", Severity), name="planfinding_severity_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.plan}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What was found, in words and with its figures; needs ``related`` at hand."""
        other = f"{self.related.register_id} {self.related}" if self.related else None
        return explain(self.code, self.data, other)
