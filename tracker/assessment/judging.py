"""One record's judgement: stored by ``actions``, shown beforehand by ``queries``."""

import logging

from tracker.assessment.cases import Record
from tracker.attainment.evaluate import evaluate
from tracker.attainment.faults import Unreadable
from tracker.attainment.figures import Answer
from tracker.terms import Reason, Status, TargetState

log = logging.getLogger(__name__)

UNCONFIRMED = Answer(status=Status.NOT_ASSESSABLE, reason=Reason.TO_BE_CONFIRMED)


def judge(record: Record, year: int) -> Answer:
    """The judgement of one record as of a year; unconfirmed targets are not judged.

    Neither is one that lacks what its kind needs: it is for the administrator to complete, and
    must not keep all others from being judged.
    """
    if record.target.state == TargetState.TO_BE_CONFIRMED:
        return UNCONFIRMED
    try:
        return evaluate(record.case(year))
    except Unreadable as fault:
        log.error("%s cannot be judged: %s", record.target.register_id, fault)
        return UNCONFIRMED
