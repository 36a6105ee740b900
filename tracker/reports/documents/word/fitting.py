"""How much room a text takes, for what has to fit on a page.

Word lays pages out and nobody before it; line heights that are fixed leave only the ends of lines
to be guessed, and they are guessed rather too early.
"""

import re

# Latin words are kept whole; Chinese may end its line after any character.
_PIECES = re.compile(r"\s+|[!-~]+|.")
# From here on characters are as wide as they are high.
_FIRST_WIDE = "\u2000"


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes; ``width`` and ``size`` of its letters in points."""
    return sum(_lines(line, width / size) for line in text.split("\n"))


def _lines(text: str, room: float) -> int:
    count, taken = 1, 0.0
    for piece in _PIECES.findall(text):
        needed = sum(map(_ems, piece))
        if taken + needed > room and not piece.isspace():
            if taken:
                count, taken = count + 1, 0.0
            # What is wider than a line goes on in the next ones.
            count += int(needed / room)
            needed %= room
        taken += needed
    return count


def _ems(character: str) -> float:
    """Latin letters as in Times New Roman, where small ones take less than half their height."""
    if character > _FIRST_WIDE:
        return 1.0
    return 0.44 if character.islower() or character.isspace() else 0.55
