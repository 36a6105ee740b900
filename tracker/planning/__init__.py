"""Plans are published, cycles opened and closed, and what targets promise is kept over time.

Besides ``actions`` and ``queries``:

    confirming  what a vague wording left open
    revising    new values beside the printed ones, verified baselines
    yearly      annual targets and assigned values; ``pasting`` reads them from a spreadsheet
    steps       what leads to a milestone
    comparing   the series that relative targets are compared with
    faults      what cannot be promised; ``keeping`` what doors ask for
"""
