"""What documents are composed of, read beforehand so that composing asks nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.models import TargetRevision
from tracker.reports.datasets import Contradiction
from tracker.reports.shapes import PathChart
from tracker.standing import ZoneStanding
from tracker.standing.pledges import Pledge


@dataclass(frozen=True)
class Material:
    """One zone's standing and what stands around it; mappings are by the key of their target.

    ``assigned`` are the year's assigned values, ``pledges`` the latest answers to alerts,
    ``revisions`` those not withdrawn, in order of years. ``following`` are the baselines that a
    plan starting from this one's last year prints, by indicator and scope.
    """

    zone: ZoneStanding
    made_on: date
    charts: Mapping[int, PathChart] = field(default_factory=dict)
    assigned: Mapping[int, Decimal] = field(default_factory=dict)
    pledges: Mapping[int, Pledge] = field(default_factory=dict)
    contradictions: Sequence[Contradiction] = ()
    revisions: Mapping[int, Sequence[TargetRevision]] = field(default_factory=dict)
    following: Mapping[tuple[int, int], Decimal | None] = field(default_factory=dict)
