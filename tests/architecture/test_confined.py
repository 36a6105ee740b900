"""Parts of Django that import-linter cannot tell apart stay where they belong."""

import pytest

from tests.architecture.source import imports, name, python_files

# A part of Django, and who may import it; nothing may where nobody is named.
CONFINED = {
    "django.http": ("tracker/pages", "tracker/admin"),
    "django.shortcuts": ("tracker/pages", "tracker/admin"),
    "django.urls": (
        "tracker/pages",
        "tracker/admin",
        "tracker/templatetags",
        "tracker/alerts/unsubscribing.py",
    ),
    "django.views": ("tracker/pages", "tracker/admin"),
    "django.forms": ("tracker/pages", "tracker/admin"),
    "django.contrib.messages": ("tracker/pages", "tracker/admin"),
    "django.contrib.admin": ("tracker/admin",),
    "django.core.mail": ("tracker/alerts/delivery.py", "tracker/people/letters.py"),
    "django.db.models.signals": (),
    # Django tells of signing in and out by signals alone.
    "django.dispatch": ("tracker/pages/signing.py",),
}


@pytest.mark.parametrize(("part", "places"), CONFINED.items(), ids=CONFINED)
def test_part_of_django_is_used_where_it_belongs(part: str, places: tuple[str, ...]):
    elsewhere = [
        f"{name(file)}:{line}"
        for file in python_files("tracker")
        if not name(file).startswith(places)
        for imported, line in imports(file)
        if f"{imported}.".startswith(f"{part}.")
    ]
    assert elsewhere == []
