"""Submitted figures are approved, or returned with a reason."""
