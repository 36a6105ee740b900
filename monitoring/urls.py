"""Addresses of the doors."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("tracker.pages.urls")),
]

handler403 = "tracker.pages.problems.forbidden"
handler404 = "tracker.pages.problems.not_found"
handler500 = "tracker.pages.problems.failed"
