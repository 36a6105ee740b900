"""Field shapes shared by the nouns."""

from enum import Enum
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

FIRST_YEAR, LAST_YEAR = 1949, 2100


class _PlainInMigrations:
    """Written into migrations as the field of Django that it is, with plain values.

    A migration tells what the database looked like on its day; nothing of ours may change it later.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        django = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django."))
        default = kwargs.get("default")
        if isinstance(default, Enum):
            kwargs["default"] = default.value
        return name, f"django.db.models.{django.__name__}", args, kwargs


class FigureField(_PlainInMigrations, models.DecimalField):
    """A reported or promised figure; ``None`` is "not known", zero is zero.

    Fifteen significant digits are what every supported database keeps exactly.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 4)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class ShareField(_PlainInMigrations, models.DecimalField):
    """A cut or threshold, as a plain ratio."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 4)
        kwargs.setdefault("decimal_places", 3)
        super().__init__(*args, **kwargs)


class YearField(_PlainInMigrations, models.PositiveSmallIntegerField):
    """A calendar year that figures can be about."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault(
            "validators", [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
        )
        super().__init__(*args, **kwargs)


class DaysField(_PlainInMigrations, models.JSONField):
    """A list of whole numbers of days; the list is checked by the field that holds it."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        # Autodetection takes fields apart that were built from what this answered.
        if callable(kwargs.get("default")):
            kwargs["default"] = kwargs["default"]()
        return name, path, args, kwargs


class TermField(_PlainInMigrations, models.CharField):
    """A word of ``tracker.terms``; pass ``choices`` from ``wording.choices``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)


def in_terms(field: str, enum, *, nullable: bool = False) -> models.Q:
    """The condition of a check constraint: ``field`` holds a word of ``enum``."""
    allowed = models.Q(**{f"{field}__in": [member.value for member in enum]})
    return allowed | models.Q(**{f"{field}__isnull": True}) if nullable else allowed
