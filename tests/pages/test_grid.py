"""The grid: a row a target, each saved by itself, and nothing that was typed is lost."""

import html
import re
from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.models import Figure


@pytest.fixture
def officer(as_):
    client = as_("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def address(story) -> str:
    return f"/entry/{story.target.plan.cycles.get().pk}/"


def shown(page) -> dict[str, str]:
    """What a browser would send back of a grid untouched."""
    text = text_of(page)
    fields = {}
    for tag in re.findall(r"<input [^>]+>", text.split('id="grid"')[1]):
        attrs = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = attrs.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in attrs and ticked:
            fields[attrs["name"]] = attrs.get("value", "on")
    for name, inner in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', text):
        fields[name] = (re.findall(r'value="([^"]*)" selected', inner) or [""])[0]
    fields |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<', text))
    return fields


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def send(client, address, story, action="save", **typed):
    """The whole grid as a browser sends it, with ``typed`` in the row of the story's target."""
    fields = shown(client.get(address))
    fields |= {f"t{story.target.pk}-{name}": value for name, value in typed.items()}
    return client.post(address, fields | {"action": action})


def another(story, **fields):
    return make.target(story.target.plan, department=story.target.department, **fields)


def test_a_changed_row_is_saved_and_the_others_are_left_alone(officer, story, address):
    other = another(story, name="税收")
    make.draft(other, 2025, 7, entered_by=story.owner)
    answer = send(officer, address, story, value="190.5", note="公报数")
    assert answer.status_code == 302
    stored = Figure.objects.get(target=story.target)
    assert (stored.value, stored.decimals, stored.note) == (Decimal("190.5"), 1, "公报数")
    assert Figure.objects.get(target=other).version == 1


def test_an_untouched_grid_writes_nothing(officer, story, address):
    make.draft(story.target, 2025, "7.50", decimals=2, note="一\r\n二", entered_by=story.owner)
    answer = send(officer, address, story)
    assert (answer.status_code, Figure.objects.get().version) == (302, 1)


def test_good_rows_are_saved_beside_a_bad_one_that_keeps_its_text(officer, story, address):
    other = another(story, name="税收")
    answer = send(officer, address, story, value="abc")
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    fields = shown(answer) | {f"t{other.pk}-value": "12"}
    answer = officer.post(address, fields | {"action": "save"})
    assert "“abc” is no number" in text_of(answer)
    assert 'value="abc"' in text_of(answer)
    assert Figure.objects.get().target == other


def test_what_is_filled_is_submitted_and_the_rest_is_left(officer, story, address):
    another(story, name="税收")
    answer = send(officer, address, story, "submit", value="184")
    assert answer.status_code == 302
    assert [figure.state for figure in Figure.objects.all()] == ["submitted"]


def test_whoever_is_second_is_told_and_chooses(officer, story, address):
    page = shown(officer.get(address))
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    row = f"t{story.target.pk}-"
    answer = officer.post(address, page | {row + "value": "196", "action": "save"})
    text = text_of(answer)
    assert answer.status_code == 409
    assert "owner changed this at" in text
    assert ('value="196"' in text, 'class="theirs">191<' in text) == (True, True)
    again = shown(answer)
    assert officer.post(address, again | {"action": "save"}).status_code == 409
    assert Figure.objects.get().value == 191
    officer.post(address, again | {row + "choice": "mine", "action": "save"})
    assert Figure.objects.get().value == 196


def test_what_was_typed_gives_way_where_the_other_is_kept(officer, story, address):
    page = shown(officer.get(address))
    flow.save_figure(story.target, 2025, {"value": Decimal(191)}, version=None, by=story.owner)
    row = f"t{story.target.pk}-"
    again = shown(officer.post(address, page | {row + "value": "196", "action": "save"}))
    answer = officer.post(address, again | {row + "choice": "theirs", "action": "save"})
    assert (answer.status_code, Figure.objects.get().value) == (302, 191)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [("12000万", "1.2", "“12000万” was read as 1.2 亿元"), ("1.2亿", "1.2", "read as 1.2 亿元")],
)
def test_ten_thousands_are_shown_before_they_are_taken(officer, story, address, typed, kept, said):
    answer = send(officer, address, story, value=typed)
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    assert said in text_of(answer)
    fields = shown(answer)
    assert fields[f"t{story.target.pk}-value"] == kept
    assert officer.post(address, fields | {"action": "save"}).status_code == 302
    assert Figure.objects.get().value == Decimal(kept)
