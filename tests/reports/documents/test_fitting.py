"""Lines are counted before anybody lays them out, rather too many than too few."""

import pytest

from tracker.reports.documents.word.fitting import lines


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("字" * 10, 1),
        ("字" * 11, 2),
        ("字" * 25, 3),
        ("字\n字", 2),
        # Words are kept whole, and what is wider than a line goes on in the next.
        ("lower case letters", 1),
        ("lower case letters and more", 2),
        ("字字 averylongwordindeed", 2),
        ("A" * 40, 3),
    ],
)
def test_lines_end_where_words_end(text, count):
    assert lines(text, 100, 10) == count


def test_smaller_letters_take_fewer_lines():
    assert lines("字" * 30, 100, 5) < lines("字" * 30, 100, 10)
