"""Documents that people asked for: what waits, is made under a lease, kept for a while, fetched."""

from tracker.terms import FileState

# A file that is neither made nor given up.
OPEN = (FileState.WAITING, FileState.MAKING)
