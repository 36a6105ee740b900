"""Large sheets are looked at and stored by a worker; whatever it does, nothing is done twice."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.entry.sheet import build
from tracker import flow
from tracker.entry.sheet.comparing import Outcome
from tracker.entry.sheet.keeping import packed_preview, unpacked_preview
from tracker.errors import NotAllowed, SheetRefused
from tracker.flow import uploads
from tracker.models import Figure, SheetUpload, TrailEntry
from tracker.terms import Role


@pytest.fixture
def office(db):
    """An officer, her cycle of 2025 and six level targets."""
    zone = make.zone("jinan-ht", name="济南高新区")
    own = make.department(zone, "经济发展部")
    plan = make.plan(zone)
    officer = make.member(Role.OFFICER, zone, department=own, name="王")
    targets = [make.target(plan, name=f"指标{n}", department=own) for n in range(6)]
    return officer, make.cycle(plan, 2025), targets


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one."""
    monkeypatch.setattr(uploads, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(uploads, "AT_ONCE_ROWS", 0)


def data(office, *values):
    officer, cycle, targets = office
    cells = zip(targets, values, strict=False)
    sheet = flow.make_sheet(cycle, by=officer)
    return build.filled(sheet, {(str(target.pk), "value"): value for target, value in cells})


def send(office, *values):
    officer, cycle, _targets = office
    return flow.send_sheet(cycle, "表.xlsx", data(office, *values), by=officer)


def work() -> int:
    return flow.work_on_sheets(by=flow.system_person())


def states() -> list[str]:
    return list(SheetUpload.objects.values_list("state", flat=True))


def test_a_large_file_waits_for_a_worker_and_is_stored_by_one(office, large):
    officer, _cycle, _targets = office
    sent = send(office, 1, 2, "约3")
    assert (sent.state, work(), states()) == ("sent", 1, ["previewed"])
    shown = SheetUpload.objects.get()
    assert (shown.preview["counts"]["changed"], shown.content) == (2, None)
    confirmed = flow.confirm_sheet(shown, all_or_nothing=False, by=officer)
    assert (confirmed.state, Figure.objects.count()) == ("confirmed", 0)
    assert (work(), states(), work()) == (1, ["stored"], 0)
    assert SheetUpload.objects.get().saved == Figure.objects.count() == 2
    assert TrailEntry.objects.filter(verb="save_figure", by=officer).count() == 2


def test_a_large_file_that_cannot_be_taken_says_why_on_its_row(office, large):
    officer, cycle, _targets = office
    flow.send_sheet(cycle, "a.xlsx", b"PK nonsense", by=officer)
    work()
    upload = SheetUpload.objects.get()
    assert (upload.state, len(upload.refusal), upload.content) == ("refused", 1, None)


def test_what_changed_before_the_worker_stores_it_stops_all(office, large):
    officer, _cycle, targets = office
    send(office, 1, 2)
    work()
    flow.confirm_sheet(SheetUpload.objects.get(), all_or_nothing=True, by=officer)
    make.draft(targets[1], 2025, 99, entered_by=officer)
    work()
    assert states() == ["refused"]
    assert [figure.value for figure in Figure.objects.all()] == [99]


def test_a_file_that_a_worker_died_of_is_taken_up_again_and_then_given_up(office, large):
    send(office, 1)
    for attempt in range(1, uploads.MOST_ATTEMPTS + 1):
        claimed = uploads.uploads.claim(timezone.now())
        assert claimed.attempts == attempt
        assert work() == 0, "its worker may still be at it"
        SheetUpload.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert (work(), states()) == (1, ["refused"])


def test_two_workers_do_not_take_the_same_file(office, large):
    send(office, 1)
    assert uploads.uploads.claim(timezone.now()) is not None
    assert uploads.uploads.claim(timezone.now()) is None


def test_a_worker_that_comes_too_late_spoils_nothing(office, large, monkeypatch):
    check = uploads.check_sheet

    def slow(*args, **kwargs):
        monkeypatch.setattr(uploads, "check_sheet", check)
        SheetUpload.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
        assert work() == 1
        return check(*args, **kwargs)

    send(office, 1)
    monkeypatch.setattr(uploads, "check_sheet", slow)
    work()
    assert [(one.state, len(one.rows)) for one in SheetUpload.objects.all()] == [("previewed", 1)]


def test_a_small_file_is_looked_at_and_stored_at_once_and_counts_once(office):
    officer, _cycle, _targets = office
    sent = send(office, 1, 2)
    assert flow.confirm_sheet(sent, all_or_nothing=True, by=officer).saved == 2
    with pytest.raises(SheetRefused, match="outdated"):
        flow.confirm_sheet(sent, all_or_nothing=True, by=officer)
    assert Figure.objects.count() == 2


def test_a_new_file_takes_the_place_of_an_earlier_preview(office):
    send(office, 1)
    second = send(office, 2)
    assert SheetUpload.objects.get() == second


def test_an_upload_is_confirmed_by_its_own_person_alone(office):
    _officer, cycle, _targets = office
    department = make.department(cycle.plan.zone, "经济发展部")
    colleague = make.member(Role.OFFICER, cycle.plan.zone, department=department)
    with pytest.raises(NotAllowed):
        flow.confirm_sheet(send(office, 1), all_or_nothing=True, by=colleague)


def test_what_nobody_comes_back_to_is_forgotten(office):
    send(office, 1)
    SheetUpload.objects.update(sent_at=timezone.now() - timedelta(days=8))
    work()
    assert states() == []


def test_a_preview_comes_back_from_the_database_as_it_was(office):
    officer, cycle, targets = office
    make.figure(targets[0], 2024, 187)
    filled = data(office, 1960000, 2, "约3", 4)
    make.draft(targets[3], 2025, 99, entered_by=officer)
    run = flow.check_sheet(cycle, filled, by=officer)
    plain = json.loads(json.dumps(packed_preview(run)))
    kept = unpacked_preview(plain, {target.pk: target for target in targets})
    assert kept.counts["odd"] == 1
    found = {each.line.target.pk: each for each in run.findings}
    assert len(kept.findings) == 4
    for each in kept.findings:
        same = found[each.line.target.pk]
        assert (each.outcome, each.row, each.reason) == (same.outcome, same.row, same.reason)
        assert (each.cells, each.warnings, each.change) == (same.cells, same.warnings, same.change)
    assert kept.findings[-1].outcome is Outcome.STALE
