"""Signs of life of what works in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pulse(models.Model):
    """One row is when a part of the background work was last seen, as the clock of jobs."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    seen_at = models.DateTimeField(_("last seen at"))
    facts = models.JSONField(_("facts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
