"""What follows from a judgement: whether it is on pace, its light and its mark."""

from tracker.terms.planned import Light, Status, Verdict

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


def judged(status: str | None, verdict: str | None) -> Status | Verdict:
    """The one word for a judgement: the verdict once there is one, else the status."""
    return Verdict(verdict) if verdict else Status(status or Status.NOT_ASSESSABLE)
