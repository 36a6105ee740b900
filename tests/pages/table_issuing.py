"""Rows of the permission table about issuing documents."""

from datetime import date

from tests import make
from tests.pages.rows import SIGNED_IN, Facts, Form, Page, Verb, only
from tests.pages.scene import INSIDE, Scene
from tracker import flow
from tracker.models import IssuedReport
from tracker.terms import ReportKind

ISSUERS = frozenset({"administrator", "keeper"})
# Who administers any zone may choose among what they administer.
CHOOSERS = only("administrator", "governor", "keeper")
# Of what somebody may not read there is nothing.
READ = only(*INSIDE, "keeper", others=404)


def issue(scene: Scene, by, number: str = "1号", **options):
    """The brief, which is quick to print."""
    zone, kind = scene.zone, ReportKind.BRIEF
    return flow.issue_report(zone, 2025, kind, number=number, language="en", by=by, **options)


def issued(scene: Scene) -> Facts:
    return {"issued": make.issued_report(scene.zone, "1号").pk}


def printed(scene: Scene) -> Facts:
    return {"issued": issue(scene, scene.people["keeper"]).pk}


PAGES = (
    Page("issued-documents", "/reports/issued/", SIGNED_IN),
    Page("issued-document", "/reports/issued/{issued}/", READ, given=issued),
    Page("issued-content", "/reports/issued/{issued}/pdf/", READ, given=printed),
    Page("issue", "/reports/issue/", CHOOSERS),
)

FORMS = (
    Form("issue", "/reports/issue/", {**only("administrator", "keeper", gets=302), "governor": 422},
         {"zone": "jinan-ht", "year": "2025", "kind": "brief", "language": "en", "number": "1号"},
         IssuedReport),
)  # fmt: skip

VERBS = (
    Verb("prepare_issue", ISSUERS, lambda s, by, f: flow.prepare_issue(
        s.zone, 2025, ReportKind.BRIEF, language="en", by=by, today=date(2026, 4, 2))),
    Verb("issue_report", ISSUERS, lambda s, by, f: issue(s, by)),
)  # fmt: skip
