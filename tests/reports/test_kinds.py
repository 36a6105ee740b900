"""What each kind of document adds to the parts that all share."""

import io
from datetime import UTC, date, datetime

import pypdf
import pytest

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.datasets import Report
from tracker.reports.documents.pdf import pdf
from tracker.reports.kinds import kinds_of_year
from tracker.standing import zone_standing, zone_standings
from tracker.terms import Attribute, Direction, Light, ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MADE_ON = date(2026, 4, 2)


def report(plan, kind: ReportKind, year: int = 2024, **options) -> Report:
    zone = zone_standing(plan.zone, year, plan)
    return queries.zone_report(zone, kind, made_on=MADE_ON, **options)


def compared(*plans, year: int = 2024):
    zones = zone_standings(type(plans[0].zone).objects.all(), year, with_figures=True)
    return queries.comparison(zones, year, made_on=MADE_ON)


def printed(made: Report) -> pypdf.PdfReader:
    document = pdf(made, font_dirs=(), made_at=datetime(2026, 4, 2, tzinfo=UTC))
    return pypdf.PdfReader(io.BytesIO(document.content))


@pytest.mark.parametrize(
    ("years", "year", "extra"),
    [
        ((2021, 2025), 2022, []),
        ((2021, 2025), 2023, [ReportKind.MIDTERM]),
        ((2021, 2025), 2024, [ReportKind.MIDTERM]),
        ((2021, 2025), 2025, [ReportKind.FINAL]),
        ((2023, 2023), 2023, [ReportKind.FINAL]),
    ],
)
def test_evaluations_fit_the_middle_and_the_end_of_a_plan(years, year, extra):
    always = [ReportKind.MONITORING, ReportKind.BRIEF, ReportKind.DEPARTMENT]
    assert sorted(kinds_of_year(*years, year)) == sorted([*always, *extra])


def test_what_is_not_reported_stands_under_its_department_with_the_note():
    plan = make.plan()
    ours = make.department(plan.zone, "建设环保部")
    late = build.judged(plan, {2023: "120"}, name="绿地", department=ours)
    make.figure(late, 2024, None, note="统计口径调整，待核定")
    build.judged(plan, {2024: "130"}, name="道路", department=ours)
    build.judged(plan, {}, name="税收")
    first, second = report(plan, ReportKind.MONITORING).unreported
    assert (first.department, first.count) == ("建设环保部", "1 of 2")
    gap = first.gaps[0]
    assert (gap.name, gap.latest, gap.note) == ("绿地", "2023: 120 亿元", "统计口径调整，待核定")
    assert second.department == "no responsible department named"


def test_a_target_that_is_over_is_not_asked_for():
    plan = make.plan()
    build.judged(plan, {2023: "120"}, name="先行", target_year=2023)
    assert report(plan, ReportKind.MONITORING).unreported == ()


def test_the_midterm_report_lists_revisions_with_what_the_plan_printed():
    plan = make.plan()
    target = build.judged(plan, {2023: "150"}, name="产值")
    make.revision(target, 2023, 180, document="常发〔2023〕4号")
    row = report(plan, ReportKind.MIDTERM, 2023).adjusted[0]
    assert (row.printed, row.value, row.document) == ("≥ 200", "≥ 180", "常发〔2023〕4号")
    assert row.since.startswith("2023 on")


@pytest.mark.parametrize(
    ("fields", "value", "proposal"),
    [
        ({}, "210", "Met before its year: examine a higher target."),
        ({}, "101", "Examine whether it can still be reached, and revise it if not."),
        (
            {"attribute": Attribute.BINDING},
            "101",
            "Binding: keep the target and strengthen the measures.",
        ),
        ({"kind": "undetermined"}, "5", "State a figure to be reached."),
    ],
)
def test_the_midterm_report_proposes_what_to_look_at_again(fields, value, proposal):
    plan = make.plan()
    build.judged(plan, {2023: value}, **fields)
    made = report(plan, ReportKind.MIDTERM, 2023)
    assert [row.proposal for row in made.proposals] == [proposal]


def test_a_target_on_its_way_is_not_proposed_for_anything():
    plan = make.plan()
    build.judged(plan, {2023: "160"})
    assert report(plan, ReportKind.MIDTERM, 2023).proposals == ()


def test_the_final_report_sorts_targets_by_how_they_ended():
    plan = make.plan()
    for name, value in (("超", "250"), ("平", "200"), ("近", "196"), ("差", "150")):
        build.judged(plan, {2025: value}, name=name)
    made = report(plan, ReportKind.FINAL, 2025)
    groups = [(group.title, [row.name for row in group.rows]) for group in made.reached]
    assert groups == [("Exceeded", ["超"]), ("Met", ["平"]), ("Basically met", ["近"])]
    assert [(row.judged.text, row.total, row.share) for row in made.outcomes] == [
        (text, "1", "25.0%") for text in ("Exceeded", "Met", "Basically met", "Missed")
    ]
    missed = made.behind[0]
    assert (missed.title, missed.sentences[-1]) == ("差", "No cause has been recorded.")


def test_the_final_report_hands_on_baselines_beside_what_the_next_plan_prints():
    plan = make.plan()
    target = build.judged(plan, {2025: {"value": "210.5", "quality": "preliminary"}}, name="产值")
    build.judged(plan, {}, name="税收")
    build.judged(plan, {2025: "9"}, name="增速", kind="growth", growth_percent="10")
    later = make.plan(plan.zone, base_year=2025, start_year=2026, end_year=2030)
    make.target(later, indicator=target.indicator, base_year=2025, target_year=2030)
    made = report(plan, ReportKind.FINAL, 2025)
    assert made.has_next
    assert [(row.name, row.value, row.following, row.remark) for row in made.baselines] == [
        ("产值", "210.5", "100", "not final yet"),
        ("税收", "—", "—", "not reported; to be supplied"),
        ("增速", "9", "—", "change of one year; counted anew"),
    ]


def test_the_brief_puts_binding_targets_first_and_counts_the_rest():
    plan = make.plan()
    for number in range(8):
        build.judged(plan, {2024: "90"}, name=f"退{number}")
    build.judged(plan, {2024: "160"}, name="约束", attribute=Attribute.BINDING)
    made = report(plan, ReportKind.BRIEF)
    assert [row.title for row in made.behind][:2] == ["约束", "退0"]
    assert [row.chart is not None for row in made.behind] == [True, True, *[False] * 5]
    assert made.more.startswith("2 more targets fall short")


def test_the_brief_gives_three_numbers_that_go_together():
    plan = make.plan()
    for name, value, annual in (("高", "180", 175), ("低", "170", 175), ("无", "185", None)):
        target = build.judged(plan, {2024: value}, name=name)
        if annual:
            make.annual_target(target, 2024, annual)
    falling = {"direction": Direction.AT_MOST, "base_value": "50", "target_value": "40"}
    make.annual_target(build.judged(plan, {2024: "43"}, name="降", **falling), 2024, 42)
    make.annual_target(build.judged(plan, {}, name="未报"), 2024, 42)
    numbers = [(each.value, each.note) for each in report(plan, ReportKind.BRIEF).numbers]
    assert numbers[1:] == [("80%", "year 4 of 5"), ("1/3", "4 with an annual target")]


@pytest.mark.parametrize("letters", [6, 30, 60])
def test_a_brief_stays_on_one_page_whatever_is_typed(letters):
    plan = make.plan(title="规" * 200)
    for number in range(9):
        name = f"{'长' * (letters - 2)}{number:02}"
        target = build.judged(plan, {2024: "90"}, name=name, unit="兆瓦时/万元·平方公里")
        make.handling(make.alert(target, year=2024), measure="措施" * 500, owner="负责人" * 30)
    (page,) = printed(report(plan, ReportKind.BRIEF)).pages
    text = "".join(page.extract_text().split())
    assert f"{'长' * (letters - 2)}06" in text
    assert "Status of the figures".replace(" ", "") in text


def test_whatever_people_type_is_printed_whole_as_text():
    note = '# *强* $x$ <script> @ref #read("/etc/passwd") ' + "说明" * 960
    plan = make.plan()
    target = build.judged(plan, {2024: {"value": "90", "note": note}}, name="长" * 60)
    make.handling(make.alert(target, year=2024), explanation=note, measure="措施" * 1000)
    reader = printed(report(plan, ReportKind.MONITORING))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert text.count("".join(note[:46].split())) == 2
    assert text.count("说") >= 2 * 960
    assert text.count("措") >= 1000


def test_a_department_sees_its_own_targets_alone():
    plan = make.plan()
    ours, theirs = make.department(plan.zone, "甲局"), make.department(plan.zone, "乙局")
    build.judged(plan, {2024: "190"}, name="我", department=ours)
    build.judged(plan, {}, name="欠", department=ours)
    build.judged(plan, {2024: "90"}, name="他", department=theirs)
    made = report(plan, ReportKind.DEPARTMENT, department=ours)
    assert [(row.name, row.value, row.quality) for row in made.entries] == [
        ("我", "190", "Final"),
        ("欠", "—", "not reported"),
    ]
    assert made.summary[0] == "1 of 2 figures asked for 2024 are reported and approved."
    assert made.cover.zone.endswith("甲局")
    assert made.behind == ()


def test_zones_are_ranked_by_share_and_coverage_and_grey_ones_have_no_place():
    plans = [make.plan(make.zone(code)) for code in ("a", "b", "c", "d")]
    for plan, values in zip(plans, (["190", "90"], ["190"], ["190"], ["190"]), strict=True):
        for value in values:
            build.judged(plan, {2024: value})
    for name in ("一", "二"):
        build.judged(plans[3], {}, name=name)
    made = compared(*plans)
    assert [(row.place, row.zone[0]) for row in made.ranking] == [
        ("1", "b"), ("1", "c"), ("3", "a"), ("—", "d"),
    ]  # fmt: skip
    assert made.ranking[-1].light.light is Light.GREY


def test_only_one_indicator_in_one_caliber_is_put_side_by_side():
    plans = [make.plan(make.zone(code)) for code in ("a", "b", "c")]
    for plan in plans[:2]:
        build.judged(plan, {2024: "190"}, name="地区生产总值")
    build.judged(plans[2], {2024: "190"}, name="地区生产总值", caliber="不含托管区域")
    build.judged(plans[0], {2024: "190"}, name="税收")
    shared = compared(*plans).shared
    assert [(group.indicator, len(group.lines)) for group in shared] == [("地区生产总值", 2)]


def test_a_comparison_asks_nothing_that_grows_with_zones(django_assert_max_num_queries):
    plans = [make.plan(make.zone(f"z{number}")) for number in range(6)]
    for plan in plans:
        build.judged(plan, {2024: "190"})
    with django_assert_max_num_queries(12):
        compared(*plans)


def test_the_evaluation_of_a_plan_of_one_year_names_it_once():
    plan = make.plan(start_year=2023, end_year=2023, base_year=2022)
    build.judged(plan, {2023: "190"}, target_year=2023, base_year=2022)
    assert report(plan, ReportKind.FINAL, 2023).cover.title == "Final evaluation report 2023"
