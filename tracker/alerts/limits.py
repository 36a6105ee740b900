"""What an answer to an alert may hold: for the action that checks it, and the form that says it."""

from datetime import date, timedelta

from tracker.models import Alert

# The texts are read on paper and in mails: an answer, not a report.
LONGEST = 2000
LONGEST_OWNER = 100
# What a department owes is promised in days; what a target lacks may take its plan's time.
MOST_DAYS_OWED = 90


def latest_day(alert: Alert, today: date) -> date:
    """The last day that can be promised (docs/alerts.md, "Answering")."""
    if alert.target is None:
        return today + timedelta(days=MOST_DAYS_OWED)
    # Beyond it nobody looks at the plan any more, and no broken promise would be told.
    watched_until = date(alert.target.plan.end_year + 1, 12, 31)
    return max(watched_until, today)
