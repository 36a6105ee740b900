"""Filters and tags that write figures, marks and small charts into pages."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django import template
from django.utils import formats
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker import notation
from tracker.attainment.rollup import Tally
from tracker.models import Plan, TargetRevision
from tracker.models.promise import exact, printed_decimals, revised_to
from tracker.models.promise import promise as promised_by
from tracker.models.wording import label
from tracker.standing import Standing
from tracker.templatetags import sparklines
from tracker.terms import LIGHT_MARKS, LIGHTS, MARKS, Light, Status, Verdict

register = template.Library()

UNKNOWN = SafeString(f'<span class="unknown">{notation.NOT_KNOWN}</span>')


def _quiet(text: str) -> str:
    """A dash in grey: not known is never as loud as a figure."""
    return UNKNOWN if text == notation.NOT_KNOWN else text


@register.filter
def number(value: Decimal | float | None, decimals: int | None = None) -> str:
    """``{{ value|number }}`` or, with that many decimals, ``{{ value|number:1 }}``."""
    return _quiet(notation.number(value, decimals))


@register.filter
def signed(value: Decimal | float | None, decimals: int | None = None) -> str:
    """A change, with its sign."""
    return _quiet(notation.signed(value, decimals))


@register.filter
def percent(ratio: float | Decimal | None, digits: int = 1) -> str:
    """A plain ratio as a percentage."""
    return _quiet(notation.percent(ratio, digits))


@register.filter
def pace(value: float | None, plan: Plan) -> str:
    """A pace, never rounded onto one of the plan's cuts."""
    return _quiet(notation.pace(value, plan.cuts))


@register.filter
def formula(text: str) -> SafeString:
    """A formula with its exponents raised: ``(y ÷ b)^(k ÷ n)``."""
    escaped = escape(text)
    raised = re.sub(r"\^\(((?:[^()]|\([^()]*\))*)\)|\^(\w+)", _raise, escaped)
    return mark_safe(raised)  # noqa: S308  escaped above


def _raise(found: re.Match[str]) -> str:
    return f"<sup>{found[1] or found[2]}</sup>"


@register.filter
def tongue(text: str | None) -> str:
    """The language that a text from a document is written in, for its ``lang`` attribute."""
    return "zh-Hans" if re.search("[\u4e00-\u9fff]", text or "") else "en"


@register.filter
def share(tally: Tally) -> str:
    """On pace of assessable, as ``7/9``."""
    return _quiet(notation.fraction(tally.on_pace, tally.assessable))


@register.filter
def coverage(tally: Tally) -> str:
    """Assessable of all, as ``9/12``."""
    return _quiet(notation.fraction(tally.assessable, tally.total))


@register.filter
def named(term: StrEnum | None) -> str:
    """The word people read for a term."""
    return "" if term is None else str(label(term))


@register.filter
def promise(item: Standing) -> str:
    """The target with its operator; the plan's own wording where it states no figure."""
    target, promised = item.target, item.promise
    text = notation.target_text(
        promised,
        decimals=printed_decimals(promised, target),
        compared=target.compared_with or _("compared series"),
    )
    return text or _quiet(target.target_text or notation.NOT_KNOWN)


@register.filter
def printed(item: Standing) -> str:
    """The target as the plan prints it, where a revision is in force; nothing where none is."""
    original = item.printed
    if original is None:
        return ""
    return notation.target_text(original, decimals=item.target.decimals)


@register.filter
def revised(revision: TargetRevision) -> str:
    """A revised value with the operator of its target."""
    target = revision.target
    value = exact(revision.value, target.decimals)
    promised = revised_to(promised_by(target), value)
    return notation.target_text(promised, decimals=printed_decimals(promised, target))


@register.filter
def dated(text: str | None) -> str:
    """A date as far as a document states it (2021, 2021-08, 2021-08-16), written as dates are."""
    if not text:
        return _quiet(notation.NOT_KNOWN)
    try:
        first = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return text
    form = {7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}.get(len(text))
    return formats.date_format(first, form) if form else text


@register.filter
def mark(word: Status | Verdict) -> SafeString:
    """Mark and word of a judgement; the colour comes third, as a class."""
    return _marked(f"{LIGHTS[word]} {word}", MARKS[word], str(label(word)))


@register.filter
def light(value: Light) -> SafeString:
    """Mark and word of a zone's light."""
    return _marked(value, LIGHT_MARKS[value], str(label(value)))


@register.filter
def light_mark(value: Light) -> SafeString:
    """The mark alone, where its word stands in the legend; readers hear the word."""
    return format_html(
        '<span class="mark {}"><span aria-hidden="true">{}</span>'
        '<span class="unseen">{}</span></span>',
        value,
        LIGHT_MARKS[value],
        label(value),
    )


def _marked(classes: str, sign: str, word: str) -> SafeString:
    return format_html(
        '<span class="mark {}"><span aria-hidden="true">{}</span> {}</span>', classes, sign, word
    )


@register.simple_tag
def bar(tally: Tally) -> SafeString:
    """A thin bar of all targets: on pace, assessable but not on pace, not assessable."""
    return sparklines.bar(tally.on_pace, tally.assessable, tally.total)


@register.simple_tag
def sparkline(item: Standing) -> SafeString:
    """The small chart of a target: way to the target, figures so far, the target as a line."""
    return sparklines.of_standing(item)
