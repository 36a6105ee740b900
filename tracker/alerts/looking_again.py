"""Mails that waited are looked at again before they go: what was dealt with is left out."""

from collections.abc import Callable

from django.utils.translation import override

from tracker.alerts import reminders, returned
from tracker.alerts.messages import LETTER, compose
from tracker.models import Message
from tracker.terms import MessageKind, MessageState

# What a mail would say by now, by its kind; None where nothing of it is left to tell.
Anew = Callable[[Message], Message | None]


def look_again(message: Message) -> bool:
    """Let a claimed mail say what holds now; whether anything is left to tell.

    Mails of other kinds say what they said. The outbox keeps the words that were sent.
    """
    if message.kind not in ANEW:
        return True
    anew = ANEW[message.kind](message)
    if anew is None:
        return False
    if anew is not message:
        _store(message, anew)
    return True


def _returned(message: Message) -> Message | None:
    subjects = list(message.notices.values_list("subject", flat=True))
    if not subjects:
        return message
    with override(message.person.language):
        context = returned.words(message.person, subjects)
    if not context["count"]:
        return None
    return compose(
        message.person,
        LETTER,
        context,
        kind=MessageKind(message.kind),
        key=message.key,
        at=message.written_at,
        not_before=message.not_before,
    )


# The kinds of mails of which something can be dealt with while they wait.
ANEW: dict[str, Anew] = {
    MessageKind.RETURNED: _returned,
    MessageKind.REMINDER: reminders.again,
}


def _store(message: Message, anew: Message) -> None:
    """Keep the words, provided that the claim is still ours."""
    names = ("subject", "body_text", "body_html", "language")
    for name in names:
        setattr(message, name, getattr(anew, name))
    Message.objects.filter(
        pk=message.pk, state=MessageState.CLAIMED, lease_until=message.lease_until
    ).update(**{name: getattr(message, name) for name in names})
