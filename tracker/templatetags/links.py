"""Addresses in typed text, as links."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Up to a blank, a quotation mark, or the Chinese punctuation that follows an address in a sentence.
ADDRESS = re.compile(r"(https?://[^\s<>\"'，。；：、！？）】》”]+)", re.IGNORECASE)


@register.filter
def linked(text: str | None) -> SafeString:
    """Typed text with its http(s) addresses as links; no other scheme ever becomes one."""
    parts = ADDRESS.split(text or "")
    return mark_safe(  # noqa: S308  every part is escaped
        "".join(_link(part) if place % 2 else escape(part) for place, part in enumerate(parts))
    )


def _link(address: str) -> SafeString:
    """A link that tells the other site nothing, and search engines nothing of it."""
    end = address.rstrip(".,;:!?)")
    return format_html(
        '<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>{}',
        end,
        end,
        address[len(end) :],
    )
