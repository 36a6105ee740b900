"""Rows of the permission table about schedules of documents, and about verifying one."""

from tests.pages.rows import SIGNED_IN, Form, Page, Verb

PAGES = (
    Page("verify", "/reports/verify/", SIGNED_IN),
    Page("verify", "/reports/verify/?number=1", SIGNED_IN),
)
FORMS = (Form("verify", "/reports/verify/", SIGNED_IN, {"number": "1"}, None),)
VERBS: tuple[Verb, ...] = ()
