"""The wiring: settings, addresses, the queue's app, and the one command that runs everything."""

from monitoring.celery import app as celery_app

__all__ = ["celery_app"]
