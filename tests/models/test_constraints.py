"""What the database itself refuses, whoever asks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import make
from tracker.models import Alert, Assessment, Figure, Membership
from tracker.terms import AlertRule, FigureState, Role, Severity, Status

pytestmark = pytest.mark.django_db


def refused(build, name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        build()
    assert name in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_no_zone_lies_below_itself():
    city = make.zone()
    zone = make.zone(parent=city)
    city.parent = make.zone(parent=zone)
    with pytest.raises(ValidationError, match="隶属"):
        city.full_clean()


def test_a_cycle_asks_for_a_year_of_its_plan():
    cycle = make.cycle(make.plan(), 2025)
    cycle.full_clean()
    cycle.year = 2026
    with pytest.raises(ValidationError, match="2021"):
        cycle.full_clean()


def test_only_one_vintage_of_a_year_is_in_force():
    target = make.target()
    make.figure(target, 2024, 150)
    refused(
        lambda: make.figure(target, 2024, 160, vintage=2),
        "figure_one_in_force_per_target_and_year",
    )


def test_only_one_vintage_of_a_year_is_being_worked_on():
    target = make.target()
    make.draft(target, 2024, 150)
    refused(
        lambda: make.draft(target, 2024, 160, vintage=2, state=FigureState.SUBMITTED),
        "figure_one_open_per_target_and_year",
    )


def test_a_superseded_vintage_stays_beside_the_one_in_force():
    target = make.target()
    make.figure(target, 2024, 150, in_force=False)
    make.figure(target, 2024, 155, vintage=2)
    make.draft(target, 2024, 156, vintage=3)
    assert target.figures.filter(year=2024).count() == 3


def test_an_approved_figure_says_who_and_when():
    target = make.target()
    refused(
        lambda: make.figure(target, 2024, 150, approved_by=None),
        "figure_approved_has_who_and_when",
    )


def test_who_entered_a_figure_cannot_be_its_approver():
    target, someone = make.target(), make.person()
    refused(
        lambda: make.figure(target, 2024, 150, entered_by=someone, approved_by=someone),
        "figure_not_approved_by_its_author",
    )


def test_who_submitted_a_figure_cannot_be_its_approver():
    target, someone = make.target(), make.person()
    refused(
        lambda: make.figure(target, 2024, 150, submitted_by=someone, approved_by=someone),
        "figure_not_approved_by_its_author",
    )


def test_a_draft_is_never_in_force():
    target = make.target()
    refused(lambda: make.draft(target, 2024, 1, in_force=True), "figure_in_force_is_approved")


def test_a_returned_figure_has_a_reason():
    target = make.target()
    refused(
        lambda: make.draft(target, 2024, 1, state=FigureState.RETURNED),
        "figure_returned_has_who_and_why",
    )


def test_zero_and_not_known_are_kept_apart():
    target = make.target()
    zero, empty = make.figure(target, 2023, 0), make.figure(target, 2024, None)
    zero.refresh_from_db()
    empty.refresh_from_db()
    assert zero.value == 0
    assert empty.value is None


def test_the_baseline_year_comes_before_the_target_year():
    refused(
        lambda: make.target(base_year=2025, target_year=2025),
        "target_baseline_before_target_year",
    )


def test_a_word_that_is_no_term_is_refused():
    refused(lambda: make.target(kind="wish"), "target_terms_known")


def test_one_open_alert_per_target_year_and_rule():
    target = make.target()
    facts = {
        "rule": AlertRule.OFF_TRACK,
        "zone": target.plan.zone,
        "target": target,
        "year": 2024,
        "severity": Severity.WARNING,
        "raised_on": timezone.localdate(),
    }
    Alert.objects.create(**facts)
    refused(lambda: Alert.objects.create(**facts), "alert_one_open_per_target_year_and_rule")


def test_a_judgement_is_either_a_status_or_a_verdict():
    target = make.target()
    refused(
        lambda: Assessment.objects.create(
            target=target,
            year=2024,
            status=Status.AHEAD,
            verdict="met",
            answer={},
            inputs={},
            rule_version="1",
            assessed_at=timezone.now(),
        ),
        "assessment_status_or_verdict",
    )


def test_a_role_is_given_once():
    officer = make.member(Role.OFFICER, make.zone())
    given = officer.memberships.get()
    refused(
        lambda: Membership.objects.create(person=officer, zone=given.zone, role=Role.OFFICER),
        "membership_once_per_zone",
    )


def test_a_cycle_is_due_after_it_opens():
    plan = make.plan()
    day = timezone.localdate()
    refused(
        lambda: make.cycle(plan, 2024, opens_on=day, due_on=day - timezone.timedelta(days=1)),
        "reportingcycle_opens_before_due",
    )


def test_figures_keep_fifteen_digits_exactly():
    target = make.target()
    figure = make.figure(target, 2024, "12345678901.2345")
    assert str(Figure.objects.get(pk=figure.pk).value) == "12345678901.2345"
