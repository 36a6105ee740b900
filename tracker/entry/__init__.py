"""Yearly figures are entered and submitted."""
