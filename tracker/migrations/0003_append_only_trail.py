"""Rows of the trail are only ever added: the database itself refuses anything else.

Django remakes a table of SQLite when a field of it is altered, and triggers go with the old table:
a later migration that alters ``TrailEntry`` ends with ``guard`` again. The check ``tracker.E001``
says when they are missing.
"""

from django.db import migrations

REFUSAL = "The trail is append-only: its rows are never changed or deleted."

GUARDS = {
    "sqlite": [
        f"""
        CREATE TRIGGER trail_refuses_{verb} BEFORE {verb} ON tracker_trailentry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """
        for verb in ("update", "delete")
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
        """,
        *(
            f"""
            CREATE TRIGGER trail_refuses_{verb} BEFORE {verb} ON tracker_trailentry
            FOR EACH ROW EXECUTE FUNCTION trail_is_append_only()
            """
            for verb in ("update", "delete")
        ),
    ],
}

RELEASES = {
    "sqlite": ["DROP TRIGGER trail_refuses_update", "DROP TRIGGER trail_refuses_delete"],
    "postgresql": ["DROP FUNCTION trail_is_append_only() CASCADE"],
}


def guard(apps, schema_editor):
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    for statement in RELEASES[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0002_entry_and_review'),
    ]

    operations = [
        migrations.RunPython(guard, release),
    ]
