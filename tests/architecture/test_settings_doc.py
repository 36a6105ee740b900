"""docs/settings.md lists every variable that is read, in both languages, by examples."""

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT, python_files, tree

CHINESE, ENGLISH = (ROOT / "docs/settings.md").read_text(encoding="utf-8").split("\n## English\n")
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \| `(.+)` \|$", re.MULTILINE)


def rows(text: str) -> dict[str, str]:
    """Variable to example, of one language's tables."""
    return {name: example for name, _meaning, _default, example in ROW.findall(text)}


def read_by_settings() -> set[str]:
    """Names passed to the readers of ``monitoring.env``."""
    return {
        call.args[0].value
        for call in ast.walk(tree(ROOT / "monitoring/settings.py"))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).startswith("env.")
        and isinstance(call.args[0], ast.Constant)
    }


def taken_by_make() -> set[str]:
    """Names that the Makefile lets a caller set."""
    return set(re.findall(r"^([A-Z_]+) \?=", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh-hans", "en"])
def test_every_variable_is_described_and_every_description_has_a_variable(text: str):
    assert set(rows(text)) == read_by_settings() | taken_by_make()


def test_the_environment_is_read_in_one_file_only():
    readers = {
        file.name
        for file in python_files("monitoring", "tracker")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    assert readers == {"env.py", "wsgi.py", "asgi.py", "celery.py"}


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh-hans", "en"])
def test_the_examples_are_values_that_settings_accept(text: str):
    environment = {**os.environ, **rows(text), "DJANGO_SETTINGS_MODULE": "monitoring.settings"}
    command = "from django.conf import settings; settings.DATA_DIR"
    subprocess.run([sys.executable, "-c", command], env=environment, cwd=ROOT, check=True)


def test_the_deployment_example_uses_variables_that_exist():
    example = (ROOT / "deploy/environment.example").read_text(encoding="utf-8")
    used = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert used - read_by_settings() == {"DATABASE_PASSWORD"}
