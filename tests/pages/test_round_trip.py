"""The Excel round trip as an office does it, through the pages alone."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.entry.sheet import build
from tracker.models import Figure


@pytest.fixture
def office(as_, story):
    """The owner's browser, the cycle, and twenty targets, six of them with a draft already."""
    plan, own = story.target.plan, story.target.department
    more = [make.target(plan, name=f"指标{n}", department=own) for n in range(19)]
    client, targets = as_("owner"), [story.target, *more]
    for target in targets[:6]:
        client.post(
            f"/targets/{target.pk}/2025/", {"action": "save", "value": 5, "quality": "final"}
        )
    return client, plan.cycles.get(), targets


def stored() -> dict[int, tuple[str, int, str]]:
    """Value, version and state by target."""
    rows = Figure.objects.values_list("target", "value", "version", "state")
    return {target: (str(value), version, state) for target, value, version, state in rows}


@pytest.fixture
def filled(office) -> bytes:
    """Downloaded; twelve cells changed, two broken, and one figure changed here meanwhile."""
    client, cycle, targets = office
    typed = [*range(100, 112), "约12", "12.5亿元", 7]
    sheet = client.get(f"/entry/{cycle.pk}/sheet.xlsx").content
    meanwhile = {"action": "save", "value": 9, "quality": "final"}
    client.post(f"/targets/{targets[14].pk}/2025/", meanwhile)
    cells = zip(targets, typed, strict=False)
    return build.filled(sheet, {(str(target.pk), "value"): value for target, value in cells})


def check(client, cycle, data: bytes):
    file = SimpleUploadedFile("填报表.xlsx", data)
    return client.post(f"/entry/{cycle.pk}/upload/", {"action": "check", "file": file})


def confirm(client, cycle, page, mode: str):
    form = {"action": "take", "mode": mode, "token": page.context["token"]}
    return client.post(f"/entry/{cycle.pk}/upload/", form)


def test_twelve_are_changed_two_refused_with_cell_and_reason_and_one_is_stale(office, filled):
    client, cycle, _targets = office
    before, page = stored(), check(client, cycle, filled)
    run, text = page.context["run"], page.content.decode()
    assert (run.changed, run.refused.rows, run.stale.rows) == (12, 2, 1)
    broken = [(each.cell, each.new) for each in run.refused.lines]
    assert broken == [("N17", "约12"), ("N18", "12.5亿元")]
    assert all(each.cell in text and each.reasons[0] in text for each in run.refused.lines)
    assert "owner" in run.stale.lines[0].reasons[0]
    assert stored() == before


def test_exactly_the_confirmed_ones_are_stored(office, filled):
    client, cycle, targets = office
    before, page = stored(), check(client, cycle, filled)
    assert confirm(client, cycle, page, "all").status_code == 422
    assert stored() == before
    assert confirm(client, cycle, page, "good").status_code == 302
    confirmed = {
        target.pk: (f"{100 + n}.0000", 2 if n < 6 else 1, "draft")
        for n, target in enumerate(targets[:12])
    }
    assert stored() == before | confirmed


def test_what_is_downloaded_again_says_what_was_confirmed(office):
    client, cycle, targets = office
    address = f"/entry/{cycle.pk}/sheet.xlsx"
    data = build.filled(client.get(address).content, {(str(targets[0].pk), "value"): 8.25})
    confirm(client, cycle, check(client, cycle, data), "all")
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    assert 8.25 in [cell for row in book.worksheets[1].values for cell in row]
