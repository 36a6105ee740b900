"""What a browser does with the grid: reads its form, and sends it back."""

import html
import re

from tests import make


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
    """One more target of the owner's department in the same plan."""
    return make.target(story.target.plan, department=story.target.department, **fields)


def row_of(client, address, story, **sent):
    """One row saved by itself, as the script does it."""
    fields = {"quality": "final", "version": "", "action": "save"} | sent
    return client.post(f"{address}{story.target.pk}/", fields)
