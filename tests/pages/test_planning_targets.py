"""A plan administrator keeps what targets promise: versions, baseline, years, steps, series."""

from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.models import ComparedSeries, Target
from tracker.terms import Measure, TargetKind, TargetState

LIST = "/zones/jinan-ht/planning/targets/"


@pytest.fixture
def desk(as_):
    return as_("administrator")


def address(target) -> str:
    return f"{LIST}{target.pk}/"


def read(desk, target, query="") -> str:
    return desk.get(address(target) + query).content.decode()


def send(desk, target, action, **fields):
    prefix = {"verify": "base"}.get(action, action)
    data = {f"{prefix}-{name}": value for name, value in fields.items()}
    return desk.post(address(target), {"action": action, **data})


REVISION = {
    "value": "180",
    "effective_year": "2024",
    "effective_on": "2024-06-30",
    "document": "济高管发〔2024〕3号",
    "reason": "中期评估",
}


def test_a_revision_stands_beside_the_printed_value_everywhere(desk, story):
    assert send(desk, story.target, "revise", **REVISION).status_code == 302
    for page in (address(story.target), f"/targets/{story.target.pk}/", "/zones/jinan-ht/"):
        html = desk.get(page, {"year": 2025}).content.decode()
        assert "≥ 180" in html
        assert "≥ 200" in html
    target_page = desk.get(f"/targets/{story.target.pk}/").content.decode()
    assert all(text in target_page for text in ("济高管发〔2024〕3号", "中期评估", "administrator"))


def test_a_revised_value_is_printed_with_all_its_decimals(desk, story):
    make.figure(story.target, 2024, 165)
    flow.reassess([story.target], by=flow.system_person())
    send(desk, story.target, "revise", **{**REVISION, "value": "180.25"})
    assert "≥ 180.25" in read(desk, story.target)
    changes = desk.get("/zones/jinan-ht/?year=2024").content.decode()
    assert changes.count("180.25") == 2
    assert "≥ 180.25" in desk.get(f"/targets/{story.target.pk}/").content.decode()


def test_every_version_has_its_operator_and_its_date_in_one_way(desk, story):
    story.target.plan.issued = "2021-06-30"
    story.target.plan.save()
    send(desk, story.target, "revise", **REVISION)
    desk.cookies["django_language"] = "en"
    for page in (address(story.target), f"/targets/{story.target.pk}/"):
        versions = desk.get(page).content.decode().split(">In force from<")[1].split("</table>")[0]
        assert "≥ 200" in versions
        assert "≥ 180" in versions
        assert "June 30, 2021" in versions


def test_what_was_refused_stands_beside_its_field_and_nothing_typed_is_lost(desk, story):
    answer = send(desk, story.target, "revise", **{**REVISION, "value": "200", "document": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count('class="error"') == 2
    assert "中期评估" in html
    assert not story.target.revisions.exists()


def test_a_withdrawn_revision_stays_to_be_read(desk, story):
    send(desk, story.target, "revise", **REVISION)
    revision = story.target.revisions.get()
    data = {"action": "withdraw", "revision": revision.pk}
    assert desk.post(address(story.target), {**data, "reason": ""}).status_code == 422
    assert desk.post(address(story.target), {**data, "reason": "录入有误"}).status_code == 302
    html = read(desk, story.target)
    assert "录入有误" in html
    assert 'class="withdrawn"' in html


def test_a_withdrawn_revision_is_drawn_and_printed_nowhere(desk, story):
    make.figure(story.target, 2024, 150)
    send(desk, story.target, "revise", **REVISION)
    data = {"action": "withdraw", "revision": story.target.revisions.get().pk, "reason": "误录"}
    desk.post(address(story.target), data)
    chart = desk.get(f"/targets/{story.target.pk}/chart.svg?year=2024").content.decode()
    assert "≥ 200" in chart
    assert "≥ 180" not in chart


@pytest.mark.parametrize("pk", ["0", "x", "9" * 20])
def test_a_revision_of_nobody_is_not_found(desk, story, pk):
    data = {"action": "withdraw", "revision": pk, "reason": "x"}
    assert desk.post(address(story.target), data).status_code == 404


def test_an_unknown_action_is_not_found(desk, story):
    assert desk.post(address(story.target), {"action": "explode"}).status_code == 404


def test_targets_of_another_zone_are_not_found(desk, story):
    other = Target.objects.exclude(plan__zone=story.zone).get()
    assert desk.get(address(other)).status_code == 404


def test_a_verified_baseline_stands_beside_the_printed_one(desk, story):
    fields = {"value": "104.5", "was": "", "document": "普查公报", "reason": "最终核实"}
    assert send(desk, story.target, "verify", **fields).status_code == 302
    for page in (address(story.target), f"/targets/{story.target.pk}/"):
        html = desk.get(page).content.decode()
        assert all(text in html for text in ("104.5", "100", "普查公报", "最终核实"))
    stale = send(desk, story.target, "verify", **{**fields, "value": "105"})
    assert stale.status_code == 409


def seen(html) -> str:
    """What the form of the years was made from."""
    return html.split('name="years-seen" value="')[1].split('"')[0]


def test_years_are_proposed_along_the_path_and_saved_after_they_were_edited(desk, story):
    html = read(desk, story.target, "?spread")
    assert 'name="years-y2024" value="174"' in html
    assert not story.target.annual_targets.exists()
    fields = {"seen": seen(html), "y2024": "170", "y2025": "200", "document": "分解方案"}
    assert send(desk, story.target, "years", **fields).status_code == 302
    values = story.target.annual_targets.order_by("year").values_list("year", "value")
    assert list(values) == [(2024, 170), (2025, 200)]
    assert send(desk, story.target, "years", **fields).status_code == 409


def test_ten_thousands_are_shown_before_they_are_taken(desk, story):
    fields = {"seen": seen(read(desk, story.target)), "document": "年度计划"}
    answer = send(desk, story.target, "years", y2024="1600000万", **fields)
    assert (answer.status_code, 'value="160"' in answer.content.decode()) == (422, True)
    assert send(desk, story.target, "years", y2024="160", **fields).status_code == 302


def test_rates_are_typed_with_their_sign(desk, story):
    rate = make.target(story.target.plan, kind="growth", unit="%", growth_percent=Decimal(8))
    fields = {"seen": seen(read(desk, rate)), "document": "年度计划"}
    assert send(desk, rate, "years", y2024="7.5%", **fields).status_code == 302
    assert send(desk, rate, "revise", **{**REVISION, "value": "7%"}).status_code == 302
    assert (rate.annual_targets.get().value, rate.revisions.get().value) == (Decimal("7.5"), 7)


def test_a_year_that_cannot_be_read_is_told_at_its_field(desk, story):
    answer = send(desk, story.target, "years", y2024="约170", document="方案")
    assert answer.status_code == 422
    assert "约170" in answer.content.decode()


def test_a_vague_target_shows_what_is_open_and_is_confirmed_with_it(desk, story):
    vague = make.target(
        story.target.plan, name="进入第一方阵", state=TargetState.TO_BE_CONFIRMED,
        target_value=None, base_value=None, confirm="what 第一方阵 means as a rank",
        target_text="力争进入第一方阵",
    )  # fmt: skip
    html = read(desk, vague)
    assert "力争进入第一方阵" in html
    assert 'name="confirm-target_value"' in html
    fields = {"kind": "rank", "target_value": "30", "target_year": "2025", "base_year": "2020"}
    assert send(desk, vague, "confirm", **fields).status_code == 422
    assert send(desk, vague, "confirm", **fields, reason="办公会纪要").status_code == 302
    vague.refresh_from_db()
    assert (vague.state, vague.kind, vague.target_value) == ("published", "rank", 30)


def test_the_fields_of_another_kind_are_shown_without_storing_anything(desk, story):
    vague = make.target(story.target.plan, name="x", state=TargetState.TO_BE_CONFIRMED)
    answer = desk.post(
        address(vague), {"action": "kind", "confirm-kind": "range", "confirm-target_year": "2024"}
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="confirm-low"' in html
    assert 'value="2024"' in html
    assert 'name="confirm-target_value"' not in html
    vague.refresh_from_db()
    assert vague.kind == "level"


def test_steps_are_kept_line_by_line(desk, story):
    milestone = make.target(story.target.plan, name="产业园", kind=TargetKind.MILESTONE)
    fields = {"name0": "立项", "due0": "2022", "name1": "封顶", "due1": "2024-06-30"}
    assert send(desk, milestone, "steps", **fields).status_code == 302
    assert [str(step.due) for step in milestone.steps.all()] == ["2022", "2024-06-30"]
    assert send(desk, milestone, "steps", name0="甲", due0="明年").status_code == 422
    assert send(desk, milestone, "steps", name0="甲", name1="甲").status_code == 422


def test_a_relative_target_gets_a_new_series_or_one_that_is_there(desk, story):
    target = make.target(
        story.target.plan, name="增速", kind=TargetKind.RELATIVE, relative_kind=Measure.CHANGE
    )
    assert send(desk, target, "compare", name="全省", of="").status_code == 302
    series = ComparedSeries.objects.get()
    assert (series.name, series.measure) == ("全省", "change")
    target.refresh_from_db()
    assert target.compared_series == series
    assert send(desk, target, "compare", series="", name="").status_code == 302
    target.refresh_from_db()
    assert target.compared_series is None


def test_the_list_is_narrowed_by_name_and_by_what_needs_doing(desk, story):
    plan = story.target.plan
    make.target(plan, name="税收", state=TargetState.TO_BE_CONFIRMED)
    make.target(plan, name="专利", verified_base_value=Decimal(3))
    make.revision(make.target(plan, name="就业"), 2023, 150)
    for query, names in {
        "": {"税收", "专利", "就业"},
        "?show=unconfirmed": {"税收"},
        "?show=verified": {"专利"},
        "?show=revised": {"就业"},
        "?show=without-years&q=专": {"专利"},
        "?show=nonsense&q=就": {"就业"},
    }.items():
        html = desk.get(LIST + query).content.decode()
        assert {name for name in ("税收", "专利", "就业") if f">{name}</a>" in html} == names


def test_the_list_asks_no_more_for_more_targets(desk, story, django_assert_max_num_queries):
    for number in range(12):
        make.revision(make.target(story.target.plan, name=f"目标{number}"), 2023, 150)
    with django_assert_max_num_queries(12):
        assert desk.get(LIST).status_code == 200
