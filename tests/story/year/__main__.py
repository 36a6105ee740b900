"""``python -m tests.story.year`` writes the list of expected mails anew."""

import sys
from pathlib import Path

import pytest

from tests.story.year import Writes

TEST = "test_mails.py::test_the_year_gives_exactly_the_expected_mails"

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", str(Path(__file__).with_name(TEST))], plugins=[Writes()]))
