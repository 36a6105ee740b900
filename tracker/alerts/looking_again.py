"""Mails that waited are looked at again before they go: what was dealt with is left out."""

from django.utils.translation import override

from tracker.alerts import returned
from tracker.alerts.joining import Words
from tracker.alerts.messages import LETTER, compose
from tracker.models import Message
from tracker.terms import MessageKind, MessageState

# The kinds of mails of which something can be dealt with while they wait.
WORDS: dict[str, Words] = {MessageKind.RETURNED: returned.words}


def look_again(message: Message) -> bool:
    """Let a claimed mail say what holds now; whether anything is left to tell.

    Mails of other kinds say what they said. The outbox keeps the words that were sent.
    """
    subjects = list(message.notices.values_list("subject", flat=True))
    if message.kind not in WORDS or not subjects:
        return True
    with override(message.person.language):
        context = WORDS[message.kind](message.person, subjects)
    if not context["count"]:
        return False
    anew = compose(
        message.person,
        LETTER,
        context,
        kind=MessageKind(message.kind),
        key=message.key,
        at=message.written_at,
        not_before=message.not_before,
    )
    _store(message, anew)
    return True


def _store(message: Message, anew: Message) -> None:
    """Keep the words, provided that the claim is still ours."""
    names = ("subject", "body_text", "body_html", "language")
    for name in names:
        setattr(message, name, getattr(anew, name))
    Message.objects.filter(
        pk=message.pk, state=MessageState.CLAIMED, lease_until=message.lease_until
    ).update(**{name: getattr(message, name) for name in names})
