"""How far the documents are that people asked for: read from the files of their orders."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)

from tracker.models import ReportFile, ReportOrder, Zone
from tracker.reports.orders import OPEN
from tracker.terms import FileState, MakingStep, ReportFormat, ReportKind

STEPS = tuple(MakingStep)


@dataclass
class Summary:
    """One order in short: what was asked for, each once in its order, and what became of its files.

    ``zone`` is the first of ``zones`` that it is about, compared ones included; ``expires_at`` is
    when the first of its made files goes, ``size`` what they take in bytes; ``only`` is the file
    of an order of one.
    """

    order: ReportOrder
    kinds: dict[ReportKind, None] = field(default_factory=dict)
    years: dict[int, None] = field(default_factory=dict)
    formats: dict[ReportFormat, None] = field(default_factory=dict)
    languages: dict[str, None] = field(default_factory=dict)
    counts: Counter[FileState] = field(default_factory=Counter)
    steps: int = 0
    size: int = 0
    expires_at: datetime | None = None
    zones: int = 0
    zone: Zone | None = None
    only: ReportFile | None = None

    @property
    def files(self) -> int:
        return self.counts.total()

    @property
    def made(self) -> int:
        return self.counts[FileState.MADE]

    @property
    def failed(self) -> int:
        return self.counts[FileState.FAILED]

    @property
    def cancelled(self) -> int:
        return self.counts[FileState.CANCELLED]

    @property
    def expired(self) -> int:
        return self.counts[FileState.EXPIRED]

    @property
    def waiting(self) -> int:
        """Files that are still to come, the one in work included."""
        return sum(self.counts[state] for state in OPEN)

    @property
    def ended(self) -> int:
        return self.files - self.waiting

    @property
    def is_waiting(self) -> bool:
        return self.waiting > 0

    @property
    def can_be_retried(self) -> bool:
        """Whether something is not there and is not being made either."""
        return self.made + self.waiting < self.files

    @property
    def state(self) -> FileState:
        """The one word for all of them: what is still done, else what is not there, else made."""
        if self.is_waiting:
            is_begun = self.counts[FileState.MAKING] or self.ended
            return FileState.MAKING if is_begun else FileState.WAITING
        missing = (FileState.FAILED, FileState.CANCELLED, FileState.EXPIRED)
        return next((state for state in missing if self.counts[state]), FileState.MADE)

    @property
    def done(self) -> int:
        """Steps that are over, of ``total``."""
        return self.ended * len(STEPS) + self.steps

    @property
    def total(self) -> int:
        return self.files * len(STEPS)


def with_files(orders: QuerySet[ReportOrder]) -> QuerySet[ReportOrder]:
    """Those of some orders that have a file left to tell of, the newest first."""
    return orders.filter(Exists(ReportFile.objects.filter(order=OuterRef("pk"))))


def summaries(orders: Iterable[ReportOrder], *, now: datetime) -> list[Summary]:
    """Orders in short. Four queries for any number of orders and files.

    What is past its time has expired, swept or not.
    """
    told = {order.pk: Summary(order) for order in orders}
    files = ReportFile.objects.filter(order__in=told).order_by()
    is_over = Q(state=FileState.MADE.value, expires_at__lte=now)
    over = ExpressionWrapper(is_over, output_field=BooleanField())
    firsts = _count(files.annotate(over=over), told)
    _place(files, told, firsts)
    return list(told.values())


def _count(files: QuerySet[ReportFile], told: Mapping[int, Summary]) -> dict[int, int]:
    """Fill in what files have in common; answers with the first file of each order."""
    firsts: dict[int, int] = {}
    alike = ("order", "kind", "year", "format", "language", "state", "step", "over")
    groups = files.values(*alike).annotate(
        files=Count("id"), bytes=Sum("size"), first=Min("id"), expires=Min("expires_at")
    )
    for group in sorted(groups, key=lambda group: group["first"]):
        summary = told[group["order"]]
        state = FileState.EXPIRED if group["over"] else FileState(group["state"])
        firsts.setdefault(group["order"], group["first"])
        summary.kinds[ReportKind(group["kind"])] = None
        summary.formats[ReportFormat(group["format"])] = None
        summary.languages[group["language"]] = None
        summary.years[group["year"]] = None
        summary.counts[state] += group["files"]
        if state is FileState.MADE:
            summary.size += group["bytes"]
            known = summary.expires_at
            summary.expires_at = min(known, group["expires"]) if known else group["expires"]
        elif state is FileState.MAKING and group["step"]:
            summary.steps += STEPS.index(MakingStep(group["step"])) * group["files"]
    return firsts


def _place(
    files: QuerySet[ReportFile], told: Mapping[int, Summary], firsts: Mapping[int, int]
) -> None:
    """Fill in which zones they are about."""
    own = files.values_list("order").annotate(number=Count("zone", distinct=True))
    links = ReportFile.beside.through.objects.filter(reportfile__order__in=told)
    beside = dict(
        links.values_list("reportfile__order").annotate(number=Count("zone", distinct=True))
    )
    for order, number in own:
        compared = beside.get(order, 0)
        told[order].zones = max(number, compared + 1 if compared else 0)
    first_files = ReportFile.objects.select_related("zone").in_bulk(list(firsts.values()))
    for order, first in firsts.items():
        told[order].zone = first_files[first].zone
        if told[order].files == 1:
            told[order].only = first_files[first]


def files_of(order: ReportOrder) -> QuerySet[ReportFile]:
    """The files of an order with what names them, as they were asked for."""
    named = order.files.select_related("zone", "plan", "department").order_by("id")
    return named.prefetch_related("beside")


def zones_of(order: ReportOrder) -> QuerySet[Zone]:
    """The zones that an order is about, compared ones included, in the order of boards."""
    beside = ReportFile.beside.through.objects.filter(reportfile__order=order)
    return Zone.objects.filter(
        Q(pk__in=order.files.order_by().values("zone")) | Q(pk__in=beside.values("zone"))
    )
