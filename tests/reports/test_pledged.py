"""What was promised about a target that fell short stands in the report, with its outcome."""

from datetime import date

import pytest

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.pledged import printed
from tracker.standing import zone_standing
from tracker.standing.pledges import Outcome, Pledge
from tracker.terms import Light, ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def findings(plan, year=2023):
    made = queries.zone_report(
        zone_standing(plan.zone, year, plan), ReportKind.MONITORING, made_on=date(2024, 4, 2)
    )
    return {finding.title: finding for finding in made.behind}


@pytest.fixture
def fallen():
    return build.judged(make.plan(), {2023: "110"}, name="税收")


def test_cause_measure_owner_and_date_stand_below_the_sentences(fallen):
    alert = make.alert(fallen, year=2023)
    make.handling(alert, promised_on=date(2024, 3, 31))
    pledge = findings(fallen.plan)["税收"].pledge
    assert pledge.title == "Answer to the alert of 2023"
    assert pledge.cause == "Delay of projects: 重点项目开工推迟"
    assert (pledge.promised, pledge.outcome) == ("by 31 March 2024", "not kept")
    assert pledge.light is Light.RED


def test_the_latest_answer_is_printed(fallen):
    alert = make.alert(fallen, year=2023)
    for measure in ("第一项", "第二项"):
        make.handling(alert, measure=measure)
    assert findings(fallen.plan)["税收"].pledge.measure == "第二项"


def test_answers_about_later_years_belong_into_later_reports(fallen):
    make.handling(make.alert(fallen, year=2024))
    assert findings(fallen.plan)["税收"].pledge is None


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_colour(fallen, outcome):
    row = make.handling(make.alert(fallen))
    assert printed(Pledge(row, 2024, outcome, None)).light in Light
