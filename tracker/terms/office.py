"""What the office works with: alerts, mails, uploads and documents."""

from enum import StrEnum


class AlertRule(StrEnum):
    """What a finding is about: deadlines of a cycle first, then targets."""

    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    RETURNED = "returned"
    REVIEW_WAITING = "review_waiting"
    ASSIGNMENT_MISSING = "assignment_missing"
    OFF_TRACK = "off_track"
    FLOOR_BREACHED = "floor_breached"
    MILESTONE_OVERDUE = "milestone_overdue"
    FELL_BACK = "fell_back"
    ANNUAL_MISSED = "annual_missed"
    PROJECTION_UNLIKELY = "projection_unlikely"
    CLASS_CHANGED = "class_changed"
    DATA_STALE = "data_stale"


class AlertState(StrEnum):
    OPEN = "open"
    CLEARED = "cleared"


class Urgency(StrEnum):
    """When people are told: with the day's digest, at once, or at once on a day off too."""

    ROUTINE = "routine"
    URGENT = "urgent"
    LAST_CHANCE = "last_chance"


class Cause(StrEnum):
    """Why a target fell behind or a figure is late, as its handling says."""

    MARKET = "market"
    POLICY = "policy"
    FUNDS = "funds"
    PROJECT = "project"
    ORGANISATION = "organisation"
    DATA = "data"
    TARGET_TOO_HIGH = "target_too_high"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


class Frequency(StrEnum):
    """How often a person is mailed what is not urgent, the most often first."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    REQUIRED = "required"


class MessageKind(StrEnum):
    """What a mail is: of a day, of something urgent, asked for, about an address, about files."""

    DIGEST = "digest"
    URGENT = "urgent"
    RETURNED = "returned"
    REMINDER = "reminder"
    RESENT = "resent"
    BOUNCED = "bounced"
    DOCUMENTS = "documents"


class WebhookPreset(StrEnum):
    """The form in which a webhook is spoken to."""

    SIGNED = "signed"
    WECOM = "wecom"
    DINGTALK = "dingtalk"


class UploadState(StrEnum):
    """An uploaded sheet: waiting to be looked at, looked at or refused, confirmed, stored."""

    SENT = "sent"
    PREVIEWED = "previewed"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    STORED = "stored"


class MessageState(StrEnum):
    """An outbox row: waiting, taken by a sender, delivered, given up on, or not needed any more."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class ReportKind(StrEnum):
    """The documents that a plan's office files."""

    MONITORING = "monitoring"
    MIDTERM = "midterm"
    FINAL = "final"
    COMPARISON = "comparison"
    BRIEF = "brief"
    DEPARTMENT = "department"


class ReportFormat(StrEnum):
    """What kind of file a document is written as; the value is the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


class RowChange(StrEnum):
    """What became of a row from one document to the next."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


class FileState(StrEnum):
    """A file that was asked for: waiting, in work, there, given up, not wanted, or too old."""

    WAITING = "waiting"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class MakingStep(StrEnum):
    """What is done at the moment for a file that is being made."""

    READING = "reading"
    WRITING = "writing"
    STORING = "storing"
