"""The words people read for every term, translated; ``terms`` itself knows no language."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.terms import (
    AlertRule,
    AlertState,
    Attribute,
    Category,
    Confidence,
    Direction,
    FigureState,
    Light,
    Measure,
    MessageState,
    Path,
    PlanKind,
    PlanState,
    Quality,
    Reason,
    ReportKind,
    Role,
    Severity,
    Status,
    TargetKind,
    TargetState,
    UploadState,
    Verdict,
)

LABELS: dict[type[StrEnum], dict[StrEnum, Promise]] = {
    TargetKind: {
        TargetKind.LEVEL: _("Level"),
        TargetKind.GROWTH: _("Average yearly growth"),
        TargetKind.CUMULATIVE_SUM: _("Cumulative amount"),
        TargetKind.CUMULATIVE_CHANGE: _("Cumulative change"),
        TargetKind.INCREMENT: _("Increase over the baseline"),
        TargetKind.EACH_YEAR: _("Every year"),
        TargetKind.MAINTAIN: _("To be maintained"),
        TargetKind.RANK: _("Rank"),
        TargetKind.RELATIVE: _("Relative to another series"),
        TargetKind.DELEGATED: _("As assigned by the superior"),
        TargetKind.MILESTONE: _("Milestone"),
        TargetKind.RANGE: _("Within a range"),
        TargetKind.UNDETERMINED: _("No figure stated"),
    },
    Direction: {
        Direction.AT_LEAST: _("At least"),
        Direction.AT_MOST: _("At most"),
    },
    Attribute: {
        Attribute.BINDING: _("Binding"),
        Attribute.ANTICIPATORY: _("Anticipatory"),
    },
    Path: {
        Path.AUTO: _("By rule"),
        Path.LINEAR: _("Straight line"),
        Path.COMPOUND: _("Constant growth"),
    },
    Measure: {
        Measure.LEVEL: pgettext_lazy("measure", "Level"),
        Measure.CHANGE: _("Yearly change, %"),
    },
    Status: {
        Status.ACHIEVED: _("Achieved early"),
        Status.AHEAD: _("Ahead"),
        Status.ON_TRACK: _("On track"),
        Status.BEHIND: _("Behind"),
        Status.FAR_BEHIND: _("Far behind"),
        Status.REVERSED: _("Reversed"),
        Status.BREACHED: _("Breached"),
        Status.PENDING: _("Not yet due"),
        Status.OVERDUE: _("Overdue"),
        Status.NOT_ASSESSABLE: _("Not assessable"),
    },
    Verdict: {
        Verdict.EXCEEDED: _("Exceeded"),
        Verdict.MET: _("Met"),
        Verdict.MET_BY_ROUNDING: _("Met by rounding"),
        Verdict.MET_WITHIN_TOLERANCE: _("Met within tolerance"),
        Verdict.MET_LATE: _("Met late"),
        Verdict.BASICALLY_MET: _("Basically met"),
        Verdict.MISSED: _("Missed"),
        Verdict.INCOMPLETE: _("Incomplete"),
        Verdict.NOT_REPORTED: _("Not reported"),
    },
    Reason: {
        Reason.NO_BASE: _("No baseline is known"),
        Reason.NO_FIGURE: _("No figure has been reported"),
        Reason.PENDING_ASSIGNMENT: _("The superior's assigned value is missing"),
        Reason.PENDING_PARENT: _("The figure to compare with is missing"),
        Reason.UNDETERMINED: _("The plan states no figure"),
        Reason.BREAK_IN_SERIES: _("Break in the series without a link"),
        Reason.TO_BE_CONFIRMED: _("To be confirmed by the plan administrator"),
    },
    Light: {
        Light.BLUE: _("Blue"),
        Light.GREEN: _("Green"),
        Light.YELLOW: _("Yellow"),
        Light.RED: _("Red"),
        Light.GREY: _("Grey"),
    },
    FigureState: {
        FigureState.DRAFT: pgettext_lazy("figure", "Draft"),
        FigureState.SUBMITTED: _("Submitted"),
        FigureState.RETURNED: _("Returned"),
        FigureState.APPROVED: _("Approved"),
    },
    Quality: {
        Quality.FLASH: _("Flash"),
        Quality.PRELIMINARY: _("Preliminary"),
        Quality.FINAL: _("Final"),
        Quality.REVISED: _("Revised"),
        Quality.ILLUSTRATIVE: _("Illustrative"),
    },
    PlanKind: {
        PlanKind.FIVE_YEAR: _("Five-year plan"),
        PlanKind.ANNUAL: _("Annual plan"),
    },
    PlanState: {
        PlanState.DRAFT: pgettext_lazy("plan", "Draft"),
        PlanState.PUBLISHED: _("Published"),
    },
    TargetState: {
        TargetState.TO_BE_CONFIRMED: _("To be confirmed"),
        TargetState.PUBLISHED: _("In force"),
        TargetState.RETIRED: _("Retired"),
    },
    Confidence: {
        Confidence.HIGH: _("High"),
        Confidence.MEDIUM: _("Medium"),
        Confidence.LOW: _("Low"),
    },
    Category: {
        Category.ECONOMY: _("Economy"),
        Category.INDUSTRY: _("Industry"),
        Category.INNOVATION: _("Innovation"),
        Category.OPENNESS: _("Openness"),
        Category.ECOLOGY: _("Ecology"),
        Category.PEOPLE: _("People's life"),
        Category.CITY: _("City"),
        Category.GOVERNANCE: _("Governance"),
        Category.SAFETY: _("Safety"),
        Category.OTHER: _("Other"),
    },
    Severity: {
        Severity.ERROR: _("Error"),
        Severity.WARNING: _("Warning"),
        Severity.NOTE: _("Note"),
    },
    Role: {
        Role.OFFICER: _("Reporting officer"),
        Role.REVIEWER: _("Reviewer"),
        Role.ADMINISTRATOR: _("Plan administrator"),
        Role.VIEWER: _("Viewer"),
    },
    AlertRule: {
        AlertRule.DUE_SOON: _("Due soon"),
        AlertRule.OVERDUE: pgettext_lazy("alert", "Overdue"),
        AlertRule.OFF_TRACK: _("Off track"),
    },
    AlertState: {
        AlertState.OPEN: _("Open"),
        AlertState.CLEARED: _("Cleared"),
    },
    UploadState: {
        UploadState.SENT: pgettext_lazy("upload", "Waiting"),
        UploadState.PREVIEWED: pgettext_lazy("upload", "Previewed"),
        UploadState.REFUSED: pgettext_lazy("upload", "Refused"),
        UploadState.CONFIRMED: pgettext_lazy("upload", "Confirmed"),
        UploadState.STORED: pgettext_lazy("upload", "Stored"),
    },
    MessageState: {
        MessageState.QUEUED: _("Waiting"),
        MessageState.CLAIMED: _("Being sent"),
        MessageState.SENT: _("Sent"),
        MessageState.FAILED: _("Failed"),
    },
    ReportKind: {
        ReportKind.MONITORING: _("Annual monitoring report"),
    },
}

# The words of a projection's likelihood (methods §6), as the arithmetic answers them.
LIKELIHOODS: dict[str, Promise] = {
    "likely": _("likely to be reached"),
    "uncertain": _("uncertain"),
    "unlikely": _("unlikely to be reached"),
}

# What the trail says was done, by the name of the verb.
VERBS: dict[str, Promise] = {
    "load_register": _("loaded the register"),
    "load_demonstration": _("loaded the demonstration"),
    "confirm_target": _("confirmed the target"),
    "retire_target": _("retired the target"),
    "restore_target": _("brought the target back"),
    "revise_target": _("revised the target"),
    "withdraw_revision": _("withdrew the revision"),
    "verify_baseline": _("verified the baseline"),
    "set_yearly_values": _("set the values by year"),
    "set_steps": _("set the steps"),
    "add_series": _("added the compared series"),
    "compare_target": _("chose the compared series"),
    "enter_parent_figure": _("entered the figure compared with"),
    "save_figure": _("saved the figure"),
    "submit_figure": _("submitted the figure"),
    "return_figure": _("returned the figure"),
    "approve_figure": _("approved the figure"),
    "attach_evidence": _("attached evidence"),
    "remove_evidence": _("removed evidence"),
    "reopen_figure": _("reopened the figure"),
    "send_sheet": _("uploaded a sheet"),
    "take_sheet": _("stored the rows of a sheet"),
    "assess": _("judged"),
    "open_cycle": _("opened the reporting cycle"),
    "extend_cycle": _("extended the due date"),
    "close_cycle": _("closed the reporting cycle"),
    "reopen_cycle": _("reopened the reporting cycle"),
    "open_alert": _("opened the alert"),
    "clear_alert": _("cleared the alert"),
    "add_person": _("made the account"),
    "grant_role": _("granted a role"),
    "withdraw_role": _("withdrew a role"),
    "deactivate_person": _("closed the account"),
    "reactivate_person": _("opened the account again"),
    "correct_person": _("corrected the account"),
    "send_link_again": _("sent the link to set a password"),
    "lock_sign_in": _("refused signing in for some minutes"),
    "release_sign_in": _("let signing in be tried again"),
    "make_delegation": _("made a substitute"),
    "end_delegation": _("ended the substitution"),
    "change_account": _("changed their own account"),
    "sign_in": _("signed in"),
    "sign_out": _("signed out"),
    "fail_sign_in": _("failed to sign in"),
    "change_password": _("changed the password"),
    "add": _("added"),
    "change": _("changed"),
    "remove": _("removed"),
}


def choices(enum: type[StrEnum]) -> list[tuple[str, Promise]]:
    """Django choices for a term, in the order of the enum."""
    labels = LABELS[enum]
    return [(member.value, labels[member]) for member in enum]


def label(term: StrEnum) -> Promise:
    """What people read for one word, lazily translated."""
    return LABELS[type(term)][term]
