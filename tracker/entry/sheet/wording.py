"""The words of a sheet: heads, choices, and the signature that keeps its rows honest."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.entry.checks import QUALITIES
from tracker.entry.sheet.cells import Words
from tracker.models.asking import DONE, field_label
from tracker.models.wording import label
from tracker.terms import Measure, TargetKind

HEADS: dict[str, Promise] = {
    "number": _("Register number"),
    "name": pgettext_lazy("noun", "Target"),
    "scope": _("Scope"),
    "asked": _("What is asked for"),
    "unit": _("Unit"),
    "last": _("Figure of %(last)s"),
    "expected": _("Expected by %(year)s"),
    "annual": _("Annual target or assigned value"),
    "state": _("State"),
    "value": _("Figure"),
    "done": _("Done or not"),
}
# What people write instead of choosing from the list.
_ALSO_DONE = {
    "是": True,
    "已完成": True,
    "完成": True,
    "true": True,
    "yes": True,
    "1": True,
    "√": True,
    "✓": True,
}
_ALSO_NOT_DONE = {"否": False, "未完成": False, "false": False, "no": False, "0": False, "×": False}


def head(name: str, year: int) -> str:
    """The head of a column, in the current language."""
    if name in HEADS:
        return str(HEADS[name]) % {"year": year, "last": year - 1}
    return field_label(name)


def words() -> Words:
    """Every word that a choice is known by, in all languages: a sheet may change hands."""
    done: dict[str, bool] = {**_ALSO_DONE, **_ALSO_NOT_DONE}
    quality: dict[str, str] = {each.value: each.value for each in QUALITIES}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            done |= {str(text).lower(): answer for answer, text in DONE.items()}
            quality |= {str(label(each)).lower(): each.value for each in QUALITIES}
    return Words(done, quality)


def measure_of(kind: TargetKind, relative_kind: str, assigned_kind: str) -> Measure:
    """How a relative target is compared or a delegated one assigned; a level otherwise."""
    if kind is TargetKind.RELATIVE:
        return Measure(relative_kind)
    return Measure(assigned_kind) if kind is TargetKind.DELEGATED else Measure.LEVEL


def sign(*parts: object) -> str:
    """A signature over a row's identity; starts with a letter, so that no program computes it."""
    return "k" + _signer().signature(_joined(parts))


def is_signed(check: str, *parts: object) -> bool:
    """Whether this very identity was given out by this installation."""
    try:
        _signer().unsign(f"{_joined(parts)}:{check[1:]}")
    except BadSignature:
        return False
    return check.startswith("k")


def _signer() -> Signer:
    """Made when it is needed: no key is read on import."""
    return Signer(salt="tracker.entry.sheet")


def _joined(parts: tuple[object, ...]) -> str:
    return "|".join(str(part) for part in parts)
