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
    Cause,
    Confidence,
    Direction,
    FigureState,
    FileState,
    Frequency,
    Light,
    MakingStep,
    Measure,
    MessageKind,
    MessageState,
    Path,
    PlanKind,
    PlanState,
    Quality,
    Reason,
    ReportFormat,
    ReportKind,
    Role,
    Severity,
    Status,
    TargetKind,
    TargetState,
    UploadState,
    Urgency,
    Verdict,
    WebhookPreset,
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
        AlertRule.DUE_TODAY: _("Due today"),
        AlertRule.OVERDUE: pgettext_lazy("alert", "Overdue"),
        AlertRule.RETURNED: _("Returned and not corrected"),
        AlertRule.REVIEW_WAITING: _("Waiting for review"),
        AlertRule.ASSIGNMENT_MISSING: _("Assigned value missing"),
        AlertRule.OFF_TRACK: _("Off track"),
        AlertRule.FLOOR_BREACHED: _("Limit breached"),
        AlertRule.MILESTONE_OVERDUE: _("Milestone overdue"),
        AlertRule.FELL_BACK: _("Fell back"),
        AlertRule.ANNUAL_MISSED: _("Annual target missed"),
        AlertRule.PROJECTION_UNLIKELY: _("Unlikely to be reached"),
        AlertRule.CLASS_CHANGED: _("Judgement changed by a revision"),
        AlertRule.DATA_STALE: _("Not reported for long"),
    },
    AlertState: {
        AlertState.OPEN: _("Open"),
        AlertState.CLEARED: _("Cleared"),
    },
    Urgency: {
        Urgency.ROUTINE: _("Routine"),
        Urgency.URGENT: _("Urgent"),
        Urgency.LAST_CHANCE: _("Last chance"),
    },
    Cause: {
        Cause.MARKET: _("Market and demand"),
        Cause.POLICY: _("Change of policy or plan"),
        Cause.FUNDS: _("Funds"),
        Cause.PROJECT: _("Delay of projects"),
        Cause.ORGANISATION: _("Organisation and coordination"),
        Cause.DATA: _("Statistics and caliber"),
        Cause.TARGET_TOO_HIGH: _("Target set too high"),
        Cause.FORCE_MAJEURE: _("Force majeure"),
        Cause.OTHER: pgettext_lazy("cause", "Other"),
    },
    Frequency: {
        Frequency.AT_ONCE: _("At once"),
        Frequency.DAILY: _("One digest a day"),
        Frequency.WEEKLY: _("One digest a week"),
        Frequency.REQUIRED: _("Only what has to be told"),
    },
    MessageKind: {
        MessageKind.DIGEST: _("Digest"),
        MessageKind.URGENT: _("Urgent notice"),
        MessageKind.RETURNED: _("Returned figures"),
        MessageKind.REMINDER: _("Reminder by a colleague"),
        MessageKind.RESENT: _("Sent again"),
        MessageKind.BOUNCED: _("Address refused"),
        MessageKind.DOCUMENTS: _("Documents"),
    },
    WebhookPreset: {
        WebhookPreset.SIGNED: _("Signed JSON"),
        WebhookPreset.WECOM: _("WeCom group robot"),
        WebhookPreset.DINGTALK: _("DingTalk group robot"),
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
        MessageState.DROPPED: _("No longer needed"),
    },
    ReportKind: {
        ReportKind.MONITORING: _("Annual monitoring report"),
        ReportKind.MIDTERM: _("Mid-term evaluation report"),
        ReportKind.FINAL: _("Final evaluation report"),
        ReportKind.COMPARISON: _("Comparison of zones"),
        ReportKind.BRIEF: _("Brief on one page"),
        ReportKind.DEPARTMENT: _("Department's sheet"),
    },
    FileState: {
        FileState.WAITING: pgettext_lazy("document", "Waiting"),
        FileState.MAKING: pgettext_lazy("document", "Being made"),
        FileState.MADE: pgettext_lazy("document", "Made"),
        FileState.FAILED: pgettext_lazy("document", "Could not be made"),
        FileState.CANCELLED: pgettext_lazy("document", "Cancelled"),
        FileState.EXPIRED: pgettext_lazy("document", "Expired"),
    },
    MakingStep: {
        MakingStep.READING: _("Reading the figures"),
        MakingStep.WRITING: _("Writing the document"),
        MakingStep.STORING: _("Storing the file"),
    },
    ReportFormat: {
        ReportFormat.PDF: _("PDF"),
        ReportFormat.DOCX: _("Word"),
        ReportFormat.XLSX: _("Excel"),
        ReportFormat.CSV: _("CSV"),
        ReportFormat.JSON: _("JSON"),
    },
}

# The words of a projection's likelihood (methods §6), as the arithmetic answers them.
LIKELIHOODS: dict[str, Promise] = {
    "likely": _("likely to be reached"),
    "uncertain": _("uncertain"),
    "unlikely": _("unlikely to be reached"),
}


# How grave an alert is, in the words of those who act on it.
GRAVITIES: dict[Severity, Promise] = {
    Severity.ERROR: pgettext_lazy("alert", "Grave"),
    Severity.WARNING: pgettext_lazy("alert", "Serious"),
    Severity.NOTE: pgettext_lazy("alert", "Slight"),
}


def choices(enum: type[StrEnum]) -> list[tuple[str, Promise]]:
    """Django choices for a term, in the order of the enum."""
    labels = LABELS[enum]
    return [(member.value, labels[member]) for member in enum]


def label(term: StrEnum) -> Promise:
    """What people read for one word, lazily translated."""
    return LABELS[type(term)][term]
