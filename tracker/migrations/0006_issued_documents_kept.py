"""Rows of issued documents are only ever added: the database itself refuses anything else.

As with the trail: Django remakes a table of SQLite when a field of it is altered, and triggers go
with the old table, so a later migration that alters one of these ends with ``guard`` again.
"""

from django.db import migrations

TABLES = ("tracker_issuedreport", "tracker_issuedreport_beside", "tracker_issuedfile")
REFUSAL = "What was issued is kept: its rows are never changed or deleted."

FUNCTION = f"""
CREATE FUNCTION issued_documents_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""
BODIES = {
    "sqlite": f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "postgresql": "FOR EACH ROW EXECUTE FUNCTION issued_documents_are_kept()",
}


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        for verb in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} {BODIES[vendor]}"
            )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION issued_documents_are_kept() CASCADE")
        return
    for table in TABLES:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_{verb}")


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0005_documents'),
    ]

    operations = [
        migrations.RunPython(guard, release),
    ]
