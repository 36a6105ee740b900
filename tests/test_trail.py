"""The trail: every verb leaves an entry, says from where, and no entry is ever changed."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command, get_commands, load_command_class
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests import make
from tests.pages import table
from tests.pages.scene import scene
from tracker import flow, tasks, trail
from tracker.management.traced import TracedCommand
from tracker.models import TrailEntry
from tracker.models.verbs import VERBS
from tracker.recounting import tell
from tracker.terms import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> TrailEntry:
    zone = make.zone()
    trail.record("add", zone, by=make.person(), zone=zone, after={"name": "济南"})
    return TrailEntry.objects.get()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: TrailEntry.objects.filter(pk=entry.pk).update(reason="另一个原因"),
        lambda entry: TrailEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
    ],
    ids=["update", "raw_delete", "save", "delete"],
)
def test_the_database_refuses_to_change_or_delete_an_entry(entry, spoil):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        spoil(entry)
    assert TrailEntry.objects.filter(pk=entry.pk, reason=None).exists()


def test_a_check_tells_when_the_triggers_are_missing():
    assert run_checks(databases=["default"]) == []
    with connection.cursor() as cursor:
        table = " ON tracker_trailentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER trail_refuses_delete{table}")
    assert [found.id for found in run_checks(databases=["default"])] == ["tracker.E001"]


def test_an_entry_says_from_where_it_came(entry):
    zone = make.zone()
    with trail.coming_from("10.1.2.3"):
        trail.record("change", zone, by=make.person(), zone=zone)
    assert entry.origin is None
    assert TrailEntry.objects.get(verb="change").origin == "10.1.2.3"


@pytest.mark.parametrize(
    ("trusted", "told", "kept"),
    [
        ([], "10.1.2.3", "127.0.0.1"),
        (["10.0.0.1"], "10.1.2.3", "127.0.0.1"),
        (["127.0.0.1"], "10.1.2.3", "10.1.2.3"),
        (["127.0.0.1"], "6.6.6.6, 10.1.2.3", "10.1.2.3"),
        (["127.0.0.1"], "2001:DB8::1", "2001:db8::1"),
        (["127.0.0.1"], "<script>", "127.0.0.1"),
        (["127.0.0.1"], "", "127.0.0.1"),
        (["*"], "10.1.2.3", "10.1.2.3"),
    ],
)
def test_a_proxy_is_believed_only_where_it_is_trusted(settings, trusted, told, kept):
    settings.TRUSTED_PROXIES = trusted
    make.person("someone")
    typed = {"username": "someone", "password": "correct horse"}
    Client().post("/login/", typed, headers={"X-Forwarded-For": told})
    assert TrailEntry.objects.get(verb="sign_in").origin == kept


def an_alert() -> None:
    plan = make.plan()
    make.cycle(plan)
    make.target(plan)
    make.member(Role.OFFICER, plan.zone)


@pytest.mark.parametrize(
    ("run", "origin"),
    [
        (lambda: call_command("run_alerts", stdout=StringIO()),
         "command run_alerts"),
        (tasks.run_alerts, "job run_alerts"),
    ],
    ids=["command", "job"],
)  # fmt: skip
def test_commands_and_jobs_leave_their_names(time_machine, run, origin):
    time_machine.move_to("2026-03-24T00:00Z")
    an_alert()
    run()
    assert TrailEntry.objects.get(verb="open_alert").origin == origin


def test_every_command_leaves_its_name():
    names = [name for name, app in get_commands().items() if app == "tracker"]
    assert names
    for name in names:
        assert isinstance(load_command_class("tracker", name), TracedCommand), name


def test_signing_in_and_out_leaves_a_trace():
    person, client = make.person("someone"), Client()
    client.post("/login/", {"username": "someone", "password": "correct horse"})
    client.post("/logout/")
    assert list(TrailEntry.objects.order_by("id").values_list("verb", "by")) == [
        ("sign_in", person.pk),
        ("sign_out", person.pk),
    ]


@pytest.mark.parametrize(("name", "kept"), [("someone", True), ("correct horse", False)])
def test_who_failed_to_sign_in_is_told_but_no_name_that_may_be_a_password(name, kept):
    person = make.person("someone")
    Client().post("/login/", {"username": name, "password": "wrong"})
    entry = TrailEntry.objects.get(verb="fail_sign_in")
    assert (entry.by.is_system, entry.noun_id) == (True, person.pk if kept else 0)
    assert name in entry.label if kept else name not in entry.label


# Verbs whose row of the permission table leaves no entry, each with the reason.
QUIET = {
    "load_register": "the row loads no file; tests/flow/test_plans.py loads one",
    "reassess": "the row's target was judged before, and the judgement is the same",
    "keep": "the row keeps what is stored already; tests/admin/test_admin.py changes it",
    "take_sheet": "the row confirms no row of a sheet; tests/flow/test_sheets.py confirms some",
    "work_on_sheets": "the row's uploads are none; tests/flow/test_uploads.py works on some",
    "require_sheet": "reads only",
    "make_sheet": "reads only",
    "check_sheet": "reads only",
    "make_report": "reads only",
    "prepare_issue": "reads only",
    "fetch_document": "reads only",
    "fetch_documents": "reads only",
    "work_on_documents": "who asked for what is in the trail already; how it ended is on its row",
    "sweep_documents": "that documents expire is how it is; that they were asked for is kept",
    "run_schedules": "the row's schedules are none; tests/flow/test_scheduling.py runs some",
    "send_messages": "what was sent stands in the outbox",
    "send_postings": "what was sent stands in the outbox",
    "sweep_evidence": "what was taken off a figure is in the trail already",
    "choose_language": "concerns nobody else",
    "begin_sign_in": "counts an attempt; how it ended is noted",
    "end_sign_in": "forgets attempts; how they ended is noted",
    "ask_for_link": "changes nothing",
    "send_moved": "changes nothing; the change itself is kept",
    "send_links": "changes nothing until the link is used",
}


@pytest.mark.parametrize("row", table.VERBS, ids=lambda row: row.name)
def test_every_verb_says_who_did_what_when_to_what_and_from_where(row):
    story = scene()
    facts = row.given(story)
    now = story.again()
    by = now.people[min(row.may & set(now.people))]
    known = TrailEntry.objects.order_by("id").last()
    with trail.coming_from("10.1.2.3"):
        row.do(now, by, facts)
    written = TrailEntry.objects.filter(id__gt=known.pk if known else 0)
    assert written.exists() is (row.name not in QUIET)
    for entry in written:
        assert entry.verb in VERBS
        assert entry.by == by
        assert entry.origin == "10.1.2.3"
        assert entry.label
        assert tell([entry])


def test_no_verb_is_called_quiet_that_is_none():
    assert set(QUIET) <= {row.name for row in table.VERBS}


def test_what_was_calculated_is_told_to_four_decimals(english):
    target = make.target()
    alert = make.alert(target)
    facts = {"expected": 478.6597483379954, "projection": 413.0, "before": "on_track"}
    facts |= {"severity": "warning"}
    entry = trail.entry(
        "open_alert", alert, by=flow.system_person(), zone=target.plan.zone, after=facts
    )
    (told,) = tell([entry])
    assert [(one.label, one.after) for one in told.differences] == [
        ("Expected value", "478.6597"),
        ("Projected", "413"),
        ("Before", "On track"),
        ("How grave", "Serious"),
    ]
    assert (told.alert_id, told.label) == (alert.pk, "Off track: 地区生产总值")


def test_what_a_department_owes_is_told_by_its_name_and_a_reminder_by_its_day(english):
    cycle = make.cycle(make.plan())
    owed = make.owed_alert(cycle, make.department(cycle.plan.zone, name="经济发展部"))
    facts = {"people": "owner", "not_before": "2026-03-23T08:00:00+08:00"}
    by, zone = flow.system_person(), cycle.plan.zone
    opened, reminded = tell(
        trail.entry(verb, noun, by=by, zone=zone, after=facts)
        for verb, noun in (("open_alert", owed), ("remind_officers", cycle))
    )
    assert opened.label == "Overdue: 经济发展部"
    assert [(one.label, one.after) for one in reminded.differences] == [
        ("People", "owner"),
        ("Goes out", "March 23, 2026, 8 a.m."),
    ]
