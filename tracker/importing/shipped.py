"""What ships with the product: register files, known zones, indicators, and sums in plans."""

import json
from functools import cache
from importlib import resources

from tracker.attainment.stated import SumLink
from tracker.importing.extraction.catalogue import Catalogue

REGISTERS = ("jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch", "zhifu")


def registers() -> list[tuple[str, str]]:
    """The shipped register files as (file name, text), in the order of boards."""
    return [(f"{code}.json", _text(f"{code}.json")) for code in REGISTERS]


@cache
def indicators() -> Catalogue:
    """The shipped indicators with their aliases."""
    return Catalogue.parse(_text("indicators.json"))


@cache
def zones() -> dict[str, dict]:
    """The known zones by code: name, name_en, parent (a code or None) and position."""
    return {row["code"]: row for row in _known_places()["zones"]}


@cache
def scope_names() -> dict[str, str]:
    """English names of parts of zones, by their Chinese ones."""
    return _known_places()["scopes"]


@cache
def sums() -> tuple[SumLink, ...]:
    """Which shipped targets make up which other one, where the documents say so."""
    rows = json.loads(_text("links.json"))["sums"]
    return tuple(SumLink(row["whole"], tuple(row["parts"]), row["complete"]) for row in rows)


def _known_places() -> dict:
    return json.loads(_text("zones.json"))


def _text(name: str) -> str:
    return resources.files("tracker.importing").joinpath("data", name).read_text("utf-8")
