"""The documents say what the code does: every rule cited is written, every term is explained."""

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest

from tracker import terms

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PART_ONE, PART_TWO = METHODS.split("\n# Part two", 1)

SECTIONS = [int(number) for number in re.findall(r"^## (\d+)\. ", PART_ONE, re.MULTILINE)]
RULES = [int(number) for number in re.findall(r"^(\d+)\. \S", PART_TWO, re.MULTILINE)]
SOURCES = sorted(file for folder in ("tracker", "tests") for file in (ROOT / folder).rglob("*.py"))

CITED_RULES = re.compile(r"\bexact (\d+(?:(?:, | and |–|-)\d+)*)")
CITED_SECTIONS = re.compile(r"methods (§\d+(?:(?:, | and |–)§?\d+)*)")
TERMS = [
    enum
    for enum in vars(terms).values()
    if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum
]


def cited(pattern: re.Pattern[str]) -> dict[int, str]:
    """Every number cited in the sources, with one file that cites it."""
    return {
        int(number): file.relative_to(ROOT).as_posix()
        for file in SOURCES
        for citation in pattern.findall(file.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", citation)
    }


def test_the_method_has_twelve_sections_and_49_rules_in_order():
    assert list(range(1, 13)) == SECTIONS
    assert list(range(1, 50)) == RULES


def test_every_rule_cited_is_written():
    rules = cited(CITED_RULES)
    assert rules
    assert {number: file for number, file in rules.items() if number not in RULES} == {}


def test_every_section_cited_is_written():
    sections = cited(CITED_SECTIONS)
    assert sections
    assert {number: file for number, file in sections.items() if number not in SECTIONS} == {}


@pytest.mark.parametrize("enum", TERMS, ids=lambda enum: enum.__name__)
def test_every_term_is_explained_in_the_glossary(enum: type[StrEnum]):
    assert [word.value for word in enum if f"`{word.value}`" not in GLOSSARY] == []


def test_every_flag_of_the_vectors_is_explained():
    vectors = json.loads((ROOT / "tests" / "attainment" / "vectors.json").read_text("utf-8"))
    flags = {flag for case in vectors for flag in case["expected"].get("flags", [])}
    names = {flag.split(":")[0] for flag in flags}
    assert "once_met" in names
    listed = METHODS.rpartition("\n## Flags")[2]
    assert {name for name in names if f"`{name}" not in listed} == set()


def test_every_module_has_its_place_on_the_map_of_the_house():
    house = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    found = (ROOT / "tracker").glob("[a-z]*")
    modules = {place.stem for place in found if place.suffix == ".py" or _is_package(place)}
    unplaced = {"apps", "migrations"}
    assert {
        name for name in modules - unplaced if not re.search(rf"`[^`]*\b{name}\b", house)
    } == set()


def _is_package(place: Path) -> bool:
    return (place / "__init__.py").exists()


@pytest.mark.parametrize("document", DOCS, ids=lambda file: file.name)
def test_every_link_leads_to_a_file(document: Path):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (document.parent / link).exists()] == []
