"""Documents on a schedule: what is entered, what is stored, and when the next ones are made."""
