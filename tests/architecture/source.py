"""The repository as the tests of its shape see it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("monitoring", "tracker", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """Every Python file of ours below these folders; migrations are written by Django."""
    found = [file for folder in folders or PACKAGES for file in _below(ROOT / folder)]
    return sorted(file for file in found if "migrations" not in file.parts)


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


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every module or name that a file imports, in full, with its line."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
