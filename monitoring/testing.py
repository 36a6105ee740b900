"""``manage.py test`` runs the suite that ``make test`` runs."""

from argparse import ArgumentParser
from typing import Any


class PytestRunner:
    """Django's test command, handed over to pytest."""

    def __init__(self, verbosity: int = 1, failfast: bool = False, **_options: Any) -> None:
        self.verbosity = verbosity
        self.failfast = failfast

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """Take no option of its own; paths and names of tests go to pytest as they are."""

    def run_tests(self, test_labels: list[str], **_options: Any) -> int:
        """Run the tests and return pytest's exit status, which is the number Django expects."""
        import pytest

        how = ["--exitfirst"] if self.failfast else []
        how += ["--quiet"] if self.verbosity == 0 else ["--verbose"] * (self.verbosity - 1)
        return int(pytest.main([*how, *test_labels]))
