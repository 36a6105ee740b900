"""The disk of documents runs full in the midst of a batch, under a real worker.

Each document is whole or absent, its row says why, and the batch ends once there is room.
"""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.utils import timezone

from tests import make
from tests.instance.running import within
from tests.kill.printing import Printer, faults
from tests.kill.working import Broker
from tests.reports import build
from tracker import flow
from tracker.models import Membership, ReportFile, ReportOrder
from tracker.reports.orders import content
from tracker.reports.orders.actions import MOST_ATTEMPTS
from tracker.terms import FileState, ReportFormat, ReportKind, Role

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

ZONES, SECONDS = 6, 30
# Room for some of the documents, and for all of them.
SMALL, LARGE = "256k", "16m"


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A disk of its own where documents lie."""
    folder = tmp_path / "documents"
    folder.mkdir()
    if _mount("-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", folder):
        pytest.skip("no small disk can be mounted here: that takes root, and its full rights")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def _mount(*arguments: str | Path) -> int:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


@pytest.fixture
def worker(tmp_path, disk, settings) -> Iterator[Printer]:
    settings.DOCUMENTS_ROOT = disk
    with ExitStack() as running:
        running.enter_context(Broker(tmp_path)).begin()
        yield running.enter_context(Printer(tmp_path))


@pytest.fixture
def order() -> ReportOrder:
    by, wishes = make.person(), []
    for number in range(ZONES):
        plan = make.plan(make.zone(name=f"园区{number}"))
        build.example(plan, "level")
        Membership.objects.create(person=by, zone=plan.zone, role=Role.VIEWER)
        wishes += [
            flow.Wish(plan.zone, 2024, ReportKind.BRIEF, "zh-hans", each)
            for each in (ReportFormat.PDF, ReportFormat.XLSX)
        ]
    return flow.order_documents(wishes, by=by)


def count(state: FileState) -> int:
    return ReportFile.objects.filter(state=state).count()


def tried(times: int) -> bool:
    """Whether each file was made, or tried so often, and none is at hand."""
    missing = ReportFile.objects.exclude(state=FileState.MADE)
    at_rest = missing.exclude(state=FileState.MAKING).filter(attempts=times)
    return at_rest.count() == missing.count()


def let_the_waits_end() -> None:
    """What waiting for minutes would do."""
    ReportFile.objects.filter(state=FileState.WAITING).update(not_before=timezone.now())


def check_whole_or_absent() -> None:
    """No row promises what is not there, and nothing lies there that no row names."""
    kept = {str(path.relative_to(content.FILES.storage.location))
            for path in Path(content.FILES.storage.location).glob("*/*")}  # fmt: skip
    assert faults() == []
    assert kept == set(
        ReportFile.objects.filter(state=FileState.MADE).values_list("stored", flat=True)
    )


def test_a_batch_outlives_a_full_disk(order, worker, disk, capsys):
    worker.begin()
    for times in range(1, MOST_ATTEMPTS + 1):
        assert within(SECONDS, lambda: tried(times))  # noqa: B023  asked at once
        check_whole_or_absent()
        let_the_waits_end()
    made, failed = count(FileState.MADE), order.files.filter(state=FileState.FAILED)
    assert 0 < made < len(failed) + made == 2 * ZONES
    (said,) = {" ".join(file.refusal) for file in failed}
    assert "磁盘已满" in said
    assert _mount("-o", f"remount,size={LARGE}", disk) == 0
    flow.retry_documents(order, by=order.by)
    assert within(SECONDS, lambda: count(FileState.MADE) == 2 * ZONES)
    assert within(SECONDS, lambda: not ReportOrder.objects.filter(ended_at=None).exists())
    check_whole_or_absent()
    with capsys.disabled():
        print(f"\n{made} of {2 * ZONES} documents had room")
