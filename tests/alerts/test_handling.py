"""An alert is answered once the answer can be taken, and nothing that was said is lost."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Stale, WrongState
from tracker.models import AnsweredAlert, Handling, TrailEntry
from tracker.models.explaining import explain
from tracker.terms import AlertRule, AlertState, Cause, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

AT = datetime(2026, 5, 4, 9, 0, tzinfo=timezone.get_default_timezone())
TODAY = date(2026, 5, 4)


def an_alert(**fields):
    plan = make.plan()
    department = make.department(plan.zone)
    return make.alert(make.target(plan, department=department), **fields)


def officer_of(alert):
    return make.member(Role.OFFICER, alert.zone, department=alert.department, name="李明")


def answer(alert, by=None, **fields):
    typed = {
        "cause": Cause.FUNDS,
        "explanation": " 资金未到位 ",
        "measure": "申请专项债",
        "owner": "王建国 部长",
        "promised_on": date(2026, 9, 30),
    }
    return flow.handle_alert(alert, by=by or officer_of(alert), at=AT, **{**typed, **fields})


def problems(error):
    return {problem.field: problem.code for problem in error.value.problems}


def test_an_answer_stands_with_who_gave_it_and_the_level_that_it_answers():
    alert = an_alert(level=112)
    row = answer(alert)
    assert (row.explanation, str(row.handled_by)) == ("资金未到位", "李明")
    assert levels(row) == {alert.pk: 112}
    assert (row.zone, row.target, list(row.alerts.all())) == (alert.zone, alert.target, [alert])


def test_the_trail_has_the_whole_answer():
    alert = an_alert()
    answer(alert)
    entry = TrailEntry.objects.get(verb="handle_alert")
    assert (entry.noun, entry.noun_id, entry.zone) == ("alert", alert.pk, alert.zone)
    assert entry.after["measure_taken"] == "申请专项债"
    assert entry.after["promised_on"] == "2026-09-30"


def levels(row):
    return dict(AnsweredAlert.objects.filter(handling=row).values_list("alert", "level"))


def test_several_alerts_of_a_target_are_answered_at_once_each_at_its_own_level():
    alert = an_alert(level=21)
    missed = make.alert(alert.target, rule=AlertRule.ANNUAL_MISSED, level=13)
    row = answer(alert, also=[missed])
    assert set(row.alerts.all()) == {alert, missed}
    assert levels(row) == {alert.pk: 21, missed.pk: 13}
    assert TrailEntry.objects.filter(verb="handle_alert").count() == 2


def test_what_was_cleared_meanwhile_of_the_others_is_left_out():
    alert = an_alert()
    over = make.alert(
        alert.target, rule=AlertRule.DATA_STALE, state=AlertState.CLEARED, cleared_on=TODAY
    )
    assert list(answer(alert, also=[over]).alerts.all()) == [alert]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("cause", "", "cause_missing"),
        ("cause", "weather", "not_a_choice"),
        ("explanation", "  ", "explanation_missing"),
        ("measure", "", "measure_missing"),
        ("measure", "长" * 2001, "too_long"),
        ("owner", "", "owner_missing"),
        ("owner", "长" * 101, "too_long"),
        ("promised_on", None, "day_missing"),
        ("promised_on", TODAY - timedelta(days=1), "over"),
        ("promised_on", date(2027, 1, 1), "too_far_off"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(field, value, code):
    with pytest.raises(Incomplete) as error:
        answer(an_alert(), **{field: value})
    assert problems(error) == {field: code}
    assert explain(error.value)[0].count(":") >= 1
    assert not Handling.objects.exists()


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(Incomplete) as error:
        answer(an_alert(), cause="", explanation="", measure="", owner="", promised_on=None)
    assert set(problems(error)) == {"cause", "explanation", "measure", "owner", "promised_on"}


@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 31)])
def test_a_target_is_promised_as_long_as_its_alerts_are_looked_at(day):
    assert answer(an_alert(), promised_on=day).promised_on == day


def test_a_plan_that_goes_on_is_promised_until_the_year_after_it():
    plan = make.plan(start_year=2026, end_year=2030, base_year=2025)
    alert = make.alert(make.target(plan, base_year=2025, target_year=2030), year=2026)
    reviewer = make.member(Role.REVIEWER, plan.zone)
    assert answer(alert, by=reviewer, promised_on=date(2031, 12, 31)).promised_on.year == 2031


def test_what_is_owed_is_promised_within_a_quarter():
    cycle = make.cycle(make.plan())
    alert = make.owed_alert(cycle, make.department(cycle.plan.zone))
    assert answer(alert, promised_on=TODAY + timedelta(days=90)).target is None
    with pytest.raises(Incomplete) as error:
        answer(alert, promised_on=TODAY + timedelta(days=91))
    assert problems(error) == {"promised_on": "too_far_off"}


def test_an_alert_about_something_else_is_not_answered_along():
    alert = an_alert()
    other = make.alert(make.target(alert.target.plan, department=alert.department))
    with pytest.raises(Incomplete) as error:
        answer(alert, also=[other])
    assert problems(error) == {"also": "not_of_this"}


def test_an_alert_that_was_cleared_needs_no_answer():
    alert = an_alert(state=AlertState.CLEARED, cleared_on=date(2026, 5, 3))
    with pytest.raises(WrongState) as error:
        answer(alert)
    assert "cleared on May 3, 2026" in explain(error.value)[0]


def test_whoever_did_not_see_the_last_answer_is_told_who_gave_it():
    alert = an_alert()
    answer(alert)
    with pytest.raises(Stale) as error:
        answer(alert, by=make.member(Role.REVIEWER, alert.zone), seen=0)
    assert explain(error.value)[0].startswith("李明 answered this at")
    assert alert.handlings.count() == 1


def test_a_later_answer_stands_beside_the_earlier_one():
    alert = an_alert()
    answer(alert)
    answer(alert, by=make.member(Role.REVIEWER, alert.zone), seen=1)
    assert alert.handlings.count() == 2


def test_what_waits_for_review_is_answered_by_reviewers_alone():
    cycle = make.cycle(make.plan())
    alert = make.owed_alert(cycle, rule=AlertRule.REVIEW_WAITING)
    with pytest.raises(NotAllowed):
        answer(alert, by=make.member(Role.OFFICER, alert.zone))
    reviewer = make.member(Role.REVIEWER, alert.zone)
    assert answer(alert, by=reviewer, promised_on=TODAY).pk


@pytest.mark.parametrize("rule", [AlertRule.ASSIGNMENT_MISSING, AlertRule.CLASS_CHANGED])
def test_what_only_administrators_are_told_of_nobody_else_can_silence(rule):
    alert = an_alert(rule=rule, told=["administrator"])
    for by in (officer_of(alert), make.member(Role.REVIEWER, alert.zone)):
        with pytest.raises(NotAllowed):
            answer(alert, by=by)
    assert answer(alert, by=make.member(Role.ADMINISTRATOR, alert.zone)).pk


def test_a_substitute_answers_and_the_trail_says_for_whom():
    alert = an_alert()
    absent, substitute = officer_of(alert), make.person()
    make.delegation(absent, substitute, alert.zone)
    answer(alert, by=substitute)
    assert TrailEntry.objects.get(verb="handle_alert").after["in_place_of"] == "李明"
