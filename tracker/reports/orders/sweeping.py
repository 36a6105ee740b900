"""What was made is given away after a while: first the content, much later the order itself."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from tracker.models import IssuedFile, ReportFile, ReportOrder
from tracker.reports.issuing.store import FILES as ISSUED
from tracker.reports.orders import OPEN
from tracker.reports.orders.content import FILES
from tracker.terms import FileState

# Longer than any content waits for the row that names it.
KEPT_UNUSED = timedelta(days=1)
# An order whose files are gone is shown for so much longer.
REMEMBERED = timedelta(days=180)


def expire(*, at: datetime) -> int:
    """Let go of what is kept no longer; answers with how many files that are."""
    over = ReportFile.objects.filter(state=FileState.MADE, expires_at__lte=at)
    return over.update(state=FileState.EXPIRED, stored="")


def forget(*, at: datetime) -> int:
    """Delete orders that ended long ago and have no content left; how many they were."""
    kept = ReportFile.objects.filter(order=OuterRef("pk"), state__in=(FileState.MADE, *OPEN))
    old = ReportOrder.objects.filter(~Exists(kept)).filter(ended_at__lt=at - REMEMBERED)
    return old.delete()[1].get(ReportOrder._meta.label, 0)


def drop_unnamed(*, at: datetime) -> int:
    """Delete stored content that no row names, also of writes that broke off; how many files.

    Of issued documents too: what was stored for one whose issuing failed afterwards.
    """
    before = at - KEPT_UNUSED
    documents = ReportFile.objects.exclude(stored="").values_list("stored", flat=True)
    issued = IssuedFile.objects.values_list("stored", flat=True)
    return FILES.drop_unused(set(documents), before=before) + ISSUED.drop_unused(
        set(issued), before=before
    )
