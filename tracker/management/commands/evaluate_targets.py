"""Judges cases from standard input by the published method; needs no database."""

import sys
from typing import Any

from tracker.attainment.answering import NoCases, answer_case, dump_answers, load_cases
from tracker.management.traced import TracedCommand


class Command(TracedCommand):
    help = "Reads a JSON list of cases on standard input and prints the list of their answers."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        source = getattr(sys.stdin, "buffer", sys.stdin)
        try:
            cases = load_cases(source.read())
        except NoCases as error:
            self.stderr.write(str(error))
            sys.exit(2)
        answers = [answer_case(case) for case in cases]
        self.stdout.write(dump_answers(answers))
        if any("error" in answer for answer in answers):
            sys.exit(1)
