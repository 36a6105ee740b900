"""Addresses of the pages."""

from django.urls import path

from tracker.pages.health import health

urlpatterns = [path("health/", health, name="health")]
