"""Figures, targets, alerts and series: who enters, reviews, answers and plans."""

from tracker.access.reach import reach
from tracker.models import (
    Alert,
    ComparedSeries,
    Figure,
    Person,
    Target,
    Zone,
)
from tracker.terms import AlertRule, FigureState


def may_see(person: Person, zone: Zone) -> bool:
    return reach(person).sees(zone.id)


def may_enter(person: Person, target: Target) -> bool:
    return reach(person).enters(target)


def may_see_figure(person: Person, figure: Figure) -> bool:
    """An approved vintage: readers of the zone; one that is worked on: those who work on it."""
    target = figure.target
    if figure.state == FigureState.APPROVED:
        return reach(person).sees(target.plan.zone_id)
    return reach(person).sees_work(target)


def may_review(person: Person, figure: Figure) -> bool:
    """Reviewers of the zone, but never who entered or submitted the figure, also where another
    typed last, nor who stands in for them: the absent would approve by another's hand."""
    granted = reach(person)
    kept = {person.pk, *(member.person_id for member in granted.lent)}
    return granted.reviews(figure.target.plan.zone_id) and not (
        kept & {figure.entered_by_id, figure.submitted_by_id, *figure.typists}
    )


def may_reopen(person: Person, target: Target) -> bool:
    """Figures in force: reviewers and plan administrators of the zone, whoever approved them."""
    zone_id = target.plan.zone_id
    return reach(person).reviews(zone_id) or reach(person).administers(zone_id)


def may_trace(person: Person, target: Target) -> bool:
    """Who did what to a target and its figures, drafts included: those who see the work."""
    granted = reach(person)
    return granted.sees_work(target) or granted.administers(target.plan.zone_id)


def may_trace_zone(person: Person, zone: Zone) -> bool:
    """Everything that was done in a zone: its administrators and reviewers."""
    granted = reach(person)
    return granted.administers(zone.id) or granted.reviews(zone.id)


# Alerts of which reviewers, and of which officers, are not told: others answer them.
NOT_REVIEWERS = frozenset({AlertRule.ASSIGNMENT_MISSING, AlertRule.CLASS_CHANGED})
NOT_OFFICERS = NOT_REVIEWERS | {AlertRule.REVIEW_WAITING}


def may_handle(person: Person, alert: Alert) -> bool:
    """Alerts: who enters the figures that it is about, reviewers, and plan administrators.

    An answer silences an alert for everybody, so whoever is not told of it does not give one.
    """
    granted = reach(person)
    if granted.administers(alert.zone_id):
        return True
    if granted.reviews(alert.zone_id):
        return alert.rule not in NOT_REVIEWERS
    enters = granted.enters_for(alert.zone_id, alert.department_id)
    return enters and alert.rule not in NOT_OFFICERS


def may_remind(person: Person, zone: Zone) -> bool:
    """Officers may be written to by hand: by the zone's reviewers and administrators."""
    granted = reach(person)
    return granted.reviews(zone.id) or granted.administers(zone.id)


def zones_reminding(person: Person) -> frozenset[int]:
    """The zones whose officers this person may write to by hand."""
    granted = reach(person)
    return frozenset(
        pk for pk in granted.zone_ids if granted.reviews(pk) or granted.administers(pk)
    )


def may_administer(person: Person, zone: Zone) -> bool:
    return reach(person).administers(zone.id)


def may_keep_series(person: Person, series: ComparedSeries) -> bool:
    """Who enters a compared series' figures: administrators of the zone whose figures they are.

    Where nobody administers that zone, or the series is of none (全省, 全国), the administrators
    of any zone with a target that is compared with it.
    """
    return bool(zones_keeping(person, series))


def zones_keeping(person: Person, series: ComparedSeries) -> list[int]:
    """The zones whose administration lets a person enter a compared series' figures."""
    granted = reach(person)
    if series.zone_id is not None and granted.administers(series.zone_id):
        return [series.zone_id]
    if series.zone_id is not None and granted.is_administered(series.zone_id):
        return []
    users = series.targets.values_list("plan__zone", flat=True).distinct()
    return [zone_id for zone_id in users if granted.administers(zone_id)]
