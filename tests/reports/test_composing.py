"""The tables and sentences of a report say what the standing says, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.reports import build
from tracker.models.wording import label
from tracker.notation import number, percent
from tracker.reports import queries
from tracker.reports.datasets import Contradiction, MonitoringReport
from tracker.standing import zone_standing
from tracker.terms import Attribute, Category, Quality, ReportKind, TargetState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def report(plan, year: int = 2024, contradictions=()) -> MonitoringReport:
    zone = zone_standing(plan.zone, year, plan)
    return queries.zone_report(
        zone, ReportKind.MONITORING, contradictions, made_on=date(2025, 4, 2)
    )


def lines(made: MonitoringReport) -> dict:
    return {line.name: line for group in made.groups for line in group.lines}


def test_every_number_of_the_table_is_the_standings():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    printed = lines(report(plan))
    for item in zone_standing(plan.zone, 2024).items:
        line, answer = printed[item.target.name], item.answer
        assert line.attainment == percent(answer.attainment)
        assert line.progress == percent(answer.progress)
        assert line.elapsed == percent(answer.elapsed)
        assert line.expected.strip("−") == number(answer.expected, item.decimals)
        assert line.judged.mark == item.mark


def test_binding_targets_come_first_and_apart():
    plan = make.plan()
    build.judged(plan, {2024: "190"}, name="税收")
    build.judged(plan, {2024: "190"}, name="能耗", attribute=Attribute.BINDING)
    made = report(plan)
    assert [(group.title, len(group.lines)) for group in made.groups] == [
        ("Binding targets", 1),
        ("Economy", 1),
    ]
    assert [row.name for row in made.counts] == ["Binding", "Anticipatory", "All targets"]


def test_a_target_that_falls_short_is_written_out_with_what_is_needed_from_here():
    plan = make.plan()
    build.example(plan, "level")
    finding = report(plan).binding[0]
    text = " ".join(finding.sentences).replace("\u00a0", " ")
    assert "In 2024 it stood at 448 亿元" in text
    assert "49.4 亿元 short" not in text
    assert "asks for 496.2 亿元: 48.2 亿元 short." in text
    assert "65.3% of the way is done and 80.0% of the period has passed, a pace of 0.82." in text
    assert "Each remaining year must bring a growth of 27.2%, 2.3 times" in text
    assert finding.chart is not None


def test_the_worst_come_first():
    plan = make.plan()
    for name, value in (("慢", "150"), ("停", "105"), ("退", "90")):
        build.judged(plan, {2024: value}, name=name)
    assert [finding.title for finding in report(plan).behind] == ["退", "停", "慢"]


def test_what_is_not_reported_is_a_dash_and_is_listed_with_its_reason():
    plan = make.plan()
    build.example(plan, "no figure")
    build.judged(plan, {}, name="待定", state=TargetState.TO_BE_CONFIRMED)
    made = report(plan)
    assert lines(made)["规模以上企业数"].actual == "—"
    assert {group.reason: group.names for group in made.unassessed} == {
        "No figure has been reported": ("规模以上企业数",),
        "To be confirmed by the plan administrator": ("待定",),
    }


def test_zero_is_printed_as_zero():
    plan = make.plan()
    build.judged(plan, {2024: "0"}, name="新增贷款", base_value="-10", target_value="10")
    assert lines(report(plan))["新增贷款"].actual == "0"


def test_a_figure_of_an_earlier_year_is_not_passed_off_as_this_years():
    plan = make.plan()
    build.example(plan, "rank")
    line = lines(report(plan))["全国高新区综合排名"]
    assert line.actual == "—"
    assert "judged by the figure of 2023" in line.remark


@pytest.mark.parametrize(
    ("quality", "words"),
    [
        ("illustrative", "contains invented demonstration data; not for any use"),
        ("flash", "contains flash or preliminary figures; they may still change"),
        ("final", "all figures are final or revised ones"),
    ],
)
def test_the_cover_says_how_settled_the_data_are(quality, words):
    plan = make.plan()
    build.judged(plan, {2023: "150", 2024: {"value": "180", "quality": quality}})
    cover = report(plan).cover
    status = dict(cover.facts)["Status of the figures"]
    assert status == f"{words} (2024: {label(Quality(quality))} 1)"
    assert cover.stamp == ("Demonstration data" if quality == "illustrative" else "Draft")


def test_figures_are_no_more_settled_than_what_they_are_compared_with():
    series, plan = make.series(), make.plan()
    make.parent_figure(series, 2024, "5.0", quality="preliminary")
    rate = {"kind": "relative", "relative_kind": "change", "ratio": 1}
    target = make.target(plan, compared_series=series, **rate)
    make.figure(target, 2024, "6.0", quality="final")
    status = dict(report(plan).cover.facts)["Status of the figures"]
    assert status.startswith("contains flash or preliminary figures")


def test_annual_targets_get_a_column_only_where_there_are_any():
    plan = make.plan()
    target = build.judged(plan, {2024: "190"})
    assert not report(plan).has_annual
    make.annual_target(target, 2024, 185)
    made = report(plan)
    assert made.has_annual
    assert lines(made)["地区生产总值"].annual == "185"


def test_an_entry_that_restates_another_says_so_and_is_not_counted():
    plan = make.plan()
    first = build.judged(plan, {2024: "190"})
    make.target(plan, name="重复", restates=first)
    made = report(plan)
    assert lines(made)["重复"].remark.startswith("see 地区生产总值; not counted again")
    assert [row.total for row in made.counts] == ["1"]


def test_the_method_note_explains_the_kinds_that_occur_with_the_plans_own_cuts():
    plan = make.plan(cut_ahead=Decimal("1.10"), green_share=Decimal("0.90"))
    build.example(plan, "rank")
    rules = {rule.name: rule.formula for rule in report(plan).rules}
    assert "Ranks" in rules and "Cumulative change" not in rules
    assert "ahead from 1.1," in rules["Status during the period"]
    assert "90%" in rules["Light of the zone"]


def test_contradictions_of_the_plan_are_passed_on():
    found = Contradiction("Error", "地区生产总值", "1291.5 at 10% is 2080, printed 2000")
    assert report(make.plan(), contradictions=[found]).contradictions == (found,)


def test_fields_of_work_stand_in_the_order_of_boards():
    plan = make.plan()
    build.judged(plan, {2024: "190"}, name="绿地", category=Category.ECOLOGY)
    build.judged(plan, {2024: "110"}, name="产值", category=Category.INDUSTRY)
    bars = report(plan).fields.bars
    assert [(bar.name, bar.share) for bar in bars] == [("Industry", "0/1"), ("Ecology", "1/1")]


def test_a_report_takes_few_queries_and_writes_nothing(django_assert_max_num_queries, read_only):
    plan = make.plan()
    for name in ("level", "rank", "delegated", "milestone"):
        build.example(plan, name)
    zone = zone_standing(plan.zone, 2024, plan)
    with django_assert_max_num_queries(6), read_only():
        queries.zone_report(zone, ReportKind.MONITORING, made_on=date(2025, 4, 2))


def test_a_year_with_a_note_only_does_not_hide_the_figure_before_it():
    plan = make.plan()
    build.judged(plan, {2023: "120", 2024: None}, name="增加值")
    text = report(plan).behind[0].sentences[0].replace("\u00a0", " ")
    assert text.startswith("In 2023 it stood at 120 亿元")


def test_in_the_last_year_a_sum_is_held_against_its_target():
    plan = make.plan()
    build.judged(
        plan, dict.fromkeys(range(2021, 2026), "20"), kind="cumulative_sum", target_value="125"
    )
    made = report(plan, 2025)
    assert made.words["behind"] == "Targets that were missed"
    text = made.behind[0].sentences[0].replace("\u00a0", " ")
    assert text == "100 亿元 in all by 2025; the target is at least 125 亿元 in all: 25 亿元 short."
