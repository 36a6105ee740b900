"""One field of a row of the grid, as HTML.

Written here and not in a template: a page has a thousand of them, and a template for each would
take longer than everything else on it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.entry.checks import QUALITIES
from tracker.models.asking import DONE
from tracker.models.wording import label
from tracker.pages.forms import REVISION

CHOICES: dict[str, tuple[tuple[str, Any], ...]] = {
    "done": (("", "—"), *((str(answer), text) for answer, text in DONE.items())),
    "quality": tuple((quality.value, label(quality)) for quality in QUALITIES),
}
_LENGTHS = {"note": 2000, "evidence": 300, REVISION: 2000}
_NOTHING = SafeString("")


@dataclass(frozen=True)
class Cell:
    """One field of a row as it stands on the page.

    ``is_labelled``: its label is written above it, else it is only read out. ``is_read``: the
    errors tell how words were read. ``theirs`` is what was stored meanwhile; ``hint`` stands in
    the field while it is empty.
    """

    name: str
    key: str
    label: str
    value: str
    is_labelled: bool = False
    errors: tuple[str, ...] = ()
    is_read: bool = False
    theirs: str | None = None
    hint: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything stands here that must not be hidden."""
        return bool(self.value or self.errors or self.theirs)

    @property
    def html(self) -> SafeString:
        """The field with its label and what is to be said about it."""
        classes = "" if not self.errors else " read" if self.is_read else " wrong"
        head = (
            format_html('<label for="{}">{}</label>', self.key, self.label)
            if self.is_labelled
            else _NOTHING
        )
        return format_html(
            '<div class="cell{}">{}{}{}</div>', classes, head, self._field, self._said
        )

    @property
    def _field(self) -> SafeString:
        if self.name in CHOICES:
            options = _options(self.name, self.value, get_language())
            return format_html(
                '<select id="{0}" name="{0}"{1}>{2}</select>', self.key, self._aria, options
            )
        if self.name == "is_break":
            ticked = SafeString(" checked" if self.value else "")
            return format_html('<input type="checkbox" id="{0}" name="{0}"{1}>', self.key, ticked)
        if self.name in ("note", REVISION):
            shape = '<textarea id="{0}" name="{0}" rows="1" maxlength="{1}"{2}>\n{3}</textarea>'
            return format_html(shape, self.key, _LENGTHS[self.name], self._aria, self.value)
        if self.name == "evidence":
            shape = '<input id="{0}" name="{0}" maxlength="{1}" value="{3}"{2}>'
            return format_html(shape, self.key, _LENGTHS[self.name], self._aria, self.value)
        shape = (
            '<input class="typed" id="{0}" name="{0}" value="{1}" inputmode="decimal"'
            ' autocomplete="off"{2}{3}>'
        )
        hint = format_html(' placeholder="{}"', self.hint) if self.hint else _NOTHING
        return format_html(shape, self.key, self.value, self._aria, hint)

    @property
    def _aria(self) -> SafeString:
        """What a screen reader says of the field where no label is written beside it."""
        name = _NOTHING if self.is_labelled else format_html(' aria-label="{}"', self.label)
        if not self.errors:
            return name
        shape = '{} aria-invalid="true" aria-describedby="{}-error"'
        return format_html(shape, name, self.key)

    @property
    def _said(self) -> SafeString:
        if not self.errors and self.theirs is None:
            return _NOTHING
        kind = "reading" if self.is_read else "error"
        shape = f'<p class="{kind}" id="{{}}-error" role="alert">{{}}</p>'
        said = format_html_join("", shape, ((self.key, error) for error in self.errors))
        if self.theirs is None:
            return said
        stored = _("Stored now: %(value)s") % {"value": self.theirs}
        return said + format_html('<p class="theirs">{}</p>', stored)


@lru_cache(maxsize=64)
def _options(name: str, chosen: str, language: str | None) -> SafeString:
    """The choices of a field in one language, made once."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, SafeString(" selected" if value == chosen else ""), str(text))
            for value, text in CHOICES[name]
        ),
    )


def worded(name: str, text: str) -> str:
    """A field's text as people read it."""
    if name == "is_break":
        return "✓" if text else "—"
    return str(dict(CHOICES.get(name, ())).get(text, text)) or "—"
