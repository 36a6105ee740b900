"""The desk on which documents are asked for: what is offered, refused, kept and listed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.pages.table_desk import CHOICE
from tests.reports.orders import build as orders
from tracker.models import Membership, ReportFile, ReportOrder
from tracker.terms import FileState, MakingStep, ReportFormat, ReportKind, Role

pytestmark = pytest.mark.django_db

DESK = "/reports/"


@pytest.fixture
def owner(as_, story, english):
    story.owner.language = "en"
    story.owner.save()
    return as_("owner")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def chosen(**changes):
    return CHOICE | {"zones": ["jinan-ht"], "kinds": ["monitoring"], "formats": ["pdf"]} | changes


def errors(answer) -> dict[str, list[str]]:
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


def beside(story):
    """A second zone that the owner may read, with a plan of another period."""
    zone = make.zone("zhifu", name="芝罘区", name_en="Zhifu")
    make.target(make.plan(zone, base_year=2022, start_year=2023, end_year=2023))
    Membership.objects.create(person=story.owner, zone=zone, role=Role.VIEWER)
    return zone


def made(**fields):
    return list(ReportFile.objects.filter(**fields).values_list("zone__code", "kind", "format"))


# --- what stands there ---------------------------------------------------------------------------


def test_the_form_opens_with_what_is_usual(owner, story):
    beside(story).memberships.all().delete()
    form = owner.get(DESK).context["form"]
    assert form.ticks == {
        "zones": {"*", "jinan-ht"} if len(form.offer.zones) == 1 else {"jinan-ht"},
        "kinds": {"monitoring"},
        "languages": {"en"},
        "formats": {"pdf"},
    }
    assert [zone.code for zone in form.offer.zones] == ["jinan-ht"]


def test_the_address_fills_it_in(owner):
    form = owner.get(f"{DESK}?kinds=brief&kinds=midterm&year=2023&formats=xlsx").context["form"]
    assert form.ticks["kinds"] == {"brief", "midterm"}
    assert form.ticks["formats"] == {"xlsx"}
    assert form["year"].value() == "2023"


def test_each_kind_says_which_years_it_fits(owner):
    page = text(owner.get(DESK))
    assert "Fits 2023, 2024." in page
    assert "Fits 2025." in page
    assert "Comparison of zones" not in page, "there is but one"


def test_whoever_sees_no_zone_is_told_so_and_not_led_here(as_, story):
    client = as_("newcomer")
    answer = client.get(DESK)
    assert answer.context["form"] is None
    assert f'href="{DESK}"' not in text(client.get("/alerts/"))


# --- asking --------------------------------------------------------------------------------------


def test_a_batch_is_asked_for_at_once(owner, story, django_capture_on_commit_callbacks):
    beside(story)
    data = chosen(zones=["*"], year="2023", kinds=["monitoring", "comparison"], formats=["pdf"])
    answer = owner.post(DESK, data)
    order = ReportOrder.objects.get(by=story.owner)
    assert answer.headers["Location"] == f"/reports/{order.token}/"
    assert made() == [
        ("jinan-ht", "monitoring", "pdf"),
        ("zhifu", "monitoring", "pdf"),
        ("jinan-ht", "comparison", "pdf"),
    ]


IMPOSSIBLE = (
    ({"zones": []}, "zones", "No zone is ticked"),
    ({"zones": ["zibo-ht"]}, "zones", "“zibo-ht” is no zone that can be chosen here"),
    # As if it did not exist: the words for what is out of sight are those for what is not there.
    ({"zones": ["nowhere"]}, "zones", "“nowhere” is no zone that can be chosen here"),
    ({"kinds": []}, "kinds", "No document is ticked"),
    ({"kinds": ["midterm"], "year": "2022"}, "kinds", "does not fit 2022"),
    ({"year": "2031"}, "year", "“2031” cannot be chosen here"),
    ({"year": ""}, "year", "No year is chosen"),
    ({"kinds": ["comparison"]}, "zones", "wants two zones"),
    ({"formats": []}, "formats", "No format is ticked"),
    ({"languages": []}, "languages", "No language is ticked"),
    ({"languages": ["fr"]}, "languages", "“fr” cannot be chosen here"),
    ({"plan": "0"}, "plan", "“0” cannot be chosen here"),
    ({"department": "x"}, "department", "“x” cannot be chosen here"),
)


def test_what_cannot_be_is_told_at_its_field(owner):
    for changes, field, words in IMPOSSIBLE:
        answer = owner.post(DESK, chosen(**changes))
        assert answer.status_code == 422
        assert words in errors(answer)[field][0]
    assert not ReportOrder.objects.exists()


def test_nothing_that_was_chosen_is_lost(owner, story):
    beside(story)
    data = chosen(zones=[], kinds=["brief", "final"], year="2022", formats=["xlsx", "csv"])
    form = owner.post(DESK, data).context["form"]
    assert form.ticks["kinds"] == {"brief", "final"}
    assert form.ticks["formats"] == {"xlsx", "csv"}
    assert form["year"].value() == "2022"


def test_what_does_not_fit_can_be_left_out(owner, story):
    beside(story)
    data = chosen(zones=["*"], kinds=["monitoring"], year="2024")
    answer = owner.post(DESK, data)
    assert errors(answer) == {
        "year": ["Zhifu: 2024 lies outside the plan. Choose a year from 2023 to 2023."]
    }
    assert "Zhifu 2024 Annual monitoring report · PDF" in text(answer)
    assert "make 1 file" in text(answer)
    assert owner.post(DESK, data | {"rest": "on"}).status_code == 302
    assert made() == [("jinan-ht", "monitoring", "pdf")]


def test_nothing_is_left_out_where_nothing_else_is_there(owner):
    data = chosen(kinds=["final"], year="2024", rest="on")
    assert "kinds" in errors(owner.post(DESK, data))
    assert not ReportOrder.objects.exists()


def test_more_files_than_an_order_holds_are_refused(owner, story, monkeypatch):
    monkeypatch.setattr("tracker.flow.ordering.MOST_FILES", 3)
    data = chosen(formats=["pdf", "docx", "xlsx", "csv"], kinds=["monitoring"])
    answer = owner.post(DESK, data)
    assert answer.status_code == 422
    assert "These are 4 files; one order holds 3." in text(answer)
    assert answer.context["form"].ticks["formats"] == {"pdf", "docx", "xlsx", "csv"}


# --- plans and departments -----------------------------------------------------------------------


def test_another_plan_of_a_zone_can_be_chosen(owner, story):
    plain = owner.get(DESK)
    assert 'name="plan"' not in text(plain)
    other = make.plan(story.zone, base_year=2024, start_year=2025, end_year=2025)
    assert f'value="{other.pk}"' in text(owner.get(DESK))
    owner.post(DESK, chosen(plan=str(other.pk)))
    assert ReportFile.objects.get().plan == other


def test_a_plan_or_department_wants_its_zone_ticked(owner, story):
    zone = beside(story)
    theirs = make.department(zone, "财政局", name_en="Finance")
    make.target(zone.plans.get(), name="税收", department=theirs)
    answer = owner.post(DESK, chosen(department=str(theirs.pk), kinds=["department"]))
    assert errors(answer)["department"] == [
        "“Finance” belongs to Zhifu. Tick that zone, or choose another one."
    ]


def test_sheets_are_of_every_responsible_department_or_of_one(owner, story):
    second = make.department(story.zone, "财政局")
    make.target(story.target.plan, name="税收", department=second)
    owner.post(DESK, chosen(kinds=["department"]))
    assert ReportFile.objects.count() == 2
    owner.post(DESK, chosen(kinds=["department"], department=str(second.pk)))
    assert list(ReportOrder.objects.first().files.values_list("department", flat=True)) == [
        second.pk
    ]


# --- what was asked for --------------------------------------------------------------------------


def test_orders_are_told_in_words_the_newest_first(owner, story):
    now = timezone.now()
    old = orders.order(story.owner, asked_at=now - timedelta(days=1), ended_at=now)
    orders.made(old, story.zone, content=b"x" * 2048)
    orders.file(old, story.zone, kind=ReportKind.FINAL, state=FileState.FAILED)
    new = orders.order(story.owner)
    facts = {"step": MakingStep.WRITING, "lease_until": now}
    orders.file(new, story.zone, state=FileState.MAKING, **facts)
    orders.order(story.reviewer)
    lines = owner.get(DESK).context["lines"]
    assert [line.order for line in lines] == [new, old]
    assert [line.sentence for line in lines] == [
        "0 of 1 file made; 1 still to come",
        "1 of 2 files made; 1 could not be made",
    ]
    assert (lines[0].summary.done, lines[0].summary.total) == (1, 3)
    assert lines[1].title == "Annual monitoring report, Final evaluation report 2024"


def test_a_comparison_names_how_many_zones_it_holds(owner, story):
    zone = beside(story)
    orders.file(orders.order(story.owner), story.zone, zone)
    line = owner.get(DESK).context["lines"][0]
    assert line.place.endswith("and 1 other zone")


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(owner, story, many, django_assert_max_num_queries):
    for _number in range(many):
        order = orders.order(story.owner)
        for format in ReportFormat:
            orders.made(order, story.zone, format=format)
        orders.file(order, story.zone, beside(story) if many == 1 else story.zone)
    with django_assert_max_num_queries(16):
        owner.get(DESK)


def test_zones_and_board_lead_here_filled_in(owner, story):
    beside(story)
    assert "/reports/?zones=jinan-ht&amp;year=2024" in text(owner.get("/zones/jinan-ht/?year=2024"))
    assert "kinds=comparison" not in text(owner.get("/?year=2024"))
    board = text(owner.get("/?year=2023"))
    assert "/reports/?zones=*&amp;kinds=comparison&amp;year=2023" in board
    form = owner.get(f"{DESK}?zones=*&kinds=comparison&year=2023").context["form"]
    assert (form.ticks["zones"], form.ticks["kinds"]) == ({"*"}, {"comparison"})


def test_the_list_is_turned_page_by_page(owner, story):
    for _number in range(21):
        orders.file(orders.order(story.owner), story.zone)
    assert len(owner.get(DESK).context["lines"]) == 20
    assert len(owner.get(f"{DESK}?page=2").context["lines"]) == 1


def test_reading_writes_nothing(owner, story, read_only):
    orders.file(orders.order(story.owner), story.zone)
    with read_only():
        owner.get(DESK)
