"""The link in the head of every mail by which its person asks for fewer (RFC 8058)."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from tracker.models import Person

SALT = "unsubscribe"


def token(person: Person) -> str:
    """Names a person to the page that stops their mails; signed, and good for ever."""
    return Signer(salt=SALT).sign(str(person.pk))


def named(text: str) -> Person | None:
    """Whom a token names; None for one that was not made here. One query."""
    try:
        pk = Signer(salt=SALT).unsign(text)
    except BadSignature:
        return None
    return Person.objects.filter(pk=int(pk)).first()


def link(person: Person) -> str:
    """The whole address of that page."""
    return f"{settings.SITE_URL}{reverse('unsubscribe', args=[token(person)])}"
