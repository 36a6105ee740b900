"""The demonstration: lively, marked as invented, never mixed with what was reported."""

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tracker import flow
from tracker.errors import WrongState
from tracker.importing.queries import registers
from tracker.models import Assessment, Figure, Membership, Person, ReportingCycle
from tracker.terms import Quality, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    flow.load_register(registers(), by=flow.system_person())


def load():
    return flow.load_demonstration(password="for this test", by=flow.system_person())


def test_every_zone_gets_one_person_of_each_role(register):
    loaded = load()
    assert len(loaded.logins) == 5 * 4 + 2
    for role in Role:
        assert Membership.objects.filter(role=role, person__username__contains="-").count() == 5
    assert Person.objects.get(username="jinan-ht-officer").check_password("for this test")


def test_every_figure_says_that_it_is_invented(register):
    load()
    assert set(Figure.objects.values_list("quality", "note")) == {
        (Quality.ILLUSTRATIVE, "演示数据")
    }
    assert not Figure.objects.filter(year__gte=2025).exists()


def test_the_last_year_of_the_five_year_plans_is_open(register):
    load()
    cycles = ReportingCycle.objects.values_list("plan__zone__code", "year", "due_on")
    assert {str(due) for _, _, due in cycles} == {"2026-03-31"}
    assert {code for code, year, _ in cycles if year == 2025} == {
        "jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch",
    }  # fmt: skip


def test_every_status_can_be_seen(register):
    load()
    latest = Assessment.objects.filter(is_latest=True, year=2024)
    seen = set(latest.values_list("status", flat=True))
    assert {"achieved", "ahead", "on_track", "behind", "far_behind", "not_assessable"} <= seen


def test_a_second_run_adds_nothing(register):
    load()
    before = list(Figure.objects.values_list("pk", "value").order_by("pk"))
    assert load().figures == 0
    assert list(Figure.objects.values_list("pk", "value").order_by("pk")) == before


def test_two_installations_show_the_same_figures(register):
    load()
    figure = Figure.objects.get(target__register_id="jinan-ht-001", year=2024)
    assert str(figure.value) == "1864.1000"


def test_invented_figures_are_not_added_to_reported_ones(register):
    make.figure(make.target(), 2024, 150)
    with pytest.raises(WrongState):
        load()


def test_the_command_keeps_one_password_and_prints_it(register, capsys, settings):
    call_command("load_demo")
    call_command("load_demo")
    password = (settings.DATA_DIR / "demo-password").read_text().strip()
    assert capsys.readouterr().out.count(password) == 2


def test_the_command_says_why_it_refuses(register):
    make.figure(make.target(), 2024, 150)
    with pytest.raises(CommandError, match="DATA_DIR"):
        call_command("load_demo")
