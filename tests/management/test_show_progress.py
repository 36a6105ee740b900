"""The numbers on the command line: the register's, before and after figures come in."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tracker import flow, standing
from tracker.importing.queries import registers
from tracker.models import Zone

pytestmark = pytest.mark.django_db

ITEM = {
    "id", "indicator", "scope", "kind", "status", "verdict", "reason", "expected", "attainment",
    "progress", "pace", "elapsed", "flags", "restates",
}  # fmt: skip


def shown(**options) -> dict:
    out = StringIO()
    call_command("show_progress", format="json", stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def register():
    flow.load_register(registers(), by=flow.system_person())


def test_the_five_plans_with_their_counts(register):
    zones = {zone["code"]: zone for zone in shown(year=2025)["zones"]}
    counts = {
        code: (zone["entries"], zone["targets"], zone["binding"]) for code, zone in zones.items()
    }
    assert counts == {
        "jinan-ht": (92, 92, 3),
        "zibo-ht": (53, 53, 8),
        "yantai-ht": (97, 97, 0),
        "weihai-torch": (127, 122, 0),
        "zhifu": (21, 21, 0),
    }


def test_entries_of_low_confidence_are_not_judged(register):
    items = [item for zone in shown(year=2025)["zones"] for item in zone["items"]]
    assert len(items) == 390
    assert sum(item["reason"] == "to_be_confirmed" for item in items) == 38
    assert all(set(item) == ITEM for item in items)


def test_one_zone_and_one_year(register):
    answer = shown(zone="zhifu", year=2023)
    assert (answer["year"], [zone["code"] for zone in answer["zones"]]) == (2023, ["zhifu"])


def test_an_unknown_zone_is_told_the_known_ones(register):
    with pytest.raises(CommandError, match="jinan-ht"):
        shown(zone="nowhere")


def test_a_demonstration_shows_the_same_numbers_as_the_board(register):
    flow.load_demonstration(password="for this test", by=flow.system_person())
    answer = shown()
    assert answer["year"] == 2024
    board = standing.zone_standings(Zone.objects.all(), 2024)
    for zone, row in zip(answer["zones"], board, strict=True):
        tally = row.rollup.all
        assert (zone["on_pace"], zone["assessable"]) == (tally.on_pace, tally.assessable)
        assert zone["light"] == row.rollup.light


def test_the_table_names_every_target(capsys):
    target = make.target()
    call_command("show_progress", year=2024)
    assert target.register_id in capsys.readouterr().out


@pytest.mark.parametrize("year", [0, 1900, 20244])
def test_a_year_that_is_none_is_refused(register, year):
    with pytest.raises(CommandError, match=str(year)):
        shown(year=year)


def test_an_empty_instance_says_what_to_do(capsys):
    assert shown(year=2024) == {"year": 2024, "zones": []}
    assert "load_register" in capsys.readouterr().err
