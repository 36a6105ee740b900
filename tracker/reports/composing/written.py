"""What is said of single targets: written out where they matter, named where nothing is known."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.models import Figure
from tracker.models.wording import label
from tracker.reports.composing.material import Material
from tracker.reports.composing.table import word
from tracker.reports.composing.unreported import name_of
from tracker.reports.datasets import Finding, Unassessed
from tracker.reports.pledged import printed
from tracker.reports.sentences import sentences
from tracker.standing import Standing, ZoneStanding
from tracker.terms import LIGHTS, OFF_TRACK, Attribute, Light, Quality, Status, Verdict, judged


def is_written_out(item: Standing) -> bool:
    """Whether a target gets its own sentences and chart: binding ones, and those off track."""
    return is_binding(item) or item.word in OFF_TRACK


def is_binding(item: Standing) -> bool:
    return item.target.attribute == Attribute.BINDING


def gravity(item: Standing) -> tuple[int, float]:
    """The worst first; among the same, the slowest."""
    order = (
        Verdict.MISSED,
        Status.BREACHED,
        Status.OVERDUE,
        Status.REVERSED,
        Status.FAR_BEHIND,
        Status.BEHIND,
    )
    pace = item.answer.pace
    return order.index(item.word), pace if pace is not None else 0.0


def finding(item: Standing, material: Material) -> Finding:
    """One target in sentences, with its chart, its latest promise and its officer's note."""
    target = item.target
    title = str(target) if target.scope.is_whole else f"{target} · {target.scope}"
    chart = material.charts.get(target.pk)
    caption = title
    if chart and chart.unit:
        caption = _("{name} ({unit})").format(name=title, unit=chart.unit)
    pledge = printed(material.pledges.get(target.pk))
    return Finding(
        title,
        word(item),
        sentences(item),
        chart,
        caption,
        pledge,
        note_of(item),
        target.register_id,
    )


def note_of(item: Standing) -> str:
    """What the officer wrote beside the latest figure."""
    return written_beside(item.figure)


def written_beside(figure: Figure | None) -> str:
    """An officer's note; what was invented for demonstration has nothing to say."""
    if figure is None or figure.quality == Quality.ILLUSTRATIVE:
        return ""
    return (figure.note or "").strip()


def unassessed(zone: ZoneStanding) -> Iterable[Unassessed]:
    """By reason: what is missing first, then what waits, then what the plan leaves open."""
    groups: dict[str, list[str]] = {}
    for item in zone.counted:
        if LIGHTS[item.word] is not Light.GREY:
            continue
        reason = str(label(item.answer.reason or judged(item.answer.status, item.answer.verdict)))
        groups.setdefault(reason, []).append(name_of(item))
    for reason, names in groups.items():
        yield Unassessed(reason, tuple(names))
