"""What does not agree inside a plan is found at load, kept, and put in words with its figures."""

import pytest
from django.utils import translation

from tests.importing import build
from tracker.importing import actions, queries, shipped
from tracker.models import Plan, PlanFinding, Target
from tracker.terms import TargetState

pytestmark = pytest.mark.django_db

GROWING = {"baseline_value": 100, "target_value": 200, "growth_pct": 5, "growth_op": ">="}


def load(*entries, **fields):
    return actions.load([build.text(*entries, **fields)]).files[0]


def found(register_id):
    return PlanFinding.objects.get(target__register_id=register_id)


@pytest.fixture
def shipped_plans():
    return actions.load(shipped.registers())


@pytest.mark.parametrize(
    ("number", "implied", "printed"),
    [("jinan-ht-001", "2080", "2000"), ("yantai-ht-002", "531.5", "500")],
)
def test_a_growth_that_does_not_lead_to_the_target_is_found(
    shipped_plans, number, implied, printed
):
    finding = found(number)
    assert finding.code == "growth_mismatch"
    assert finding.data["implied_target"] == implied
    assert finding.data["target_value"] == printed


def test_one_indicator_with_two_figures_is_found(shipped_plans):
    finding = found("weihai-torch-095")
    assert (finding.code, finding.related.register_id) == ("stated_twice", "weihai-torch-006")
    assert {finding.data["figure"], finding.data["other_figure"]} == {"7", "8"}


def test_parts_that_the_document_itself_names_are_added_up(shipped_plans):
    assert found("weihai-torch-001").data["sum"] == "2800"


def test_a_binding_target_without_a_figure_is_found(shipped_plans):
    assert found("zibo-ht-027").code == "binding_without_figure"


def test_entries_that_repeat_another_are_not_checked_again(shipped_plans):
    assert not PlanFinding.objects.exclude(target__restates=None).exists()


def test_a_finding_is_a_sentence_with_its_figures(shipped_plans):
    with translation.override("en"):
        sentence = found("jinan-ht-001").sentence
        other = found("weihai-torch-095").sentence
    assert sentence.startswith(
        "From 1\u2009291.5 亿元 at 10% a year, 5 years give 2\u2009080 亿元;"
    )
    assert sentence.endswith("the plan says 2\u2009000 亿元, which is 9.14% a year.")
    assert other.endswith("Compare weihai-torch-006 Total retail sales of consumer goods.")


def test_findings_come_with_their_targets_in_one_query(shipped_plans, django_assert_num_queries):
    plan = Plan.objects.get(zone__code="weihai-torch")
    with django_assert_num_queries(1):
        assert len([str(finding) for finding in queries.findings(plan)]) == 4


def test_grave_findings_come_first():
    share = {"indicator": "绿化覆盖率", "unit": "%", "baseline_value": None}
    load(build.entry(1, **GROWING), build.entry(2, **share, target_value=120))
    severities = [finding.severity for finding in queries.findings(Plan.objects.get())]
    assert severities == ["error", "warning"]


def test_a_finding_goes_when_its_cause_is_gone():
    load(build.entry(**GROWING))
    kept = PlanFinding.objects.get()
    assert load(build.entry(**GROWING)).counts["finding"].unchanged == 1
    assert PlanFinding.objects.get() == kept
    result = load(build.entry(**{**GROWING, "growth_pct": 14.9}))
    assert result.counts["finding"].removed == 1
    assert not PlanFinding.objects.exists()


def test_a_level_is_compared_with_a_growth_rate_of_another_line():
    level = build.entry(1, baseline_value=100, target_value=200)
    rate = build.entry(2, unit="%", kind="growth", target_value=None, op=None, growth_pct=5,
                       growth_op=">=", baseline_value=None)  # fmt: skip
    load(level, rate)
    assert PlanFinding.objects.get().related == Target.objects.get(register_id="jinan-ht-002")


def test_retired_targets_are_not_checked():
    load(build.entry(**GROWING))
    Target.objects.update(state=TargetState.RETIRED)
    load(build.entry(**GROWING))
    assert not PlanFinding.objects.exists()
