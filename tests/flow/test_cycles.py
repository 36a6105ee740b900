"""Cycles are extended, closed and reopened; what comes after the due date is late."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts.views import deadlines
from tracker.errors import Incomplete, NotAllowed, WrongState
from tracker.models import CycleExtension, ReportingCycle, Target, TrailEntry
from tracker.models.cycle import takes_figures
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db

DUE, LATER, LATEST = date(2026, 3, 31), date(2026, 4, 15), date(2026, 4, 30)
WHY = "统计局推迟发布"


class Office:
    """A plan with two departments that owe one figure each by 31 March, on 10 April."""

    def __init__(self) -> None:
        self.plan = make.plan()
        zone = self.plan.zone
        self.cycle = make.cycle(self.plan)
        self.own, self.other = make.department(zone, "统计局"), make.department(zone, "财政局")
        self.target = make.target(self.plan, department=self.own)
        self.beside = make.target(self.plan, department=self.other)
        self.officer = make.member(Role.OFFICER, zone)
        self.reviewer = make.member(Role.REVIEWER, zone)
        self.administrator = make.member(Role.ADMINISTRATOR, zone)

    def extend(self, department=None, due_on=LATER, reason=WHY) -> CycleExtension:
        return flow.extend_cycle(
            self.cycle, department, due_on=due_on, reason=reason, by=self.administrator
        )

    def close(self, on=DUE) -> None:
        flow.close_cycle(self.cycle, on=on, by=self.administrator)

    def save(self, target=None, version=None):
        report = {"value": Decimal(190)}
        target = target or self.target
        return flow.save_figure(target, 2025, report, version=version, by=self.officer)

    def submit(self, target=None):
        figure = self.save(target)
        return flow.submit_figure(figure, version=figure.version, by=self.officer)

    def again(self) -> ReportingCycle:
        return ReportingCycle.objects.get(pk=self.cycle.pk)


@pytest.fixture
def office(time_machine) -> Office:
    time_machine.move_to("2026-04-10T04:00Z", tick=False)
    return Office()


def test_a_department_has_the_latest_date_that_it_or_its_zone_was_given(office):
    assert office.cycle.due_for(office.own.pk) == DUE
    office.extend(office.own, LATER)
    assert office.cycle.due_for(office.own.pk) == LATER
    assert (office.cycle.due_for(office.other.pk), office.cycle.due_for(None)) == (DUE, DUE)
    office.extend(None, LATEST)
    departments = (office.own.pk, office.other.pk, None)
    assert {office.cycle.due_for(number) for number in departments} == {LATEST}


@pytest.mark.parametrize("whole", [True, False])
def test_a_later_extension_replaces_the_first_and_the_trail_keeps_both(office, whole):
    department = None if whole else office.own
    office.extend(department, LATER)
    office.extend(department, LATEST, reason="再次推迟")
    assert CycleExtension.objects.get().due_on == LATEST
    entries = TrailEntry.objects.filter(verb="extend_cycle").order_by("id")
    said = [(one.before["due_on"], one.after["due_on"], one.reason) for one in entries]
    assert said == [
        ("2026-03-31", "2026-04-15", WHY),
        ("2026-04-15", "2026-04-30", "再次推迟"),
    ]


@pytest.mark.parametrize(
    ("due_on", "reason", "field", "code"),
    [
        (DUE, WHY, "due_on", "not_later"),
        (date(2026, 4, 9), WHY, "due_on", "over"),
        (LATER, "  ", "why", "reason_missing"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(office, due_on, reason, field, code):
    with pytest.raises(Incomplete) as refusal:
        office.extend(office.own, due_on, reason)
    assert [(one.field, one.code) for one in refusal.value.problems] == [(field, code)]
    assert not CycleExtension.objects.exists()
    assert not TrailEntry.objects.filter(verb="extend_cycle").exists()


def test_a_department_of_another_zone_is_given_nothing(office):
    with pytest.raises(Incomplete):
        office.extend(make.department(make.zone()))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REVIEWER, Role.VIEWER])
def test_only_administrators_extend_and_reopen(office, role):
    person = make.member(role, office.plan.zone)
    with pytest.raises(NotAllowed):
        flow.extend_cycle(office.cycle, due_on=LATER, reason=WHY, by=person)
    office.close()
    with pytest.raises(NotAllowed):
        flow.reopen_cycle(office.cycle, reason=WHY, by=person)


def test_a_closed_cycle_takes_nothing_but_from_who_was_given_longer(office):
    office.extend(office.own)
    office.close()
    assert office.submit().state == FigureState.SUBMITTED
    with pytest.raises(WrongState, match="cycle_closed"):
        office.save(office.beside)


def test_after_its_own_date_an_extended_department_is_closed_too(office, time_machine):
    office.extend(office.own)
    office.close()
    figure = office.save()
    time_machine.move_to("2026-04-16T04:00Z", tick=False)
    with pytest.raises(WrongState, match="cycle_closed"):
        flow.submit_figure(figure, version=figure.version, by=office.officer)


def test_what_the_whole_zone_was_given_ends_with_the_closing(office):
    office.extend(None)
    office.close()
    with pytest.raises(WrongState, match="cycle_closed"):
        office.save()
    with pytest.raises(WrongState, match="cycle_closed_for_all"):
        office.extend(None, LATEST)


def test_a_closed_cycle_is_extended_for_a_department_afterwards(office):
    office.close()
    office.extend(office.own)
    assert office.save().state == FigureState.DRAFT


def test_a_returned_figure_is_corrected_and_submitted_after_the_closing(office):
    figure = office.submit()
    flow.return_figure(figure, version=figure.version, reason="请核对", by=office.reviewer)
    office.close()
    figure.refresh_from_db()
    saved = office.save(version=figure.version)
    again = flow.submit_figure(saved, version=saved.version, by=office.officer)
    assert again.state == FigureState.SUBMITTED


def test_a_draft_is_not_submitted_after_the_closing(office):
    figure = office.save()
    office.close()
    with pytest.raises(WrongState, match="cycle_closed"):
        flow.submit_figure(figure, version=figure.version, by=office.officer)


def test_a_reopened_cycle_takes_figures_again_and_says_why(office):
    office.close()
    with pytest.raises(Incomplete):
        flow.reopen_cycle(office.cycle, reason=" ", by=office.administrator)
    flow.reopen_cycle(office.cycle, reason="漏报一个部门", by=office.administrator)
    assert office.again().closed_on is None
    assert office.save().state == FigureState.DRAFT
    entry = TrailEntry.objects.get(verb="reopen_cycle")
    assert (entry.before["closed_on"], entry.reason) == ("2026-03-31", "漏报一个部门")
    with pytest.raises(WrongState):
        flow.reopen_cycle(office.cycle, reason="再来", by=office.administrator)


@pytest.mark.parametrize(
    ("at", "late"),
    [
        # Midnight is where the office is: UTC is eight hours behind.
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), True),
    ],
)
def test_what_is_first_submitted_after_the_due_date_is_late(office, time_machine, at, late):
    time_machine.move_to(at, tick=False)
    assert office.submit().late is late


def test_lateness_follows_the_date_that_held_for_the_department(office):
    office.extend(office.own)
    assert office.submit(office.target).late is False
    assert office.submit(office.beside).late is True


def test_a_correction_and_a_revision_are_not_late(office, time_machine):
    time_machine.move_to("2026-03-01T04:00Z", tick=False)
    figure = office.submit()
    flow.return_figure(figure, version=figure.version, reason="请核对", by=office.reviewer)
    time_machine.move_to("2026-04-10T04:00Z", tick=False)
    figure.refresh_from_db()
    again = flow.submit_figure(figure, version=figure.version, by=office.officer)
    assert again.late is False
    approved = flow.approve_figure(again, version=again.version, by=office.reviewer)
    opened = flow.reopen_figure(approved, reason="终核", by=office.reviewer)
    revised = flow.submit_figure(opened, version=opened.version, by=office.officer)
    assert (revised.vintage, revised.late) == (2, False)


@pytest.mark.parametrize("today", [date(2025, 12, 31), DUE, LATER, date(2026, 4, 16)])
@pytest.mark.parametrize("closed_on", [None, DUE])
def test_one_cycle_and_a_query_over_many_agree_on_who_can_enter(office, today, closed_on):
    office.extend(office.own)
    ReportingCycle.objects.update(closed_on=closed_on)
    condition = takes_figures(today, cycle="plan__cycles__", department="department")
    found = set(Target.objects.filter(condition))
    targets = (office.target, office.beside)
    cycle = office.again()
    assert found == {one for one in targets if cycle.takes(one.department_id, today)}


def owing_of(office, today) -> dict[str, tuple[date, date | None]]:
    """Due date and closing of every department that owes something, as reminders see them."""
    names = {office.own.pk: "own", office.other.pk: "other"}
    return {
        names[view.department_id]: (view.due_on, view.closed_on) for view in deadlines.owing(today)
    }


def test_reminders_follow_the_date_of_each_department(office):
    today = date(2026, 4, 10)
    office.extend(office.own)
    assert owing_of(office, today) == {"own": (LATER, None), "other": (DUE, None)}
    office.close()
    assert owing_of(office, today) == {"own": (LATER, None)}
    assert owing_of(office, date(2026, 4, 16)) == {}


def test_one_mail_names_the_dates_of_both_departments(office):
    office.extend(office.own)
    today = date(2026, 3, 30)
    run = flow.run_alerts(today=today, by=flow.system_person(), at=timezone.now())
    (mail,) = (one for one in run.messages if one.person == office.officer)
    assert "2026年3月31日" in mail.body_text
    assert "2026年4月15日" in mail.body_text
    later = flow.run_alerts(today=date(2026, 4, 8), by=flow.system_person(), at=timezone.now())
    (mail,) = (one for one in later.messages if one.person == office.officer)
    assert set(mail.alerts.values_list("rule", flat=True)) == {"due_soon", "overdue"}
