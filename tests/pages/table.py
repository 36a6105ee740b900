"""The permission table: who gets what at every address, and who may do every verb.

Complete by construction: an address or a verb of ``flow`` without a row fails
``test_permissions.py`` by its name. To add yours, add one line:

-   ``Page(name, address, answers)`` for an address that is opened. ``{target}``, ``{cycle}`` and
    ``{version}`` in an address are filled in. A page that takes no POST needs nothing else: that
    it answers 405 is tested too.
-   ``Form(name, address, answers, data, changes)`` for each thing that can be sent to it, with
    data that succeeds, and the model that changes. ``given=`` sets the scene for it.
-   ``Verb(name, may, do)`` for a verb of ``flow``: the people who may, and the call.

Answers are written as patterns (``READERS``, ``only("reviewer")``); ``scene.py`` says who all
those people are, ``rows.py`` what a row means. Rows follow the order of ``pages/urls.py`` and of
``flow.__all__``. Each row is asked by everybody, on the same scene, undone after each.
"""

from datetime import date
from decimal import Decimal

from django.contrib.admin import site
from django.utils import timezone

from tests import make
from tests.entry.evidence import build as evidence
from tests.pages import (
    table_alerts,
    table_channels,
    table_cycles,
    table_desk,
    table_documents,
    table_issuing,
    table_people,
    table_sched,
    table_sheets,
)
from tests.pages.rows import (
    ADMINISTRATORS,
    EVERYBODY,
    KEEPERS,
    NOT_THERE,
    OFFICERS,
    READERS,
    REVIEWERS,
    SIGNED_IN,
    Facts,
    Form,
    Page,
    Verb,
    going_on,
    missing,
    only,
)
from tests.pages.scene import INSIDE, ROLES, SIGNED_OUT, Scene
from tests.pages.table_cycles import PLANNERS
from tracker import flow
from tracker.models import (
    AnnualTarget,
    ComparedSeries,
    EvidenceFile,
    Figure,
    MilestoneStep,
    ParentFigure,
    Person,
    Target,
    TargetRetirement,
    TargetRevision,
    TrailEntry,
)
from tracker.planning.steps import Step
from tracker.planning.yearly import print_of
from tracker.terms import Measure, Quality, ReportKind, TargetKind, TargetState

PASSWORD = "correct horse"
# Those who see a figure that is being worked on.
WORKERS = ("owner", "deskmate", "reviewer", "administrator")
# Those who work on the target, and those who oversee it.
TRACERS = only("owner", "deskmate", "reviewer", "administrator", "keeper")
FIGURE, PLANNING = "/targets/{target}/2025/", "/zones/jinan-ht/planning/"
KEPT, YEARS = PLANNING + "targets/{}/", PLANNING + "years/"
SERIES = PLANNING + "series/{series_pk}/2024/"
GRID = "/entry/{cycle}/"
REMOVAL = "/evidence/{file_pk}/remove/"


# --- what rows need to have happened ----------------------------------------------------------


def drafted(scene: Scene) -> Facts:
    """The owner has typed a figure."""
    return {"figure": make.draft(scene.target, 2025, 190, entered_by=scene.owner), "version": 1}


def evidenced(scene: Scene) -> Facts:
    """A file is attached to the owner's draft."""
    facts = drafted(scene)
    upload = evidence.upload("公报.pdf", evidence.pdf())
    file = flow.attach_evidence(facts["figure"], upload, by=scene.owner)
    return {**facts, "file": file, "file_pk": file.pk}


def evidence_approved(scene: Scene) -> Facts:
    """The figure with the file is approved."""
    facts = evidenced(scene)
    figure = flow.submit_figure(facts["figure"], version=1, by=scene.owner)
    flow.approve_figure(figure, version=figure.version, by=scene.reviewer)
    return facts


def submitted(scene: Scene) -> Facts:
    """The owner's figure waits for the reviewer."""
    figure = flow.submit_figure(drafted(scene)["figure"], version=1, by=scene.owner)
    return {"figure": figure, "version": figure.version}


def approved(scene: Scene) -> Facts:
    """The owner's figure is in force."""
    waits = submitted(scene)
    figure = flow.approve_figure(waits["figure"], version=waits["version"], by=scene.reviewer)
    return {"approved": figure}


def to_be_confirmed(scene: Scene) -> Facts:
    """A target waits to be confirmed."""
    waiting = make.target(scene.target.plan, name="税收", state=TargetState.TO_BE_CONFIRMED)
    return {"waiting": waiting, "waiting_pk": waiting.pk}


def revised(scene: Scene) -> Facts:
    """The target was revised."""
    revision = make.revision(scene.target, 2024, 180)
    return {"revision": revision, "revision_pk": revision.pk}


def retired(scene: Scene) -> Facts:
    """The target was retired."""
    target = Target.objects.get(pk=scene.target.pk)
    make.retired(target)
    return {"retired": target}


def with_milestone(scene: Scene) -> Facts:
    """The plan promises that something is done."""
    milestone = make.target(scene.target.plan, name="建成产业园", kind=TargetKind.MILESTONE)
    return {"milestone": milestone, "milestone_pk": milestone.pk}


def compared(scene: Scene) -> Facts:
    """A target is compared with a series of the whole province."""
    series = make.series("全省")
    relative = make.target(
        scene.target.plan, name="空气", kind=TargetKind.RELATIVE, compared_series=series
    )
    return {
        "series": series,
        "relative": relative,
        "series_pk": series.pk,
        "relative_pk": relative.pk,
    }


# --- addresses --------------------------------------------------------------------------------

PAGES = (
    Page("board", "/", SIGNED_IN),
    Page("board", "/?year=2023", SIGNED_IN),
    Page("zone", "/zones/jinan-ht/", READERS),
    Page("zone", "/zones/nowhere/", NOT_THERE),
    *table_cycles.PAGES,
    Page("planning-targets", PLANNING + "targets/", ADMINISTRATORS),
    Page("planning-target", KEPT.format("{target}"), ADMINISTRATORS),
    Page("planning-target", KEPT.format("{target}"), ADMINISTRATORS, given=retired),
    Page("planning-target", KEPT.format("0"), missing(ADMINISTRATORS)),
    Page("planning-years", YEARS, ADMINISTRATORS),
    Page("planning-series", PLANNING + "series/", ADMINISTRATORS),
    Page("planning-series-figure", SERIES, ADMINISTRATORS, given=compared),
    Page("report", "/zones/jinan-ht/report.pdf", READERS),
    Page("report", "/zones/jinan-ht/report.xlsx", READERS),
    Page("report", "/zones/jinan-ht/report.csv", READERS),
    Page("report", "/zones/jinan-ht/report.json", READERS),
    Page("report", "/zones/jinan-ht/report.pdf?kind=brief", READERS),
    Page("report", "/zones/jinan-ht/report.exe", NOT_THERE),
    Page("zone-trail", "/zones/jinan-ht/trail/", only("reviewer", "administrator", "keeper")),
    Page("trail-csv", "/zones/jinan-ht/trail.csv", ADMINISTRATORS),
    Page("targets", "/targets/?q=生产", SIGNED_IN),
    Page("target", "/targets/{target}/", READERS),
    Page(
        "target",
        "/targets/{target}/",
        only("administrator", "keeper", gets=302, others=404),
        given=retired,
    ),
    Page("target", "/targets/0/", NOT_THERE),
    Page("chart", "/targets/{target}/chart.svg", READERS),
    Page("target-trail", "/targets/{target}/trail/", TRACERS),
    Page("figure-trail", FIGURE + "trail/", TRACERS),
    Page("figure-trail", "/targets/{target}/2030/trail/", missing(TRACERS)),
    Page("figure", FIGURE, READERS),
    Page("figure", FIGURE + "?revise", READERS),
    Page("figure", "/targets/{target}/2030/", missing(READERS)),
    Page("entry", "/entry/", SIGNED_IN),
    Page("grid", GRID, OFFICERS),
    Page("grid", "/entry/0/", NOT_THERE),
    Page("grid-row", GRID + "{target}/", only(gets=0, others=405)),
    Page("evidence", "/evidence/{file_pk}/", only(*WORKERS), given=evidenced),
    Page("evidence", "/evidence/{file_pk}/", READERS, given=evidence_approved),
    Page("evidence", "/evidence/0/", NOT_THERE),
    Page("evidence-removal", REMOVAL, OFFICERS, given=evidenced),
    Page("review", "/review/", SIGNED_IN),
    *table_alerts.PAGES,
    *table_desk.PAGES,
    Page("method", "/method/", EVERYBODY),
    *table_sheets.PAGES,
    *table_channels.PAGES,
    *table_issuing.PAGES,
    *table_sched.PAGES,
    *table_people.PAGES,
    Page("login", "/login/", dict.fromkeys(ROLES, 302) | dict.fromkeys(SIGNED_OUT, 200)),
    Page("logout", "/logout/", dict.fromkeys(ROLES, 405)),
    Page("language", "/language/", dict.fromkeys(ROLES, 405)),
    Page("health", "/health/", EVERYBODY),
    Page("admin:index", "/admin/", KEEPERS),
)

TYPED = {"value": "190", "quality": "final", "version": ""}
IN_ROW = {"t{target}-shown": "", "t{target}-value": "190", "t{target}-quality": "final"}
SHOWN = {"version": "{version}"}
TICKED = {"figure": "{figure.pk}:{version}"}
FORMS = (
    *table_cycles.FORMS,
    Form("planning-target", KEPT.format("{waiting_pk}"), going_on(ADMINISTRATORS),
         {"action": "confirm", "confirm-kind": "undetermined", "confirm-target_year": "2025",
          "confirm-reason": "纪要"}, Target, given=to_be_confirmed),
    Form("planning-target", KEPT.format("{waiting_pk}"), ADMINISTRATORS,
         {"action": "kind", "confirm-kind": "rank"}, None, given=to_be_confirmed),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "revise", "revise-value": "180", "revise-effective_year": "2024",
          "revise-effective_on": "2024-06-30", "revise-document": "批复", "revise-reason": "评估"},
         TargetRevision),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "withdraw", "revision": "{revision_pk}", "reason": "误录"}, TargetRevision,
         given=revised),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "verify", "base-value": "101", "base-document": "公报", "base-reason": "核实"},
         Target),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "years", "years-y2024": "170", "years-document": "方案",
          "years-seen": print_of({})}, AnnualTarget),
    Form("planning-target", KEPT.format("{milestone_pk}"), going_on(ADMINISTRATORS),
         {"action": "steps", "steps-name0": "立项"}, MilestoneStep, given=with_milestone),
    Form("planning-target", KEPT.format("{relative_pk}"), going_on(ADMINISTRATORS),
         {"action": "compare", "compare-name": "全国"}, ComparedSeries, given=compared),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "retire", "retire-document": "通知", "retire-reason": "制度取消",
          "retire-sure": "on"}, TargetRetirement),
    Form("planning-target", KEPT.format("{target}"), going_on(ADMINISTRATORS),
         {"action": "restore", "restore-reason": "误停用"}, TargetRetirement, given=retired),
    Form("planning-years", YEARS, ADMINISTRATORS, {"action": "preview", "block": "x"}, None),
    Form("planning-series-figure", SERIES, going_on(ADMINISTRATORS),
         {"figure-value": "70", "figure-quality": "final", "figure-document": "公报"},
         ParentFigure, given=compared),
    Form("figure", FIGURE, going_on(OFFICERS), TYPED | {"action": "save"}, Figure),
    Form("figure", FIGURE, going_on(OFFICERS), TYPED | {"action": "submit"}, Figure),
    Form("figure", FIGURE, going_on(REVIEWERS), SHOWN | {"action": "approve"}, Figure,
         given=submitted),
    Form("figure", FIGURE, going_on(REVIEWERS), SHOWN | {"action": "return", "reason": "请核对"},
         Figure, given=submitted),
    Form("grid", GRID, going_on(OFFICERS), IN_ROW | {"action": "save"}, Figure),
    Form("grid", GRID, going_on(OFFICERS), IN_ROW | {"action": "submit"}, Figure),
    Form("grid-row", GRID + "{target}/", OFFICERS, TYPED | {"action": "save"}, Figure),
    Form("grid-row", GRID + "{target}/", OFFICERS, TYPED | {"action": "submit"}, Figure),
    Form("figure", FIGURE, going_on(OFFICERS), TYPED | {"action": "save", "attach": "{upload}"},
         EvidenceFile, given=lambda scene: {"upload": evidence.upload("公报.pdf", evidence.pdf())}),
    Form("evidence-removal", REMOVAL, going_on(OFFICERS), {"reason": "传错了"}, EvidenceFile,
         given=evidenced),
    Form("figure", FIGURE, going_on(only("reviewer", "administrator", "keeper")),
         {"action": "reopen", "figure": "{approved.pk}", "reason": "经济普查"}, Figure,
         given=approved),
    Form("review", "/review/", going_on(REVIEWERS), TICKED | {"action": "approve"}, Figure,
         given=submitted),
    Form("review", "/review/", going_on(REVIEWERS),
         {"action": "approve_clean", "clean": TICKED["figure"]}, Figure, given=submitted),
    Form("review", "/review/", going_on(REVIEWERS),
         TICKED | {"action": "return", "reason": "请核对"}, Figure, given=submitted),
    *table_alerts.FORMS,
    *table_desk.FORMS,
    *table_sheets.FORMS,
    *table_channels.FORMS,
    *table_issuing.FORMS,
    *table_sched.FORMS,
    *table_people.FORMS,
    Form("login", "/login/", dict.fromkeys(ROLES, 302),
         {"username": "owner", "password": PASSWORD}, Person, by=frozenset(SIGNED_OUT)),
    Form("logout", "/logout/", dict.fromkeys(ROLES, 302), {}, TrailEntry),
    Form("language", "/language/", dict.fromkeys(ROLES, 302), {"language": "en"}, Person),
)  # fmt: skip

# Addresses that have no row of their own, each with the reason.
SUMMARISED = {
    "admin:": "one rule for all of them: test_the_admin_is_closed_to_all_but_its_own_people",
}

# Pages that may be open to all (``PUBLIC_BOARD``), or lead to the sign-in themselves, and so send
# nobody there for a wrong method.
PUBLIC = {"board", "admin-login", "admin-password"}

# Who opens a model's list in the admin; everybody else is sent to its sign-in page.
ADMIN_LISTS = dict.fromkeys(site._registry, KEEPERS)

# --- verbs ------------------------------------------------------------------------------------

DEPARTMENT = frozenset({"owner", "deskmate"})
JOBS = frozenset({"keeper", "system"})
ALL = frozenset(ROLES) | {"system"}

REVISION = {
    "effective_year": 2024,
    "effective_on": date(2024, 6, 30),
    "document": "批复",
    "reason": "中期评估",
}
REPORT = {"value": Decimal(190), "quality": "final"}

VERBS = (
    Verb("load_register", JOBS, lambda s, by, f: flow.load_register([], by=by)),
    Verb("load_demonstration", JOBS,
         lambda s, by, f: flow.load_demonstration(password=PASSWORD, by=by)),
    Verb("confirm_target", PLANNERS, lambda s, by, f: flow.confirm_target(
        f["waiting"], basis="纪要", by=by),
         given=to_be_confirmed),
    *table_cycles.VERBS,
    Verb("retire_target", PLANNERS, lambda s, by, f: flow.retire_target(
        s.target, document="通知", reason="制度取消", by=by)),
    Verb("restore_target", PLANNERS, lambda s, by, f: flow.restore_target(
        f["retired"], reason="误停用", by=by), given=retired),
    Verb("revise_target", PLANNERS, lambda s, by, f: flow.revise_target(
        s.target, value=Decimal(180), **REVISION, by=by)),
    Verb("withdraw_revision", PLANNERS, lambda s, by, f: flow.withdraw_revision(
        f["revision"], reason="误录", by=by), given=revised),
    Verb("verify_baseline", PLANNERS, lambda s, by, f: flow.verify_baseline(
        s.target, Decimal(101), was=None, document="公报", reason="核实", by=by)),
    Verb("set_yearly_values", PLANNERS, lambda s, by, f: flow.set_yearly_values(
        [s.target], {s.target.pk: {2024: Decimal(170)}}, seen=None, document="方案", by=by)),
    Verb("set_steps", PLANNERS, lambda s, by, f: flow.set_steps(
        f["milestone"], [Step(None, "立项")], by=by), given=with_milestone),
    Verb("add_series", PLANNERS, lambda s, by, f: flow.add_series(
        s.zone, "全省", of=None, indicator=None, measure=Measure.LEVEL, unit="", by=by)),
    Verb("compare_target", PLANNERS, lambda s, by, f: flow.compare_target(
        f["relative"], None, by=by), given=compared),
    Verb("enter_parent_figure", PLANNERS, lambda s, by, f: flow.enter_parent_figure(
        f["series"], 2024, Decimal(70), replaces=None, quality=Quality.FINAL, document="公报",
        by=by), given=compared),
    Verb("save_figure", DEPARTMENT, lambda s, by, f: flow.save_figure(
        s.target, 2025, REPORT, version=None, by=by)),
    Verb("submit_figure", DEPARTMENT, lambda s, by, f: flow.submit_figure(
        f["figure"], version=f["version"], by=by), given=drafted),
    Verb("return_figure", frozenset({"reviewer"}), lambda s, by, f: flow.return_figure(
        f["figure"], version=f["version"], reason="请核对", by=by), given=submitted),
    Verb("approve_figure", frozenset({"reviewer"}), lambda s, by, f: flow.approve_figure(
        f["figure"], version=f["version"], by=by), given=submitted),
    Verb("return_figures", frozenset({"reviewer"}), lambda s, by, f: flow.return_figures(
        [(f["figure"], f["version"])], reason="请核对", by=by), given=submitted),
    Verb("approve_figures", frozenset({"reviewer"}), lambda s, by, f: flow.approve_figures(
        [(f["figure"], f["version"])], by=by), given=submitted),
    Verb("reopen_figure", PLANNERS | {"reviewer"}, lambda s, by, f: flow.reopen_figure(
        f["approved"], reason="经济普查", by=by), given=approved),
    Verb("reassess", JOBS, lambda s, by, f: flow.reassess([s.target], by=by)),
    Verb("attach_evidence", DEPARTMENT, lambda s, by, f: flow.attach_evidence(
        f["figure"], evidence.upload("公报.pdf", evidence.pdf()), by=by), given=drafted),
    Verb("remove_evidence", DEPARTMENT, lambda s, by, f: flow.remove_evidence(
        f["file"], reason="传错了", by=by), given=evidenced),
    Verb("sweep_evidence", JOBS, lambda s, by, f: flow.sweep_evidence(at=timezone.now(), by=by)),
    *table_alerts.VERBS,
    Verb("make_report", frozenset({*INSIDE, "keeper", "system"}), lambda s, by, f: flow.make_report(
        s.zone, 2025, ReportKind.MONITORING, language="en", by=by)),
    *table_documents.VERBS,
    *table_issuing.VERBS,
    Verb("keep", frozenset({"keeper"}), lambda s, by, f: flow.keep(s.target, by=by)),
    Verb("remove", frozenset({"keeper"}), lambda s, by, f: flow.remove(f["row"], by=by),
         given=lambda s: {"row": make.annual_target(s.target, 2024, 150)}),
    *table_sheets.VERBS,
    *table_channels.VERBS,
    *table_sched.VERBS,
    *table_people.VERBS,
    Verb("choose_language", ALL, lambda s, by, f: flow.choose_language("en", by=by)),
)  # fmt: skip

# Names of ``flow`` that nobody is asked for, each with the reason.
WITHOUT_PERSON = {
    "Wish": "a plain value",
    "wishes_for": "tells what fits and does nothing; who may have it is asked of the order",
    "system_person": "answers with the person of the jobs and does nothing",
    "note_sign_in": "notes what Django has done already",
    "note_sign_out": "notes what Django has done already",
    "note_failed_sign_in": "notes what Django has refused already",
}
