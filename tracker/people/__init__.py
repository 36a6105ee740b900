"""Accounts, roles, absences and signing in: who may act at all, beside the way of the figures."""
