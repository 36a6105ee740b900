"""Plans are published, targets confirmed, reporting cycles opened and closed."""
