"""A database that other processes can open, too."""

from pathlib import Path

import pytest
from django.db import connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file instead of in memory; PostgreSQL as it is."""
    entry = connections["default"].settings_dict
    if "sqlite" in entry["ENGINE"]:
        folder: Path = tmp_path_factory.mktemp("database")
        entry["TEST"]["NAME"] = str(folder / "db.sqlite3")
