"""Workers are killed again and again while they make a batch of documents: none is half there.

Each document is whole or absent, the batch goes on where it was broken off and ends, and what ended
its worker too often says so and is made when somebody asks for it again.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from tests import make
from tests.instance.running import within
from tests.kill.printing import Printer, faults, let_leases_run_out
from tests.kill.working import Broker
from tests.reports import build
from tracker import flow
from tracker.models import Membership, ReportFile, ReportOrder
from tracker.reports.orders import OPEN, content
from tracker.terms import FileState, ReportFormat, ReportKind, Role

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

FILES, ROUNDS, WORKERS = 50, 8, 2
DONE_SECONDS = 120


@pytest.fixture
def order() -> ReportOrder:
    """Somebody asks for fifty documents: ten zones, four of five printed, one a workbook."""
    by, wishes = make.person(), []
    formats = [ReportFormat.PDF, ReportFormat.XLSX]
    for number in range(10):
        plan = make.plan(make.zone(name=f"园区{number}"))
        build.example(plan, "level")
        Membership.objects.create(person=by, zone=plan.zone, role=Role.VIEWER)
        for kind in (ReportKind.MONITORING, ReportKind.BRIEF):
            wishes += [flow.Wish(plan.zone, 2024, kind, each) for each in ("zh-hans", "en")]
        wishes.append(flow.Wish(plan.zone, 2024, ReportKind.MONITORING, "en", formats[1]))
    return flow.order_documents(wishes, by=by)


@pytest.fixture
def workers(tmp_path, settings) -> Iterator[list[Printer]]:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    settings.DOCUMENTS_ROOT.mkdir()
    with ExitStack() as running:
        running.enter_context(Broker(tmp_path)).begin()
        yield [running.enter_context(Printer(tmp_path)) for _ in range(WORKERS)]


def attempts() -> int:
    return ReportFile.objects.aggregate(sum=Sum("attempts"))["sum"]


def strike(worker: Printer, chance: random.Random) -> None:
    try:
        worker.make_and_die(chance, attempts)
    finally:
        connection.close()


def all_settled() -> bool:
    return not ReportFile.objects.filter(state__in=OPEN).exists()


def count(state: FileState) -> int:
    return ReportFile.objects.filter(state=state).count()


def test_every_document_is_whole_or_absent_and_the_batch_ends(order, workers, capsys):
    chance, broken = [random.Random(f"kill-{n}") for n in range(WORKERS)], 0  # noqa: S311
    for _round in range(ROUNDS):
        connection.close()
        with ThreadPoolExecutor(WORKERS) as threads:
            list(threads.map(strike, workers, chance))
        broken += let_leases_run_out()
        assert faults() == []
    left = FILES - count(FileState.MADE)
    for worker in workers:
        worker.begin()
    assert within(DONE_SECONDS, all_settled)
    given_up = count(FileState.FAILED)
    if given_up:
        assert all(file.refusal for file in order.files.filter(state=FileState.FAILED))
        flow.retry_documents(order, by=order.by)
        assert within(DONE_SECONDS, all_settled)
    with capsys.disabled():
        print(f"\n{broken} files broken off, {left} left after the kills, {given_up} given up")
    check_end(order)
    # Nothing was made twice, whoever made it.
    assert attempts() == FILES + broken or given_up
    assert 0 < left < FILES
    assert broken >= ROUNDS


def check_end(order: ReportOrder) -> None:
    """All fifty are there, each once, and nothing else is once the sweep has come by."""
    assert within(5, lambda: ReportOrder.objects.filter(pk=order.pk, ended_at=None).count() == 0)
    assert (count(FileState.MADE), faults()) == (FILES, [])
    at = timezone.now() + timedelta(days=2)
    flow.sweep_documents(by=flow.system_person(), at=at)
    storage = content.FILES.storage
    kept = {f"{folder}/{name}" for folder in storage.listdir("")[0]
            for name in storage.listdir(folder)[1]}  # fmt: skip
    assert kept == set(ReportFile.objects.values_list("stored", flat=True))
    with flow.fetch_documents(order, by=order.by) as stream, ZipFile(stream) as archive:
        assert (len(archive.namelist()), archive.testzip()) == (FILES, None)
