"""Filters that write addresses and quotes into mails."""

from django import template
from django.conf import settings
from django.urls import reverse

from tracker.alerts.letters.shapes import Link

register = template.Library()


@register.filter
def address(link: Link) -> str:
    """The whole address of a page of the product."""
    return f"{settings.SITE_URL}{reverse(link.page, args=link.args)}{link.rest}"


@register.filter
def quoted(text: str) -> str:
    """What somebody wrote, line by line as mails quote it."""
    return "\n".join(f"> {line}" for line in text.splitlines())
