"""Approved figures become attainment and a stored verdict with its rule version."""
