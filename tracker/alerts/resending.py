"""A mail goes out once more: as a row of its own, which says who wanted it and why."""

from datetime import datetime

from tracker.alerts.messages import is_address, new_message_id
from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Message, Person
from tracker.terms import MessageKind, MessageState

MOST_REASON = 300
WAITING = (MessageState.QUEUED, MessageState.CLAIMED)


def resend(message: Message, *, reason: str, by: Person, at: datetime) -> Message:
    """Put the same words into the outbox again, to the person's present address.

    They tell nothing new, so there are no notices. Raises ``Incomplete`` without a reason, and
    ``WrongState`` where the mail or one like it still waits, was never needed, or cannot arrive.
    """
    problem = "reason_missing" if not reason.strip() else "too_long"
    if not 0 < len(reason.strip()) <= MOST_REASON:
        raise Incomplete(FieldProblem("why", reason, problem))
    first = _held(message)
    again = list(first.resent.all())
    _require_possible(message, [first, *again])
    person = first.person
    anew = Message.objects.create(
        kind=MessageKind.RESENT,
        key=f"resent:message-{first.pk}:{len(again) + 1}",
        person=person,
        address=person.email,
        language=message.language,
        subject=message.subject,
        body_text=message.body_text,
        body_html=message.body_html,
        message_id=new_message_id(),
        not_before=at,
        written_at=at,
        asked_by=by,
        reason=reason.strip(),
        resent_of=first,
    )
    # Who may read a mail depends on what it tells of.
    anew.alerts.set(message.alerts.all())
    return anew


def _held(message: Message) -> Message:
    """The mail that was sent first, kept so that two who send it again wait for each other."""
    rows = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    return rows.get(pk=message.resent_of_id or message.pk)


def _require_possible(message: Message, family: list[Message]) -> None:
    states = {row.pk: MessageState(row.state) for row in family}
    person = family[0].person
    if any(state in WAITING for state in states.values()):
        raise WrongState("mail_waits")
    if states.get(message.pk) is MessageState.DROPPED:
        raise WrongState("mail_not_needed")
    if not person.is_active:
        raise WrongState("account_is_closed", person=str(person))
    if person.mail_refused_at is not None:
        raise WrongState("address_is_refused", person=str(person))
    if not is_address(person.email):
        raise WrongState("no_address", person=str(person))
