"""Plans, targets, figures and the people around them."""

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


# Where a figure may go from where it stands; the review stage refuses everything else.
MOVES: dict[FigureState, frozenset[FigureState]] = {
    FigureState.DRAFT: frozenset({FigureState.SUBMITTED}),
    FigureState.SUBMITTED: frozenset({FigureState.APPROVED, FigureState.RETURNED}),
    FigureState.RETURNED: frozenset({FigureState.SUBMITTED}),
    FigureState.APPROVED: frozenset(),
}

# Where a figure stands as long as its officer still has to act.
TO_SUBMIT: frozenset[FigureState] = frozenset({FigureState.DRAFT, FigureState.RETURNED})
