"""What an entered figure is compared with, read from rows in a fixed number of queries."""

from decimal import Decimal

import pytest

from tests import make
from tracker.entry.queries import filed, warnings_for, warnings_of
from tracker.models import Figure, Target
from tracker.terms import Measure, TargetKind, TargetState

pytestmark = pytest.mark.django_db


def codes(figure: Figure) -> list[str]:
    """What is told of a figure, by itself and in the grid, which reads all at once."""
    told = warnings_of(figure)
    assert filed([figure.target], figure.year).warnings[figure.pk] == told
    return [warning.code.value for warning in told]


def steady(target: Target, *values: int) -> None:
    """Figures in force from 2021 on."""
    for year, value in enumerate(values, start=2021):
        make.figure(target, year, value)


def part_of(target: Target, name: str = "核心区", **fields) -> Target:
    scope = make.scope(target.plan.zone, name)
    return make.target(target.plan, scope=scope, indicator=target.indicator, **fields)


def test_the_own_history_begins_with_the_baseline():
    target = make.target()
    steady(target, 110, 121, 133, 146)
    assert codes(make.draft(target, 2025, 300)) == ["sudden_change"]
    assert codes(make.draft(make.target(), 2021, 1000)) == ["unit_slip"]


def test_the_verified_baseline_counts_also_where_it_is_zero():
    target = make.target(verified_base_value=Decimal(0))
    assert codes(make.draft(target, 2021, 1000)) == []


def test_only_figures_in_force_are_history():
    target = make.target()
    make.draft(target, 2024, 2)
    assert codes(make.draft(target, 2025, 200)) == []


def test_later_years_are_no_history():
    target = make.target()
    steady(target, 110, 121, 133, 146)
    assert codes(make.draft(target, 2023, 133, vintage=2)) == []


@pytest.mark.parametrize(("zones", "told"), [(4, ["unlike_other_zones"]), (3, [])])
def test_other_zones_are_asked_about_the_same_indicator(zones, told):
    for _number in range(zones):
        other = make.target()
        make.figure(other, 2024, 150)
        make.figure(other, 2025, 165)
    target = make.target()
    make.figure(target, 2024, 150)
    assert codes(make.draft(target, 2025, 240)) == told


def test_other_kinds_units_and_drafts_of_other_zones_are_left_out():
    for number in range(5):
        kind = TargetKind.UNDETERMINED if number % 2 else TargetKind.LEVEL
        other = make.target(kind=kind, unit="万元" if number == 4 else "亿元")
        make.figure(other, 2024, 150)
        make.draft(other, 2025, 165)
    target = make.target()
    make.figure(target, 2024, 150)
    assert codes(make.draft(target, 2025, 240)) == []


@pytest.mark.parametrize(("whole", "part"), [(90, 100), (0, 5)])
def test_whole_and_part_are_told_on_either(whole, part):
    target = make.target()
    smaller = part_of(target)
    make.figure(target, 2025, whole)
    assert codes(make.draft(smaller, 2025, part)) == ["whole_below_part"]
    Figure.objects.all().delete()
    make.figure(smaller, 2025, part)
    (warning,) = warnings_of(make.draft(target, 2025, whole))
    assert (warning.code, warning.data["part_name"]) == ("whole_below_part", "核心区")


def test_shares_of_a_part_may_exceed_those_of_the_whole():
    target = make.target(name="绿化覆盖率", unit="%", is_share=True)
    make.figure(target, 2025, 40)
    same = {"name": target.name, "unit": "%", "is_share": True}
    assert codes(make.draft(part_of(target, **same), 2025, 60)) == []


@pytest.mark.parametrize(("is_ours", "told"), [(True, ["whole_below_part"]), (False, [])])
def test_what_another_department_is_still_typing_stays_its_own(is_ours, told):
    plan = make.plan()
    own, other = make.department(plan.zone), make.department(plan.zone, "科技创新部")
    target = make.target(plan, department=own)
    make.draft(part_of(target, department=own if is_ours else other), 2025, 100)
    assert codes(make.draft(target, 2025, 90)) == told


def test_a_rate_is_held_against_the_levels_of_its_indicator():
    level = make.target(unit="个")
    rate = make.target(
        level.plan, kind=TargetKind.GROWTH, indicator=level.indicator, growth_percent=8, unit="%"
    )
    make.figure(level, 2024, 100)
    make.figure(level, 2025, 115)
    assert codes(make.draft(rate, 2025, 8)) == ["growth_disagrees"]
    assert codes(make.draft(rate, 2024, 8)) == []


def test_a_rate_is_held_against_the_levels_beside_it():
    target = make.target(kind=TargetKind.GROWTH, base_level=Decimal("1000"), unit="%")
    figure = make.draft(target, 2021, 8, level=Decimal("1150"))
    assert codes(figure) == ["growth_disagrees"]
    figure.value = Decimal(15)
    figure.save()
    assert codes(figure) == []


def test_an_assigned_change_is_read_as_a_rate():
    target = make.target(
        kind=TargetKind.DELEGATED, assigned_kind=Measure.CHANGE, unit="%", base_value=None
    )
    make.figure(target, 2024, 3)
    assert codes(make.draft(target, 2025, 30)) == []


def test_a_retired_target_is_compared_with_nothing():
    target = make.target()
    make.figure(part_of(target, state=TargetState.RETIRED), 2025, 500)
    assert codes(make.draft(target, 2025, 90)) == []


def test_any_number_of_figures_costs_two_queries(django_assert_num_queries, read_only):
    plan = make.plan()
    for number in range(20):
        target = make.target(plan, name=f"指标{number}")
        make.figure(target, 2024, 150)
        make.draft(target, 2025, 1500)
    rows = Figure.objects.filter(year=2025).select_related(
        "target__plan", "target__scope", "target__indicator"
    )
    waiting = list(rows)
    with django_assert_num_queries(2), read_only():
        found = warnings_for(waiting)
    assert {warning.code for told in found.values() for warning in told} == {"unit_slip"}
    assert len(found) == 20


def test_no_figures_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert warnings_for([]) == {}
