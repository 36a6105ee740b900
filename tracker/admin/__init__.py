"""The administrators' door: Django's own admin, in Chinese, on the same verbs as every page.

Officials work on the pages; here system administrators keep zones, people and the catalogue, and
look at targets, figures, judgements, alerts, mails and the trail. Rows that verbs write are
read-only here.
"""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from tracker.admin import figures, people, plans, watching

# Roles are memberships in zones; Django's groups grant nothing here.
admin.site.unregister(Group)

admin.site.site_header = _("Plan Target Monitor")
admin.site.site_title = _("Plan Target Monitor")
admin.site.index_title = _("System administration")

__all__ = ["figures", "people", "plans", "watching"]
