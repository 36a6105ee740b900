"""The repository as the tests of its shape see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("monitoring", "tracker", "tests")

# The head of a function or method of a script, which opens a block at its end.
_BEGUN = re.compile(
    r"(?P<depth>\s*)(?:export |static |async |get |function |const )*"
    r"(?P<name>#?\w+)(?: = (?:async )?)?\(.*\)(?: =>)? \{$"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """Every Python file of ours below these folders; migrations are written by Django."""
    found = [file for folder in folders or PACKAGES for file in _below(ROOT / folder)]
    return sorted(file for file in found if "migrations" not in file.parts)


def script_files() -> list[Path]:
    """Every script of ours that browsers run."""
    return sorted((ROOT / "tracker" / "static").rglob("*.js"))


def _below(place: Path) -> Iterator[Path]:
    file = place.with_suffix(".py")
    return place.rglob("*.py") if place.is_dir() else iter([file] if file.exists() else [])


def name(file: Path) -> str:
    """A file's path from the root, as messages show it."""
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=name(file))


def functions(file: Path) -> Iterator[tuple[Function, int]]:
    """Every function of a file and its length in lines, decorators and docstring left out."""
    for node in ast.walk(tree(file)):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            first = body[0].lineno if body else node.lineno
            yield node, (node.end_lineno or 0) - first + 1 + (first > node.lineno)


def script_functions(file: Path) -> Iterator[tuple[str, int]]:
    """Every named function and method of a script, and its length in lines.

    Scripts are indented as everything here: what begins at one depth ends with a bracket there.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    for first, line in enumerate(lines):
        if found := _BEGUN.match(line):
            ends = found["depth"] + "}"
            length = next(n for n, later in enumerate(lines[first:], 1) if later.startswith(ends))
            yield found["name"], length


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every module or name that a file imports, in full, with its line."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
