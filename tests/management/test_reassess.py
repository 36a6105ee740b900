"""Judging anew from the command line."""

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tracker.models import Assessment

pytestmark = pytest.mark.django_db


def test_what_changed_is_listed_and_a_second_run_stores_nothing(capsys):
    target = make.target()
    make.figure(target, 2024, 190)
    call_command("reassess")
    assert f"{target.register_id} 2024: — → 快于预期" in capsys.readouterr().out
    before = Assessment.objects.count()
    call_command("reassess", zone=target.plan.zone.code)
    assert Assessment.objects.count() == before


def test_an_unknown_zone_is_told():
    with pytest.raises(CommandError, match="nowhere"):
        call_command("reassess", zone="nowhere")
