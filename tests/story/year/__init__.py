"""Seven months of five zones, day by day: who was mailed what, and that no run changes it.

``cast.py`` is the zones, their people and what was reported before; ``script.txt`` what people do
and when; ``expected.txt`` every mail that they get. ``simulation.py`` plays the days one after the
other, as the hourly run, the jobs of verbs and the sweep of each minute would.
"""


class Writes:
    """A plugin of pytest; where it is at hand, ``expected.txt`` is written instead of compared."""
