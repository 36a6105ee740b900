"""The nouns of the product, one file each; import them from here."""

from tracker.models.alert import Alert
from tracker.models.assessment import Assessment, JudgementChange
from tracker.models.compared import ComparedSeries, ParentFigure
from tracker.models.cycle import CycleExtension, ReportingCycle
from tracker.models.evidence import EvidenceFile
from tracker.models.figure import Figure, PastFigure
from tracker.models.handling import AnsweredAlert, Handling
from tracker.models.indicator import Indicator, IndicatorAlias
from tracker.models.issued import IssuedFile, IssuedReport
from tracker.models.message import Message, Notice
from tracker.models.milestone import MilestoneStep
from tracker.models.order import ReportFile, ReportOrder
from tracker.models.people import Delegation, Department, FailedSignIn, Membership, Person
from tracker.models.plan import Plan, PlanFinding
from tracker.models.pulse import Pulse
from tracker.models.retirement import TargetRetirement
from tracker.models.schedule import ReportSchedule
from tracker.models.target import AnnualTarget, AssignedValue, Target, TargetRevision
from tracker.models.trail import TrailEntry
from tracker.models.upload import SheetUpload
from tracker.models.webhook import PostedAlert, Posting, Webhook
from tracker.models.zone import Scope, Zone

__all__ = [
    "Alert",
    "AnnualTarget",
    "AnsweredAlert",
    "Assessment",
    "AssignedValue",
    "ComparedSeries",
    "CycleExtension",
    "Delegation",
    "Department",
    "EvidenceFile",
    "FailedSignIn",
    "Figure",
    "Handling",
    "Indicator",
    "IndicatorAlias",
    "IssuedFile",
    "IssuedReport",
    "JudgementChange",
    "Membership",
    "Message",
    "MilestoneStep",
    "Notice",
    "ParentFigure",
    "PastFigure",
    "Person",
    "Plan",
    "PlanFinding",
    "PostedAlert",
    "Posting",
    "Pulse",
    "ReportFile",
    "ReportOrder",
    "ReportSchedule",
    "ReportingCycle",
    "Scope",
    "SheetUpload",
    "Target",
    "TargetRetirement",
    "TargetRevision",
    "TrailEntry",
    "Webhook",
    "Zone",
]
