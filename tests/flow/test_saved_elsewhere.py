"""Sheets that LibreOffice 7.4 opened and saved again are read like our own.

The files in saved/ were made from the sheet of this very office: twelve cells filled in, then saved
as .xlsx, .xls and .csv. The numbers of its rows are fixed here, since the files name them.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from tests import make
from tracker import flow
from tracker.entry.sheet.comparing import Outcome
from tracker.terms import Role, TargetKind

SAVED = Path(__file__).with_name("saved")
FIRST = 900_001
TYPED = {
    **{FIRST + n: {"value": Decimal(str(100.5 + n))} for n in range(7)},
    FIRST + 7: {"value": Decimal("12.5")},  # a percentage cell
    FIRST + 8: {"value": Decimal("8.25"), "note": "按可比价"},
    FIRST + 9: {"value": Decimal(0)},
    FIRST + 10: {"done": True},
    FIRST + 11: {"value": Decimal(12)},  # =6*2
}


@pytest.fixture
def office(db):
    """Fourteen targets: levels, two rates and a milestone; two more are left empty."""
    zone = make.zone("jinan-ht", name="济南高新区")
    own = make.department(zone, "经济发展部")
    plan = make.plan(zone)
    rate = {"kind": TargetKind.GROWTH, "unit": "%", "growth_percent": Decimal(8)}
    kinds = {7: rate, 8: rate, 10: {"kind": TargetKind.MILESTONE, "unit": ""}}
    for n in range(14):
        make.target(plan, pk=FIRST + n, name=f"指标{n}", department=own, **kinds.get(n, {}))
    officer = make.member(Role.OFFICER, zone, department=own)
    return officer, make.cycle(plan, 2025, pk=FIRST)


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.xls", "libreoffice.csv"])
def test_twelve_cells_are_what_was_typed(office, name):
    officer, cycle = office
    run = flow.check_sheet(cycle, (SAVED / name).read_bytes(), by=officer)
    said = {found.line.target.pk: found.report for found in run.of(Outcome.CHANGED)}
    assert {pk: {field: said[pk][field] for field in TYPED[pk]} for pk in said} == TYPED
    assert len(run.of(Outcome.UNCHANGED)) == 2
    assert len(run.findings) == 14
