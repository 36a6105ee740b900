"""Who did what is read on pages, in words, by those who may; administrators take it out as CSV."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tracker import flow, trail
from tracker.models import TrailEntry
from tracker.models.verbs import VERBS
from tracker.pages.trails import HEADS
from tracker.terms import Role

ZONE = "/zones/jinan-ht/trail/"
FILE = "/zones/jinan-ht/trail.csv"


def save(story, value, version=None, **report):
    report = {"value": Decimal(value), "quality": "final", **report}
    return flow.save_figure(story.target, 2025, report, version=version, by=story.owner)


@pytest.fixture
def corrected(story):
    """The owner typed 190.5, then 1234.25 with a note, and submitted; the reviewer returned it."""
    figure = save(story, "190.50")
    figure = save(story, "1234.25", figure.version, note="统计公报 <b>")
    figure = flow.submit_figure(figure, version=figure.version, by=story.owner)
    with trail.coming_from("10.1.2.3"):
        flow.return_figure(figure, version=figure.version, reason="请核对口径", by=story.reviewer)
    return figure


def shown(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_figure_tells_what_differed_as_people_write_it(as_, story, corrected):
    html = shown(as_("owner"), f"/targets/{story.target.pk}/2025/trail/")
    assert "<del>190.5</del>" in html
    assert "<ins>1\u2009234.25</ins>" in html
    assert "统计公报 &lt;b&gt;" in html
    assert "<del>已提交</del>" in html
    assert "<ins>已退回</ins>" in html
    assert "请核对口径" in html
    assert "is_break" not in html


@pytest.mark.parametrize("renamed", [False, True])
def test_english_pages_call_targets_and_the_system_in_english(as_, story, renamed):
    story.target.name_en = "Gross product"
    story.target.save()
    save(story, "190.50")
    flow.reassess([story.target], by=flow.system_person())
    if renamed:
        story.target.name = "生产总值"
        story.target.save()
    client = as_("administrator")
    client.cookies["django_language"] = "en"
    entries = shown(client, ZONE).split("<tbody>")[1]
    assert ("Gross product 2025" in entries) is not renamed
    assert ("地区生产总值 2025" in entries) is renamed
    assert "<td>System</td>" in entries
    assert "系统" not in entries


def test_the_first_entry_lists_what_was_typed_and_no_plain_no(as_, story):
    save(story, "190.50")
    html = shown(as_("owner"), f"/targets/{story.target.pk}/2025/trail/")
    assert "<ins>190.5</ins>" in html
    assert "<ins>否</ins>" not in html
    assert "<ins>No</ins>" not in html


def test_what_was_done_to_people_is_for_who_looks_after_them(as_, story):
    people = story.people
    flow.grant_role(people["viewer"], Role.REVIEWER, story.zone, None, by=people["administrator"])
    words = f"{VERBS['grant_role']}<"
    assert words in shown(as_("administrator"), ZONE).split("</form>")[-1]
    assert words not in shown(as_("reviewer"), ZONE).split("</form>")[-1]


def test_an_entry_that_restates_another_leads_to_the_trail_of_that_one(as_, story):
    twin = make.target(story.target.plan, department=story.target.department, restates=story.target)
    answer = as_("owner").get(f"/targets/{twin.pk}/2025/trail/")
    assert answer.headers["Location"] == f"/targets/{story.target.pk}/2025/trail/"


@pytest.mark.parametrize(("who", "told"), [("owner", False), ("administrator", True)])
def test_from_where_somebody_works_is_for_administrators(as_, story, corrected, who, told):
    html = shown(as_(who), f"/targets/{story.target.pk}/2025/trail/")
    assert ("10.1.2.3" in html) is told


def test_a_target_has_the_entries_of_all_its_years(as_, story, corrected):
    flow.keep(story.target, by=story.people["keeper"])
    assert str(corrected) in shown(as_("reviewer"), f"/targets/{story.target.pk}/trail/")


def test_links_lead_there_for_those_who_may(as_, story, corrected):
    figure, target = f"/targets/{story.target.pk}/2025/", f"/targets/{story.target.pk}/"
    for who, told in (("owner", True), ("colleague", False)):
        assert (f'"{figure}trail/"' in shown(as_(who), figure)) is told
        assert (f'"{target}trail/"' in shown(as_(who), target)) is told
    for who, told in (("reviewer", True), ("owner", False)):
        assert (f'"{ZONE}"' in shown(as_(who), "/zones/jinan-ht/")) is told


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", {"save_figure", "submit_figure", "return_figure"}),
        ("verb=return_figure", {"return_figure"}),
        ("by={reviewer}", {"return_figure"}),
        ("about=生产总值", {"save_figure", "submit_figure", "return_figure"}),
        ("about=税收", set()),
        ("since={today}", {"save_figure", "submit_figure", "return_figure"}),
        ("until=2020-01-01", set()),
        ("verb=nonsense", set()),
        ("by=0", set()),
        ("since=soon", set()),
        ("page=99", {"save_figure", "submit_figure", "return_figure"}),
    ],
)
def test_a_zones_trail_is_narrowed(as_, story, corrected, query, kept):
    query = query.format(reviewer=story.reviewer.pk, today=date.today().isoformat())  # noqa: DTZ011
    answer = as_("administrator").get(f"{ZONE}?{query}")
    assert answer.status_code == 200
    assert {told.entry.verb for told in answer.context["told"]} - {"assess"} == kept


@pytest.mark.parametrize("many", [1, 60])
def test_a_page_costs_the_same_for_few_and_for_many(
    as_, story, many, django_assert_max_num_queries, read_only
):
    for number in range(many):
        target = make.target(story.target.plan, name=f"指标{number}", department=None)
        flow.keep(make.annual_target(target, 2024, 150), by=story.people["keeper"])
        figure = make.draft(target, 2025, 1, entered_by=story.owner)
        trail.record("save_figure", figure, by=story.owner, zone=story.zone, after={"value": "1"})
    client = as_("administrator")
    with read_only(), django_assert_max_num_queries(13):
        assert client.get(ZONE).status_code == 200


def taken_out(client, query="") -> list[dict[str, str]]:
    answer = client.get(f"{FILE}?{query}")
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    first, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert {"时间 When", "原因 Reason"} <= set(first)
    return [dict(zip(HEADS, row, strict=True)) for row in rows]


def test_the_file_has_a_line_for_each_field_and_heads_in_both_languages(as_, story, corrected):
    (row,) = taken_out(as_("administrator"), "verb=return_figure")
    assert (row["Before"], row["After"], row["Reason"]) == ("已提交", "已退回", "请核对口径")
    assert (row["From where"], row["User name"]) == ("10.1.2.3", "reviewer")


@pytest.mark.parametrize(("value", "written"), [("12345.50", "12345.5"), ("-1234.5", "-1234.5")])
def test_a_spreadsheet_reads_the_figures_of_the_file(as_, story, value, written):
    save(story, value)
    afters = [row["After"] for row in taken_out(as_("administrator"), "verb=save_figure")]
    assert written in afters


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1+1", "-A1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_file_is_a_formula(as_, story, note):
    save(story, 190, note=note)
    afters = [row["After"] for row in taken_out(as_("administrator"), "verb=save_figure")]
    assert f"'{note}" in afters
    assert note not in afters


def test_the_file_holds_every_entry_however_many(as_, story):
    entries = [
        trail.entry("change", story.zone, by=story.owner, zone=story.zone, reason=str(number))
        for number in range(1001)
    ]
    trail.write(entries)
    reasons = {row["Reason"] for row in taken_out(as_("administrator"), "verb=change")}
    assert len(reasons) == 1001 == TrailEntry.objects.filter(verb="change").count()
