"""What doors may know of this stage: the shipped files, and the words for what was refused."""

from tracker.importing.shipped import registers
from tracker.importing.wording import describe

__all__ = ["describe", "registers"]
