"""Every string that people see is translated, and the compiled catalogue is the written one."""

import re

import polib
import pytest

from tests.architecture.source import ROOT
from tests.architecture.strings import marked

CATALOGUE = ROOT / "tracker/locale/zh_Hans/LC_MESSAGES/django.po"
# Chinese sentences pause and end with Chinese marks.
LATIN_PAUSE = re.compile(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(\s|$)")
FIELD = re.compile(r"%\(\w+\)[sd]|%[sdr]|\{\w*\}")


@pytest.fixture(scope="module")
def entries() -> dict[tuple[str | None, str], polib.POEntry]:
    """The catalogue, by context and text."""
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(CATALOGUE))}


def chinese(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_marked_string_has_a_chinese_text(entries):
    missing = {
        text: file
        for (context, text), file in marked().items()
        if (context, text) not in entries or not all(chinese(entries[context, text]))
    }
    assert missing == {}


def test_no_translation_is_a_guess_or_left_over(entries):
    source = marked()
    assert [entry.msgid for key, entry in entries.items() if entry.fuzzy or key not in source] == []


def test_a_translation_fills_in_what_the_source_fills_in(entries):
    wrong = [
        entry.msgid
        for entry in entries.values()
        for text in chinese(entry)
        if set(FIELD.findall(text)) - set(FIELD.findall(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert wrong == []


def test_a_translation_can_be_formatted(entries):
    wrong = [
        text
        for entry in entries.values()
        if "python-format" in entry.flags
        for text in chinese(entry)
        if "%" in FIELD.sub("", text).replace("%%", "")
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(entries):
    compiled = {
        (entry.msgctxt, entry.msgid): chinese(entry)
        for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    assert compiled == {key: chinese(entry) for key, entry in entries.items()}


def test_chinese_text_has_chinese_punctuation(entries):
    texts = [text for entry in entries.values() for text in chinese(entry)]
    assert [text for text in texts if LATIN_PAUSE.search(text)] == []


@pytest.mark.parametrize("word", ["您", "登记表"])
def test_words_that_are_not_used(entries, word):
    assert [text for entry in entries.values() for text in chinese(entry) if word in text] == []
