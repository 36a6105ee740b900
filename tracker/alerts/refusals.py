"""What a mail server's answer says about a mail: is it the address, the mail, or us?

Servers answer with a code (RFC 5321), most with an enhanced one before their words (RFC 3463), and
those of large providers with words alone. Whoever refuses before the text was sent cannot mean the
text; who refuses the sender at a recipient's turn does not mean the recipient.
"""

import re
from enum import StrEnum


class Turn(StrEnum):
    """What the server answered: the sender, the recipient, or the mail itself."""

    SENDER = "mail"
    RECIPIENT = "rcpt"
    TEXT = "data"


class Meaning(StrEnum):
    """What follows from an answer."""

    # Try again after a while: a full mailbox, greylisting, a limit, a policy that may be mended.
    LATER = "later"
    # The server, or our sign-in or sender, which every mail has alike: none is held against.
    US = "us"
    # Nobody is reached there, whatever is written.
    ADDRESS = "address"
    # This mail is not taken, as it is.
    TEXT = "text"


CLOSES = 421
TOO_LARGE = 552
PERMANENT = 500

_ENHANCED = re.compile(r"\s*[45]\.(\d{1,3}\.\d{1,3})\b")
# RFC 3463 and its registry: subject and detail of the codes that decide by themselves.
_BY_ENHANCED: dict[str, Meaning] = {
    # Bad mailbox, bad system, bad syntax, moved, no mail accepted at all.
    **dict.fromkeys(("1.0", "1.1", "1.2", "1.3", "1.6", "1.10"), Meaning.ADDRESS),
    # The sender's address.
    **dict.fromkeys(("1.7", "1.8"), Meaning.US),
    # Mailbox disabled; full.
    "2.1": Meaning.ADDRESS,
    "2.2": Meaning.LATER,
    # Too large, for the mailbox or the system.
    **dict.fromkeys(("2.3", "3.4"), Meaning.TEXT),
    # No such host, or, at Microsoft's, no such recipient.
    **dict.fromkeys(("4.1", "4.4"), Meaning.ADDRESS),
}
# "Authentication required" and "must use STARTTLS first" come with any turn.
_SIGN_IN = frozenset({523, 530, 534, 535, 538})
# Refusals of a recipient that need no enhanced code to be understood.
_NOBODY = frozenset({510, 511, 521, 550, 551, 553, 556})
# Words by which a refusal at the recipient's turn is about the sender: relays, limits, lists.
_POLICY = re.compile(
    r"relay|spam|\bspf\b|dkim|dmarc|blacklist|block|frequen|limit|too many|policy|reputation"
    r"|authenti|sender|client|content|greylist|quota|\bfull\b|\bip\b",
    re.IGNORECASE,
)


def meaning(turn: Turn, code: int, words: str) -> Meaning:
    """What the answer ``code words`` to one turn of a mail with one recipient says."""
    found = _ENHANCED.match(words)
    enhanced = found[1] if found else ""
    if code == CLOSES or code in _SIGN_IN:
        return Meaning.US
    if turn is Turn.SENDER:
        # RFC 1870: the size is told with the sender.
        large = code == TOO_LARGE or (code >= PERMANENT and enhanced == "3.4")
        return Meaning.TEXT if large else Meaning.US
    if code < PERMANENT:
        return Meaning.LATER
    if enhanced:
        usual = Meaning.LATER if turn is Turn.RECIPIENT else Meaning.TEXT
        return _BY_ENHANCED.get(enhanced, usual)
    if turn is Turn.TEXT:
        return Meaning.TEXT
    return Meaning.ADDRESS if code in _NOBODY and not _POLICY.search(words) else Meaning.LATER
