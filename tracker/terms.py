"""The vocabulary of the field as plain enums, and the tables of what follows from them.

Values are what the database, the API and the command line hold; the words that people read are
in ``models/wording.py``, translated.
"""

from enum import StrEnum


class TargetKind(StrEnum):
    """What a target asks for, and so which yearly figure is entered (methods §3)."""

    LEVEL = "level"
    GROWTH = "growth"
    CUMULATIVE_SUM = "cumulative_sum"
    CUMULATIVE_CHANGE = "cumulative_change"
    INCREMENT = "increment"
    EACH_YEAR = "each_year"
    MAINTAIN = "maintain"
    RANK = "rank"
    RELATIVE = "relative"
    DELEGATED = "delegated"
    MILESTONE = "milestone"
    RANGE = "range"
    UNDETERMINED = "undetermined"


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Attribute(StrEnum):
    """Binding targets must be met by administrative means; anticipatory ones are expected."""

    BINDING = "binding"
    ANTICIPATORY = "anticipatory"


class Path(StrEnum):
    """How the way from baseline to target is thought (methods §1)."""

    AUTO = "auto"
    LINEAR = "linear"
    COMPOUND = "compound"


class Measure(StrEnum):
    """Whether an assigned or relative figure is a level or a yearly change in percent."""

    LEVEL = "level"
    CHANGE = "change"


class Status(StrEnum):
    """Where a target stands during its period (methods §2)."""

    ACHIEVED = "achieved"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    REVERSED = "reversed"
    BREACHED = "breached"
    PENDING = "pending"
    OVERDUE = "overdue"
    NOT_ASSESSABLE = "not_assessable"


class Verdict(StrEnum):
    """How a target ended, once its target year is reached (methods §4)."""

    EXCEEDED = "exceeded"
    MET = "met"
    MET_BY_ROUNDING = "met_by_rounding"
    MET_WITHIN_TOLERANCE = "met_within_tolerance"
    MET_LATE = "met_late"
    BASICALLY_MET = "basically_met"
    MISSED = "missed"
    INCOMPLETE = "incomplete"
    NOT_REPORTED = "not_reported"


class Reason(StrEnum):
    """Why a target cannot be assessed (methods §2)."""

    NO_BASE = "no_base"
    NO_FIGURE = "no_figure"
    PENDING_ASSIGNMENT = "pending_assignment"
    PENDING_PARENT = "pending_parent"
    UNDETERMINED = "undetermined"
    BREAK_IN_SERIES = "break_in_series"
    TO_BE_CONFIRMED = "to_be_confirmed"


class Light(StrEnum):
    """The colour of a status, a verdict or a zone; always shown beside a mark and a word."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class FigureState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Quality(StrEnum):
    """How settled a figure is. ``ILLUSTRATIVE`` is invented, and says so wherever it appears."""

    FLASH = "flash"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    REVISED = "revised"
    ILLUSTRATIVE = "illustrative"


class PlanKind(StrEnum):
    FIVE_YEAR = "five_year"
    ANNUAL = "annual"


class PlanState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class TargetState(StrEnum):
    """``TO_BE_CONFIRMED`` targets are listed but not judged until the administrator has decided."""

    TO_BE_CONFIRMED = "to_be_confirmed"
    PUBLISHED = "published"
    RETIRED = "retired"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Category(StrEnum):
    """Field of work, in the order in which plans and boards list them."""

    ECONOMY = "economy"
    INDUSTRY = "industry"
    INNOVATION = "innovation"
    OPENNESS = "openness"
    ECOLOGY = "ecology"
    PEOPLE = "people"
    CITY = "city"
    GOVERNANCE = "governance"
    SAFETY = "safety"
    OTHER = "other"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class WarningCode(StrEnum):
    """What looks odd about a figure that was entered (methods §9)."""

    SUDDEN_CHANGE = "sudden_change"
    UNLIKE_OTHER_ZONES = "unlike_other_zones"
    UNIT_SLIP = "unit_slip"
    SHARE_OUT_OF_BOUNDS = "share_out_of_bounds"
    SIGN_FLIP = "sign_flip"
    GROWTH_DISAGREES = "growth_disagrees"
    WHOLE_BELOW_PART = "whole_below_part"
    SAME_AS_LAST_YEAR = "same_as_last_year"


class Role(StrEnum):
    OFFICER = "officer"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


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
    """What a mail is: of a day, of something urgent, asked for by somebody, about an address."""

    DIGEST = "digest"
    URGENT = "urgent"
    RETURNED = "returned"
    REMINDER = "reminder"
    RESENT = "resent"
    BOUNCED = "bounced"


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


# Changes whenever the same figures could be judged differently than before.
RULE_VERSION = "1"

# The statuses and verdicts that count as "on pace" (达到序时进度; methods §2, exact 26), and how
# good each is: met is as good as achieved.
GRADES: dict[Status | Verdict, int] = {
    Status.ACHIEVED: 3,
    Status.AHEAD: 2,
    Status.ON_TRACK: 1,
    Verdict.EXCEEDED: 3,
    Verdict.MET: 3,
    Verdict.MET_BY_ROUNDING: 3,
    Verdict.MET_WITHIN_TOLERANCE: 3,
    Verdict.MET_LATE: 3,
    Verdict.BASICALLY_MET: 0,
}
ON_PACE: frozenset[Status | Verdict] = frozenset(GRADES)

# What leaves a target out of the share on pace: there is nothing to judge yet (exact 26).
NOT_ASSESSED: frozenset[Status | Verdict] = frozenset(
    {Status.NOT_ASSESSABLE, Status.PENDING, Verdict.INCOMPLETE, Verdict.NOT_REPORTED}
)

# What turns a zone red when it befalls a binding target (methods §7).
VETO: frozenset[Status | Verdict] = frozenset(
    {Status.FAR_BEHIND, Status.REVERSED, Status.BREACHED, Verdict.MISSED}
)

# What opens an off-track alert.
OFF_TRACK: frozenset[Status | Verdict] = VETO | {Status.BEHIND, Status.OVERDUE}

LIGHTS: dict[Status | Verdict, Light] = {
    Status.ACHIEVED: Light.BLUE,
    Status.AHEAD: Light.GREEN,
    Status.ON_TRACK: Light.GREEN,
    Status.BEHIND: Light.YELLOW,
    Status.FAR_BEHIND: Light.RED,
    Status.REVERSED: Light.RED,
    Status.BREACHED: Light.RED,
    Status.OVERDUE: Light.RED,
    Status.PENDING: Light.GREY,
    Status.NOT_ASSESSABLE: Light.GREY,
    Verdict.EXCEEDED: Light.BLUE,
    Verdict.MET: Light.BLUE,
    Verdict.MET_BY_ROUNDING: Light.BLUE,
    Verdict.MET_WITHIN_TOLERANCE: Light.BLUE,
    Verdict.MET_LATE: Light.BLUE,
    Verdict.BASICALLY_MET: Light.YELLOW,
    Verdict.MISSED: Light.RED,
    Verdict.INCOMPLETE: Light.GREY,
    Verdict.NOT_REPORTED: Light.GREY,
}

# Marks that paper, mail and charts can all print: every one is in GB 2312.
MARKS: dict[Status | Verdict, str] = {
    Status.ACHIEVED: "★",
    Status.AHEAD: "▲",
    Status.ON_TRACK: "●",
    Status.BEHIND: "◆",
    Status.FAR_BEHIND: "▼",
    **dict.fromkeys((Status.REVERSED, Status.BREACHED, Status.OVERDUE), "■"),
    Status.PENDING: "○",
    Status.NOT_ASSESSABLE: "○",
    Verdict.EXCEEDED: "★",
    Verdict.MET: "★",
    Verdict.MET_BY_ROUNDING: "★",
    Verdict.MET_WITHIN_TOLERANCE: "★",
    Verdict.MET_LATE: "★",
    Verdict.BASICALLY_MET: "◆",
    Verdict.MISSED: "■",
    Verdict.INCOMPLETE: "○",
    Verdict.NOT_REPORTED: "○",
}

LIGHT_MARKS: dict[Light, str] = {
    Light.BLUE: "★",
    Light.GREEN: "●",
    Light.YELLOW: "◆",
    Light.RED: "▼",
    Light.GREY: "○",
}

# Where a figure may go from where it stands; the review stage refuses everything else.
MOVES: dict[FigureState, frozenset[FigureState]] = {
    FigureState.DRAFT: frozenset({FigureState.SUBMITTED}),
    FigureState.SUBMITTED: frozenset({FigureState.APPROVED, FigureState.RETURNED}),
    FigureState.RETURNED: frozenset({FigureState.SUBMITTED}),
    FigureState.APPROVED: frozenset(),
}

# Where a figure stands as long as its officer still has to act.
TO_SUBMIT: frozenset[FigureState] = frozenset({FigureState.DRAFT, FigureState.RETURNED})


def judged(status: str | None, verdict: str | None) -> Status | Verdict:
    """The one word for a judgement: the verdict once there is one, else the status."""
    return Verdict(verdict) if verdict else Status(status or Status.NOT_ASSESSABLE)
