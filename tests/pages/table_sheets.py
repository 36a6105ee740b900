"""Rows of the permission table about a cycle's sheet."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.entry.sheet import build
from tests.pages.rows import NOT_THERE, OFFICERS, Facts, Form, Page, Verb, going_on
from tests.pages.scene import Scene
from tracker import flow
from tracker.models import Figure, SheetUpload

UPLOAD = "/entry/{cycle}/upload/"
DEPARTMENT, JOBS = frozenset({"owner", "deskmate"}), frozenset({"keeper", "system"})


def downloaded(scene: Scene) -> Facts:
    """The owner has downloaded the sheet and filled in one figure."""
    data = flow.make_sheet(scene.cycle, by=scene.owner)
    return {"data": build.filled(data, {(str(scene.target.pk), "value"): 190})}


def uploaded(scene: Scene) -> Facts:
    """The owner has uploaded it and is shown what it would change."""
    sent = flow.send_sheet(scene.cycle, "表.xlsx", downloaded(scene)["data"], by=scene.owner)
    return {"upload": sent, "token": sent.token}


PAGES = (
    Page("sheet", "/entry/{cycle}/sheet.xlsx", OFFICERS),
    Page("upload", UPLOAD, OFFICERS),
    Page("upload", "/entry/0/upload/", NOT_THERE),
)

FORMS = (
    Form("upload", UPLOAD, OFFICERS, {"action": "check", "file": "{file}"}, SheetUpload,
         given=lambda scene: {"file": SimpleUploadedFile("表.xlsx", downloaded(scene)["data"])}),
    Form("upload", UPLOAD, going_on(OFFICERS) | {"deskmate": 422},
         {"action": "take", "token": "{token}"}, Figure, given=uploaded, by=frozenset({"owner"})),
)  # fmt: skip

VERBS = (
    Verb("require_sheet", DEPARTMENT, lambda s, by, f: flow.require_sheet(s.cycle, by=by)),
    Verb("make_sheet", DEPARTMENT, lambda s, by, f: flow.make_sheet(s.cycle, by=by)),
    Verb("check_sheet", DEPARTMENT, lambda s, by, f: flow.check_sheet(s.cycle, f["data"], by=by),
         given=downloaded),
    Verb("take_sheet", DEPARTMENT, lambda s, by, f: flow.take_sheet(
        s.cycle, [], all_or_nothing=True, by=by)),
    Verb("send_sheet", DEPARTMENT, lambda s, by, f: flow.send_sheet(
        s.cycle, "表.xlsx", f["data"], by=by), given=downloaded),
    Verb("confirm_sheet", frozenset({"owner"}), lambda s, by, f: flow.confirm_sheet(
        f["upload"], all_or_nothing=True, by=by), given=uploaded),
    Verb("work_on_sheets", JOBS, lambda s, by, f: flow.work_on_sheets(by=by)),
)  # fmt: skip
