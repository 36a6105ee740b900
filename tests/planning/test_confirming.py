"""A vague target is completed, and judged from then on."""

from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.attainment import faults
from tracker.errors import Incomplete
from tracker.models import TrailEntry
from tracker.planning.faults import CODES
from tracker.terms import Direction, Role, TargetKind, TargetState

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan()


@pytest.fixture
def by(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone)


def vague(plan, **fields):
    facts = {"state": TargetState.TO_BE_CONFIRMED, "target_value": None, "base_value": None}
    return make.target(plan, **{**facts, **fields})


def refused(target, supplied, by, basis="办公会纪要") -> dict[str, str]:
    with pytest.raises(Incomplete) as refusal:
        flow.confirm_target(target, supplied, basis=basis, by=by)
    target.refresh_from_db()
    assert target.state == TargetState.TO_BE_CONFIRMED
    return {problem.field: problem.code for problem in refusal.value.problems}


def test_what_the_wording_left_open_is_supplied_with_its_basis(plan, by):
    supplied = {"kind": TargetKind.RANK, "target_value": Decimal(30), "base_value": Decimal(41)}
    target = flow.confirm_target(vague(plan), supplied, basis="办公会纪要", by=by)
    assert (target.kind, target.target_value, target.state) == ("rank", 30, "published")
    entry = TrailEntry.objects.get(verb="confirm_target")
    assert (entry.before["kind"], entry.after["target_value"]) == ("level", "30")
    assert (entry.before["state"], entry.after["state"]) == ("to_be_confirmed", "published")
    assert entry.reason == "办公会纪要"


def test_the_decimals_of_the_value_are_those_that_were_typed(plan, by):
    target = flow.confirm_target(vague(plan), {"target_value": Decimal("4.50")}, basis="x", by=by)
    assert target.decimals == 2


def test_everything_that_is_missing_is_named_at_once(plan, by):
    target = vague(plan, kind=TargetKind.RANGE, target_year=None)
    assert refused(target, {}, by).keys() == {"target_year", "low", "high"}


@pytest.mark.parametrize(
    ("supplied", "field", "code"),
    [
        ({"target_value": Decimal(-1), "kind": "cumulative_sum"}, "target_value", "not_above_zero"),
        ({"target_value": Decimal(5), "target_year": 2019}, "target_year", "not_after_base_year"),
        ({"kind": "range", "low": Decimal(6), "high": Decimal(3)}, "low", "range_reversed"),
        ({"kind": "rank", "target_value": Decimal("1.5")}, "target_value", "not_a_rank"),
        ({"kind": "relative", "margin": Decimal(1), "ratio": Decimal(2)}, "ratio",
         "margin_and_ratio"),
        ({"target_value": Decimal(5), "direction": "sideways"}, "direction", "not_taken"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_field_and_reason(plan, by, supplied, field, code):
    assert refused(vague(plan), supplied, by)[field] == code


@pytest.mark.parametrize("supplied", [{"target_value": Decimal(6)}, {}])
def test_a_decision_says_what_it_rests_on_also_where_no_field_is_changed(plan, by, supplied):
    target = vague(plan, target_value=5)
    assert refused(target, supplied, by, basis=" ") == {"reason": "basis_missing"}


def test_the_plans_own_figures_are_checked_anew(plan, by):
    target = vague(plan)
    supplied = {
        "direction": Direction.AT_LEAST,
        "base_value": Decimal(300),
        "target_value": Decimal(500),
        "growth_percent": Decimal(10),
        "kind": TargetKind.LEVEL,
    }
    flow.confirm_target(target, supplied, basis="办公会纪要", by=by)
    assert plan.findings.filter(target=target).exists()


def test_every_reason_of_the_arithmetic_has_words():
    reasons = {
        value for name, value in vars(faults).items() if name in ("REQUIRED", "_RATE", "_RANK")
    }
    assert reasons <= set(CODES)
