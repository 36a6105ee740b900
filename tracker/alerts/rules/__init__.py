"""When something needs someone: one rule a file, pure functions of a frozen view and a date.

A condition is always "on or before, and not yet told", never "exactly today": a run that was
missed is caught up by the next one, with the most urgent step alone.
"""
