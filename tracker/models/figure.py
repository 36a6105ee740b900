"""Yearly figures with every vintage, and the actuals that plan documents themselves state."""

from decimal import Decimal
from operator import itemgetter

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.errors import Change
from tracker.models.fields import FigureField, TermField, YearField, in_terms
from tracker.models.people import Person
from tracker.models.plan import Plan
from tracker.models.target import Target
from tracker.models.wording import choices
from tracker.models.zone import Scope
from tracker.terms import FigureState, Quality


class Figure(models.Model):
    """One row is one vintage of one target's figure for one year.

    At most one vintage is ``in_force``, the latest approved one: it drives the judgement. At
    most one is still being worked on. Older approved vintages stay as they were.
    """

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="figures", verbose_name=_("target")
    )
    year = YearField(_("reporting year"))
    vintage = models.PositiveSmallIntegerField(
        _("vintage"), default=1, validators=[MinValueValidator(1)]
    )

    value = FigureField(
        _("figure"), help_text=_("In the unit of the target; empty means not reported.")
    )
    decimals = models.PositiveSmallIntegerField(_("decimals as typed"), default=0)
    parent_value = FigureField(
        _("figure compared with"), help_text=_("The same year's figure of the compared series.")
    )
    done = models.BooleanField(
        _("done"), null=True, blank=True, help_text=_("Milestones: whether it is done.")
    )
    steps_done = models.PositiveSmallIntegerField(_("steps done"), null=True, blank=True)
    steps_total = models.PositiveSmallIntegerField(_("steps in all"), null=True, blank=True)
    ticked = models.JSONField(
        _("steps ticked"),
        default=list,
        blank=True,
        help_text=_("Milestones with named steps: the numbers of those that are done."),
    )
    field_size = models.PositiveIntegerField(
        _("ranked among"), null=True, blank=True, help_text=_("Ranks: how many are ranked.")
    )
    level = FigureField(
        _("level on a comparable basis"),
        help_text=_("Growth targets: the level, where the rate is not known."),
    )
    is_break = models.BooleanField(
        _("break in the series"),
        default=False,
        help_text=_("Ticked when boundary or caliber changed this year."),
    )
    old_value = FigureField(
        _("figure on the old caliber"), help_text=_("Links the series across the break.")
    )

    quality = TermField(_("quality"), choices=choices(Quality), default=Quality.PRELIMINARY)
    note = models.TextField(_("note"), null=True, blank=True)
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        null=True,
        blank=True,
        help_text=_("Title, number or address of the bulletin that the figure is taken from."),
    )

    revision_reason = models.TextField(
        _("reason for the revision"),
        null=True,
        blank=True,
        help_text=_("Why a figure that was approved is replaced by this one."),
    )

    state = TermField(_("state"), choices=choices(FigureState), default=FigureState.DRAFT)
    in_force = models.BooleanField(_("in force"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    typists = models.JSONField(
        _("everyone who entered it"),
        default=list,
        editable=False,
        help_text=_("The numbers of all who typed into this vintage; none of them approves it."),
    )
    submitted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    late = models.BooleanField(
        _("late"),
        default=False,
        help_text=_("First submitted after the due date that held for its department."),
    )
    returned_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("returned by"),
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    return_reason = models.TextField(_("reason for the return"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["target", "year", "vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year", "vintage"],
                name="figure_vintage_once",
                violation_error_message=_("This vintage of the figure exists already."),
            ),
            models.UniqueConstraint(
                fields=["target", "year"],
                condition=models.Q(in_force=True),
                name="figure_one_in_force_per_target_and_year",
                violation_error_message=_("Only one vintage of a year can be in force."),
            ),
            models.UniqueConstraint(
                fields=["target", "year"],
                condition=~models.Q(state=FigureState.APPROVED.value),
                name="figure_one_open_per_target_and_year",
                violation_error_message=_("A vintage of this year is being worked on already."),
            ),
            models.CheckConstraint(
                condition=models.Q(in_force=False) | models.Q(state=FigureState.APPROVED.value),
                name="figure_in_force_is_approved",
                violation_error_message=_("Only an approved figure can be in force."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FigureState.APPROVED.value)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="figure_approved_has_who_and_when",
                violation_error_message=_("An approved figure says who approved it and when."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("entered_by"))
                & (
                    models.Q(submitted_by__isnull=True)
                    | ~models.Q(approved_by=models.F("submitted_by"))
                ),
                name="figure_not_approved_by_its_author",
                violation_error_message=_("Who entered or submitted a figure cannot approve it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FigureState.RETURNED.value)
                | models.Q(returned_by__isnull=False, return_reason__isnull=False),
                name="figure_returned_has_who_and_why",
                violation_error_message=_("A returned figure says who returned it and why."),
            ),
            models.CheckConstraint(
                condition=models.Q(steps_done__isnull=True)
                | models.Q(steps_total__isnull=True)
                | models.Q(steps_done__lte=models.F("steps_total")),
                name="figure_steps_within_total",
                violation_error_message=_("More steps are done than there are."),
            ),
            models.CheckConstraint(
                condition=in_terms("state", FigureState) & in_terms("quality", Quality),
                name="figure_terms_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"

    # The compared series' figure of this year, where ``standing`` has put it beside this one.
    given: Decimal | None = None
    given_quality: str | None = None

    @property
    def compared(self) -> Decimal | None:
        """The figure compared with: its own, else that of the series as far as it was read."""
        return self.given if self.parent_value is None else self.parent_value

    @property
    def qualities(self) -> frozenset[str]:
        """How settled it is, and what it is compared with as far as that was read."""
        is_given = self.parent_value is None and self.given is not None
        return frozenset(filter(None, (self.quality, self.given_quality if is_given else None)))

    @property
    def is_reopened(self) -> bool:
        """Whether it is an approved figure opened again, and not one that was sent back."""
        is_new = self.vintage > 1 and self.submitted_at is None
        return is_new and self.state == FigureState.RETURNED

    @property
    def last_change(self) -> Change:
        """Who touched this vintage last, and when; told to whoever saves second."""
        touches = (
            (self.approved_at, self.approved_by),
            (self.returned_at, self.returned_by),
            (self.submitted_at, self.submitted_by),
            (self.entered_at, self.entered_by),
        )
        at, by = max(((at, str(by)) for at, by in touches if at), key=itemgetter(0))
        return Change(by, at)


class PastFigure(models.Model):
    """One row is an actual that a plan document states, for charts and for baselines.

    ``period`` is as printed: a year, or years as "2016-2020"; ``year`` is set for single years,
    and both are empty where the document does not say when.
    """

    plan = models.ForeignKey(
        Plan,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="past_figures",
        verbose_name=_("plan"),
        help_text=_("The document that states it."),
    )
    scope = models.ForeignKey(
        Scope, models.CASCADE, related_name="past_figures", verbose_name=_("scope")
    )
    target = models.ForeignKey(
        Target,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="past_figures",
        verbose_name=_("target"),
    )
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    period = models.CharField(_("period"), max_length=20, null=True, blank=True)
    year = YearField(_("year"), null=True, blank=True)
    value = FigureField(_("value"))
    same_caliber = models.BooleanField(
        _("same caliber"),
        default=False,
        help_text=_("Ticked where it can serve as the target's baseline."),
    )
    line = models.PositiveIntegerField(_("line in the document"), null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)

    class Meta:
        verbose_name = _("past figure")
        verbose_name_plural = _("past figures")
        ordering = ["scope", "name", "period"]

    def __str__(self) -> str:
        return f"{self.name} {self.period}" if self.period else self.name
