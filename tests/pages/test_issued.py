"""The pages of issued documents: which there are, what one is, and issuing another."""

from hashlib import sha256
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.reports import build
from tests.reports.test_differences import revised
from tracker import flow
from tracker.models import IssuedReport, Membership
from tracker.terms import ReportKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_folder", "english")]
NUMBER = "济高规〔2026〕3号"
CHOICE = {"zone": "jinan-ht", "year": "2024", "kind": "brief", "language": "en"}


@pytest.fixture
def _folder(settings, tmp_path):
    settings.ISSUED_ROOT = tmp_path / "issued"


@pytest.fixture
def plan():
    plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
    build.judged(plan, {2023: "150", 2024: "180"}, name="税收")
    return plan


@pytest.fixture
def administrator(plan, client):
    person = make.member(Role.ADMINISTRATOR, plan.zone, language="en")
    client.force_login(person)
    return person


def issued(zone, by, number=NUMBER, **options) -> IssuedReport:
    kind = options.pop("kind", ReportKind.BRIEF)
    return flow.issue_report(zone, 2024, kind, number=number, language="en", by=by, **options)


def shown(client, name="issued-documents", *args, **query) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_list_shows_what_may_be_read_and_marks_what_is_superseded(client, plan, administrator):
    first = make.issued_report(plan.zone, "1号")
    make.issued_report(plan.zone, "2号", supersedes=first, reason="更正")
    hidden = make.zone("hidden")
    make.issued_report(hidden, "9号")
    make.issued_report(plan.zone, "8号").beside.add(hidden)
    page = shown(client)
    assert [number in page for number in ("1号", "2号", "8号", "9号")] == [True, True, False, False]
    assert page.count("Superseded by <a") == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": 2024}, ["2号"]),
        ({"kind": "brief"}, ["2号"]),
        ({"zone": "jinan-ht"}, ["2号", "1号"]),
        ({"zone": "yantai-ht"}, ["3号"]),
        ({"year": "x"}, []),
    ],
)
def test_the_list_is_narrowed(client, plan, administrator, query, found):
    beside = make.zone("yantai-ht")
    Membership.objects.create(person=administrator, zone=beside, role=Role.VIEWER)
    make.issued_report(plan.zone, "1号")
    make.issued_report(plan.zone, "2号", year=2024, kind=ReportKind.BRIEF)
    make.issued_report(beside, "3号")
    page = client.get(reverse("issued-documents"), query)
    assert [document.number for document in page.context["shown"]] == found


def test_the_list_asks_as_much_for_many_as_for_few(
    client, plan, administrator, django_assert_num_queries
):
    def rows(*numbers):
        for number in numbers:
            make.issued_report(plan.zone, f"{number}号", issued_by=administrator)

    rows(1, 2)
    shown(client)
    with django_assert_num_queries(8):
        shown(client)
    rows(*range(3, 12))
    with django_assert_num_queries(8):
        shown(client)


def test_what_documents_say_is_not_read_to_list_them(
    client, plan, administrator, django_assert_max_num_queries
):
    first = make.issued_report(plan.zone, "1号")
    make.issued_report(plan.zone, "2号", supersedes=first, reason="更正")
    for name, query in (("issued-documents", {}), ("verify", {"number": "1号"})):
        with django_assert_max_num_queries(12) as asked:
            shown(client, name, **query)
        assert [one["sql"] for one in asked if '"dataset"' in one["sql"]] == []


def test_a_document_is_shown_with_its_files_and_their_hashes(client, plan, administrator):
    document = issued(plan.zone, administrator)
    page = shown(client, "issued-document", document.pk)
    for file in document.files.all():
        assert file.sha256 in page
        answer = client.get(reverse("issued-content", args=[document.pk, file.format]))
        assert sha256(answer.content).hexdigest() == file.sha256
        assert answer["Cache-Control"] == "private, no-store"
        assert quote(file.filename) in answer["Content-Disposition"]


def test_a_newer_document_shows_every_difference_and_links_both_ways(client, plan, administrator):
    first = issued(plan.zone, administrator)
    revised(plan.targets.get(), 2024, "120")
    newer = issued(plan.zone, administrator, "4号", reason="年鉴更正")
    page = shown(client, "issued-document", newer.pk)
    for text in (NUMBER, "年鉴更正", "Differences from", "Light of the zone"):
        assert text in page
    assert "Superseded on" in shown(client, "issued-document", first.pk)


def test_a_file_that_is_lost_for_good_says_so_and_what_to_do(client, plan, administrator):
    document = make.issued_report(plan.zone)
    answer = client.get(reverse("issued-content", args=[document.pk, "pdf"]))
    assert answer.status_code == 409
    assert "from the backup" in answer.content.decode()


def test_a_document_is_chosen_looked_at_and_issued(client, plan, administrator):
    page = shown(client, "issue", **CHOICE)
    assert "No document was issued on this subject before." in page
    assert "report.pdf?kind=brief&amp;year=2024&amp;lang=en" in page
    answer = client.post(reverse("issue"), {**CHOICE, "number": NUMBER})
    document = IssuedReport.objects.get(number=NUMBER)
    assert answer["Location"] == reverse("issued-document", args=[document.pk])
    assert document.issued_by == administrator


@pytest.fixture
def second(administrator):
    plan = make.plan(make.zone("yantai-ht", name="烟台高新区"))
    build.judged(plan, {2024: "150"}, name="税收")
    Membership.objects.create(person=administrator, zone=plan.zone, role=Role.ADMINISTRATOR)
    return plan


def test_the_draft_of_a_comparison_holds_the_chosen_zones(client, plan, administrator, second):
    unasked = make.plan(make.zone("zibo-ht", name="淄博高新区")).zone
    Membership.objects.create(person=administrator, zone=unasked, role=Role.VIEWER)
    choice = {**CHOICE, "kind": "comparison", "beside": ["yantai-ht"]}
    draft = client.get(reverse("issue"), choice).context["draft"]
    made = client.get(draft.replace("report.pdf", "report.json")).json()
    assert {rank["zone"]["name"] for rank in made["ranking"]} == {"济南高新区", "烟台高新区"}
    hidden = make.plan(make.zone("hidden")).zone
    assert client.get(f"{draft}&beside={hidden.code}").status_code == 404


def test_zones_without_a_published_plan_are_not_offered(client, plan, administrator, second):
    planless = make.zone("planless")
    Membership.objects.create(person=administrator, zone=planless, role=Role.ADMINISTRATOR)
    form = client.get(reverse("issue")).context["shown"].chosen
    for name in ("zone", "beside"):
        assert set(form.fields[name].queryset) == {plan.zone, second.zone}


def test_a_plan_is_chosen_where_a_zone_has_two(client, plan, administrator, second):
    assert "plan" not in client.get(reverse("issue"), CHOICE).context["shown"].chosen.fields
    year = {"kind": "annual", "base_year": 2023, "start_year": 2024, "end_year": 2024}
    own = make.plan(plan.zone, title="2024年计划", **year)
    build.judged(own, {2024: "99"}, name="税收")
    choice = {**CHOICE, "plan": str(own.pk)}
    page = client.get(reverse("issue"), choice)
    assert f"plan={own.pk}" in page.context["draft"]
    client.post(reverse("issue"), {**choice, "number": NUMBER})
    assert IssuedReport.objects.get().plan == own
    refused = client.get(reverse("issue"), {**choice, "zone": "yantai-ht"})
    assert "is a plan of 济南高新区" in refused.content.decode()


def test_what_would_be_superseded_is_shown_and_the_next_number_proposed(
    client, plan, administrator
):
    pattern = f"济高规〔{timezone.localdate().year}〕{{}}号"
    issued(plan.zone, administrator, pattern.format(3))
    page = client.get(reverse("issue"), CHOICE)
    assert pattern.format(3) in page.content.decode()
    assert page.context["shown"].prepared.number == pattern.format(4)


def test_without_a_reason_nothing_is_issued_and_what_was_typed_stays(client, plan, administrator):
    former = issued(plan.zone, administrator).pk
    given = {**CHOICE, "number": "4号", "why": " ", "former": former}
    answer = client.post(reverse("issue"), given)
    page = answer.content.decode()
    assert (answer.status_code, IssuedReport.objects.count()) == (422, 1)
    assert "say why there is a new one" in page
    assert 'value="4号"' in page


def test_what_was_issued_after_the_page_was_shown_is_not_superseded_unseen(
    client, plan, administrator
):
    first = issued(plan.zone, administrator)
    seen = shown(client, "issue", **CHOICE)
    assert f'name="former" value="{first.pk}"' in seen
    second = issued(plan.zone, administrator, "4号", reason="更正")
    given = {**CHOICE, "number": "5号", "why": "年鉴", "former": first.pk}
    answer = client.post(reverse("issue"), given)
    assert answer.status_code == 409 and "Somebody issued 4号" in answer.content.decode()
    assert IssuedReport.objects.filter(number="5号").count() == 0
    client.post(reverse("issue"), {**given, "former": second.pk})
    assert IssuedReport.objects.get(number="5号").supersedes == second


def test_a_number_that_is_taken_is_named_and_nothing_is_issued(client, plan, administrator):
    make.issued_report(plan.zone, "4号")
    answer = client.post(reverse("issue"), {**CHOICE, "number": "4号"})
    assert answer.status_code == 409
    assert "4号 is taken already" in answer.content.decode()


def test_a_kind_that_does_not_fit_the_year_is_told_before_it_is_issued(client, plan, administrator):
    answer = client.get(reverse("issue"), {**CHOICE, "kind": "final"})
    assert answer.status_code == 409
    assert "does not fit 2024" in answer.content.decode()


def test_the_page_of_the_zone_leads_there(client, plan, administrator):
    page = shown(client, "zone", "jinan-ht", year=2024)
    assert f"{reverse('issued-documents')}?zone=jinan-ht" in page
    assert f"{reverse('issue')}?zone=jinan-ht" in page
