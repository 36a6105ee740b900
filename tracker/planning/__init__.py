"""Plans are published, targets confirmed, reporting cycles opened, extended and closed."""
