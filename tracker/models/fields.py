"""Field shapes shared by the nouns."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class FigureField(models.DecimalField):
    """A reported or promised figure; ``None`` is "not known", zero is zero.

    Fifteen significant digits are what every supported database keeps exactly.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 4)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class YearField(models.PositiveSmallIntegerField):
    """A calendar year, 1949 to 2100."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [MinValueValidator(1949), MaxValueValidator(2100)])
        super().__init__(*args, **kwargs)


class TermField(models.CharField):
    """A word of ``tracker.terms``; pass ``choices`` from ``wording.choices``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)


def in_terms(field: str, enum, *, nullable: bool = False) -> models.Q:
    """The condition of a check constraint: ``field`` holds a word of ``enum``."""
    allowed = models.Q(**{f"{field}__in": [member.value for member in enum]})
    return allowed | models.Q(**{f"{field}__isnull": True}) if nullable else allowed
