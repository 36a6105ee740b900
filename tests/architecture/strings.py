"""Every string that the source marks for translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from tests.architecture.source import ROOT, name, python_files, tree

# Functions that mark a string, and at which argument it stands; a context stands before it.
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"), 0),
    **dict.fromkeys(("ngettext_lazy",), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 1),
}
# Django turns a template into calls of these, with the rest of it blanked out.
TEXT = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*{TEXT}(?:\s*,\s*{TEXT})?")

Marked = tuple[str | None, str]


def marked() -> dict[Marked, str]:
    """Context and text of every marked string, with one file that has it."""
    found: dict[Marked, str] = {}
    for file in python_files("monitoring", "tracker"):
        found.update(dict.fromkeys(_in_python(file), name(file)))
    for file in sorted((ROOT / "templates").rglob("*.*")):
        found.update(dict.fromkeys(_in_template(file), name(file)))
    return found


def _in_python(file: Path) -> Iterator[Marked]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            function = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            position = MARKS.get(function)
            if position is not None and len(node.args) > position:
                texts = [arg.value for arg in node.args[: position + 1] if _is_text(arg)]
                if len(texts) == position + 1:
                    yield (texts[0] if position else None, texts[-1])


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _in_template(file: Path) -> Iterator[Marked]:
    source = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    for function, first, second in IN_TEMPLATE.findall(source):
        if "p" in function:
            yield ast.literal_eval(first), ast.literal_eval(second)
        else:
            yield None, ast.literal_eval(first)
