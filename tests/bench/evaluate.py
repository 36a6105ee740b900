"""How long 10 000 mixed cases take from JSON text to JSON text: ``python -m tests.bench.evaluate``.

Machines differ, so the median is printed beside the time of a plain loop of the same process.
"""

import json
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from tracker.attainment.answering import answer_case, dump_answers, load_cases

COUNT, ROUNDS = 10_000, 7
VECTORS = Path(__file__).parents[1] / "attainment" / "vectors.json"


def mixed_cases(count: int) -> str:
    """The published vectors over and over: every kind, every edge, some that are refused."""
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    return json.dumps(list(islice(cycle(vector["case"] for vector in vectors), count)))


def answer_all(text: str) -> str:
    return dump_answers(answer_case(case) for case in load_cases(text))


def reference_loop() -> int:
    """Ten million additions: what this machine makes of plain Python today."""
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    text = mixed_cases(COUNT)
    times = [seconds(lambda: answer_all(text)) for _ in range(ROUNDS)]
    reference = median(seconds(reference_loop) for _ in range(3))
    taken = median(times)
    print(f"{COUNT} cases: median {taken:.2f} s of {ROUNDS} (from {min(times):.2f} s), ", end="")
    print(f"{taken / COUNT * 1e6:.0f} µs a case, {taken / reference:.2f} × the reference loop")


if __name__ == "__main__":
    main()
