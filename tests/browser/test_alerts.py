"""An alert's life as people see it: raised, mailed, answered, silent, escalated, cleared."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import make
from tracker import flow
from tracker.models import Alert, Figure, Person, Target, TrailEntry
from tracker.terms import AlertRule, AlertState, Quality, Role
from tracker.working_days import is_working_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 10


@dataclass(frozen=True)
class Office:
    """A target that was on its path the year before ``year``, and who works on it.

    Pages know the day of the clock, so the plan is laid around it: ``year`` is the last one over,
    the plan's last but one. ``start`` is the first working day from today on.
    """

    target: Target
    year: int
    start: date

    @property
    def promised(self) -> date:
        return self.start + timedelta(days=PATIENCE)

    @property
    def after(self) -> date:
        """The first working day on which the promise has passed."""
        return working_day(self.promised + timedelta(days=1))

    def approve(self, value: str) -> None:
        """The year's figure is entered by the officer, and approved."""
        owner, reviewer = (Person.objects.get(username=name) for name in ("owner", "reviewer"))
        report = {"value": Decimal(value), "quality": Quality.FINAL}
        if Figure.objects.filter(target=self.target, year=self.year).exists():
            report["revision_reason"] = "最终核实"
        drafted = flow.save_figure(self.target, self.year, report, version=None, by=owner)
        handed_in = flow.submit_figure(drafted, version=drafted.version, by=owner)
        flow.approve_figure(handed_in, version=handed_in.version, by=reviewer)


def working_day(day: date) -> date:
    return day if is_working_day(day) else working_day(day + timedelta(days=1))


@pytest.fixture
def office(settings) -> Office:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    today = timezone.localdate()
    year = today.year - 1
    zone = make.zone("jinan-ht", name="济南高新区")
    plan = make.plan(zone, base_year=year - 4, start_year=year - 3, end_year=year + 1)
    make.cycle(plan, year)
    department = make.department(zone)
    make.member(Role.OFFICER, zone, department=department, username="owner", language="en")
    make.member(Role.REVIEWER, zone, username="reviewer", language="en")
    make.member(Role.ADMINISTRATOR, zone, username="administrator", language="en")
    years = {"base_year": year - 4, "target_year": year + 1}
    target = make.target(plan, name="社会消费品零售总额", department=department, **years)
    make.figure(target, year - 1, 160)
    flow.reassess([target], by=flow.system_person())
    return Office(Target.objects.get(pk=target.pk), year, working_day(today))


def told_on(day: date) -> dict[str, str]:
    """Who is mailed about the target by the run of a day, with the mail's text."""
    by, before = flow.system_person(), len(mail.outbox)
    at = datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
    flow.run_alerts(today=day, by=by, at=at)
    flow.send_messages(by=by, clock=lambda: at)
    sent = ((one.to[0].partition("@")[0], one.body) for one in mail.outbox[before:])
    return {who: body for who, body in sent if "社会消费品零售总额" in body}


def answer(page: Page, until: date) -> None:
    """The officer answers from the inbox."""
    page.goto("/alerts/")
    row = page.locator("table.alerts tbody tr").filter(has_text="Off track")
    row.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("Kind of cause").select_option("funds")
    page.get_by_label("Cause", exact=True).fill("资金未到位")
    page.get_by_label("Measure").fill("申请专项债")
    page.get_by_label("Responsible person").fill("王建国 部长")
    page.get_by_label("Promised date").fill(str(until))
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".message.success")).to_contain_text("Answered.")
    expect(page.locator(".pledge")).to_contain_text("资金未到位")


def test_raised_mailed_answered_silent_escalated_and_cleared(office, browsing):
    office.approve("130.5")
    told = told_on(office.start)
    alert = Alert.objects.get(rule=AlertRule.OFF_TRACK)
    assert set(told) == {"owner", "reviewer"}
    assert f"/alerts/{alert.pk}/" in told["owner"]

    with browsing() as page_of:
        answer(page_of("owner"), office.promised)
    for days in range(1, PATIENCE + 1):
        assert told_on(office.start + timedelta(days=days)) == {}
    assert set(told_on(office.after)) == {"owner", "reviewer", "administrator"}

    office.approve("185")
    told_on(working_day(office.after + timedelta(days=1)))
    alert.refresh_from_db()
    assert alert.state == AlertState.CLEARED
    with browsing() as page_of:
        page = page_of("reviewer")
        page.goto(f"/targets/{office.target.pk}/trail/")
        for words in ("opened", "answered", "escalated", "cleared"):
            expect(page.get_by_text(f"{words} the alert").first).to_be_visible()
        page.goto(f"/alerts/{alert.pk}/")
        expect(page.locator(".pledge .outcome")).to_contain_text("kept, but late")
    assert TrailEntry.objects.filter(verb="handle_alert").count() == 1


def test_an_alert_is_answered_without_javascript_and_by_keyboard(office, browsing):
    office.approve("130.5")
    told_on(office.start)
    alert = Alert.objects.get(rule=AlertRule.OFF_TRACK)
    with browsing(java_script_enabled=False) as page_of:
        page = page_of("owner")
        page.goto(f"/alerts/{alert.pk}/#answer")
        page.get_by_label("Kind of cause").focus()
        for keys in ("f", "资金未到位", "申请专项债", "王建国"):
            page.keyboard.type(keys)
            page.keyboard.press("Tab")
        page.get_by_label("Promised date").fill(str(office.promised))
        page.keyboard.press("Enter")
        expect(page.locator(".pledge")).to_contain_text("王建国")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_alerts_are_no_wider_than_the_window(office, browsing, width):
    office.approve("130.5")
    told_on(office.start)
    alert = Alert.objects.get(rule=AlertRule.OFF_TRACK)
    make.handling(alert, explanation="因" * 400, owner="very-long-" * 9)
    with browsing(viewport={"width": width, "height": 800}) as page_of:
        page = page_of("owner")
        for address in (
            "/alerts/?who=all",
            f"/alerts/{alert.pk}/",
            f"/targets/{office.target.pk}/",
        ):
            page.goto(address)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, (address, over)
