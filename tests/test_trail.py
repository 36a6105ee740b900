"""The trail: every verb leaves an entry, says from where, and no entry is ever changed."""

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction

from tests import make
from tracker import trail
from tracker.models import TrailEntry

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
