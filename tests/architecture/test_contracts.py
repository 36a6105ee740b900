"""The contracts of pyproject.toml bite: a copy of the tree with one forbidden import fails."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

VIOLATIONS = {
    "attainment uses Django": ("tracker/attainment/verdict.py", "import django"),
    "attainment reads the models": ("tracker/attainment/verdict.py", "import tracker.models"),
    "words know the arithmetic": ("tracker/terms/planned.py", "import tracker.attainment"),
    "one stage imports another": ("tracker/entry/queries.py", "import tracker.review.queries"),
    "a stage calls a verb": ("tracker/review/actions.py", "import tracker.flow"),
    "a stage imports a door": ("tracker/review/queries.py", "import tracker.pages"),
    "a door carries out an action": ("tracker/pages/health.py", "import tracker.entry.actions"),
    "one door imports another": ("tracker/pages/health.py", "import tracker.management"),
    "models look up": ("tracker/models/zone.py", "import tracker.access"),
    "models import each other in a loop": ("tracker/models/zone.py", "import tracker.models.plan"),
    "ground leans on ground": ("tracker/access/reach.py", "import tracker.trail"),
    "a check of an entry reads rows": ("tracker/entry/checks.py", "import tracker.models"),
    "a warning reads rows": ("tracker/entry/warnings/slips.py", "import tracker.models"),
    "a cell of a sheet reads rows": ("tracker/entry/sheet/cells.py", "import tracker.models"),
    "a page writes a workbook": ("tracker/pages/health.py", "import xlsxwriter"),
    "a page opens a workbook": ("tracker/pages/health.py", "import openpyxl"),
    "a rule of alerts reads rows": ("tracker/alerts/rules/__init__.py", "import tracker.models"),
    "a page sends mail": ("tracker/pages/health.py", "import tracker.alerts.delivery"),
    "a page calls other machines": ("tracker/pages/health.py", "import http.client"),
    "a page knows the queue's library": ("tracker/pages/health.py", "import celery"),
    "a page draws": ("tracker/pages/health.py", "import matplotlib"),
    "a page writes a Word document": ("tracker/pages/health.py", "import docx"),
    "a page sets type": ("tracker/pages/health.py", "import typst"),
    "a migration reads the words": ("tracker/migrations/0001_initial.py", "import tracker.terms"),
    "a chart asks Django": ("tracker/reports/charts.py", "import django"),
    "the product knows its wiring": ("tracker/access/reach.py", "import monitoring.env"),
    "a module without a place": ("tracker/somewhere.py", ""),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as import-linter needs it, in a place of its own."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("monitoring", "tracker"):
        shutil.copytree(ROOT / package, folder / package, ignore=_everything_but_python)
    return folder


def _everything_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if "." in name and not name.endswith(".py")]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.prefix) / "bin" / "lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_tree_as_it_is_keeps_every_contract(copy: Path):
    result = lint(copy)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(("file", "line"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_one_forbidden_import_breaks_a_contract(copy: Path, file: str, line: str):
    place = copy / file
    before = place.read_text(encoding="utf-8") if place.exists() else None
    place.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        result = lint(copy)
    finally:
        place.write_text(before, encoding="utf-8") if before is not None else place.unlink()
    assert result.returncode == 1
    assert re.search(r"[1-9] broken", result.stdout)
