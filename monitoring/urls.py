"""Addresses of the doors."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Before the admin, whose own sign-in page is replaced.
    path("", include("tracker.pages.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "tracker.pages.problems.unreadable"
handler403 = "tracker.pages.problems.forbidden"
handler404 = "tracker.pages.problems.not_found"
handler500 = "tracker.pages.problems.failed"
