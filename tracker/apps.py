"""The one Django app of the product."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Plan Target Monitor")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let Django know the product's own checks, and who notes signing in and out."""
        from tracker import checks  # noqa: F401
        from tracker.pages import signing  # noqa: F401
