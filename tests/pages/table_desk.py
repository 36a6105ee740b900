"""Rows of the permission table about the pages on which documents are asked for and fetched."""

from typing import Any

from tests.pages.rows import NOT_THERE, SIGNED_IN, Facts, Form, Page, going_on, missing, only
from tests.pages.scene import INSIDE, Scene
from tests.pages.table_documents import failed, made, ordered
from tracker.models import ReportFile, ReportOrder

# Not even who keeps the system sees what others asked for; for everybody else there is no order.
ASKED = only("owner", others=404)
DESK = "/reports/"
ORDER = "/reports/{order.token}/"
FILE = "/reports/{order.token}/{file.pk}.{file.format}"
CHOICE: dict[str, Any] = {
    "zones": "jinan-ht",
    "kinds": "monitoring",
    "year": "2025",
    "languages": "en",
    "formats": "pdf",
}


def out_of_reach(scene: Scene) -> Facts:
    """The owner asked for a document, and has no role in one of its zones any more."""
    facts = made(scene)
    facts["file"].beside.add(scene.people["governor"].memberships.get().zone)
    return facts


PAGES = (
    Page("reports", DESK, SIGNED_IN),
    Page("order", ORDER, ASKED, given=ordered),
    Page("order", "/reports/nothing/", NOT_THERE),
    Page("order-zip", "/reports/{order.token}.zip", ASKED, given=made),
    Page("order-zip", "/reports/nothing.zip", NOT_THERE),
    Page("order-file", FILE, ASKED, given=made),
    Page("order-file", FILE, missing(ASKED), given=out_of_reach),
    Page("order-file", "/reports/{order.token}/{file.pk}.docx", missing(ASKED), given=made),
    Page("order-file", "/reports/{order.token}/0.pdf", missing(ASKED), given=made),
)

# Those who see the zone; for the others it does not exist. Who sees none finds no form.
ORDERING = going_on(only(*INSIDE, "keeper", others=422))

FORMS = (
    Form("reports", DESK, ORDERING | {"newcomer": 200}, CHOICE, ReportOrder,
         by=frozenset({*INSIDE, "keeper"})),
    Form("order", ORDER, going_on(ASKED), {"action": "cancel"}, ReportFile, given=ordered),
    Form("order", ORDER, going_on(ASKED), {"action": "retry"}, ReportFile, given=failed),
    Form("order", ORDER, missing(ASKED), {"action": "sing"}, None, given=ordered),
)  # fmt: skip
