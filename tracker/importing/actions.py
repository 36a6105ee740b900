"""Loads register files: all of them or none, and the same file twice changes nothing."""

from collections.abc import Sequence

from tracker.errors import RegisterRefused
from tracker.importing.checking import recheck, store_findings
from tracker.importing.past import store_past
from tracker.importing.preparing import prepare
from tracker.importing.results import Change, FileResult, LoadResult, Tally
from tracker.importing.series import link_series
from tracker.importing.storing import store

__all__ = ["Change", "FileResult", "LoadResult", "RegisterRefused", "Tally", "load", "recheck"]


def load(texts: Sequence[tuple[str, str]]) -> LoadResult:
    """Load register files, given as (file name, text), inside the caller's transaction.

    Zones, plans, scopes, indicators and compared series are made where they are new; targets and
    past figures follow the files, but for what an administrator has changed since; the checks of
    methods §8 are run anew. New plans are drafts: publishing is the caller's.

    Raises ``RegisterRefused`` with every problem of every file before anything is stored.
    """
    prepared, problems = prepare(texts)
    if problems:
        raise RegisterRefused(problems)
    results = []
    for part in prepared:
        result = store(part)
        store_past(part, result)
        store_findings(result)
        results.append(result)
    link_series([result.plan for result in results])
    return LoadResult(tuple(results))
