"""Small charts in tables, written by hand as SVG: colours come from the style sheet's classes."""

from django.utils.safestring import SafeString, mark_safe

from tracker.reports.queries import sparkline_of
from tracker.standing import Standing

BAR_WIDTH, BAR_HEIGHT = 60, 4


def bar(on_pace: int, assessable: int, total: int) -> SafeString:
    """One thin bar of ``total`` targets in three parts; nothing where there is no target."""
    if not total:
        return SafeString("")
    done, known = BAR_WIDTH * on_pace / total, BAR_WIDTH * assessable / total
    return mark_safe(  # noqa: S308  numbers only
        f'<svg class="bar" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" '
        'preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar-unknown" width="{BAR_WIDTH}" height="{BAR_HEIGHT}"/>'
        f'<rect class="bar-known" width="{known:.2f}" height="{BAR_HEIGHT}"/>'
        f'<rect class="bar-done" width="{done:.2f}" height="{BAR_HEIGHT}"/></svg>'
    )


def of_standing(item: Standing) -> SafeString:
    """The small chart of one target as of one year; nothing where there is no figure to draw."""
    return mark_safe(sparkline_of(item))  # noqa: S308  drawn here, its one text escaped
