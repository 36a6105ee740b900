"""The texts of the grid's script: all that it says stands in its page, and nothing besides."""

import re

from tests.architecture.source import ROOT

SCRIPTS = ROOT / "tracker/static/tracker"
PAGE = ROOT / "templates/tracker/grid/_script.html"

# What is said by a word that the script works out.
PHASES = {
    "typed",
    "waiting",
    "saving",
    "saved",
    "refused",
    "read",
    "stale",
    "denied",
    "offline",
    "signed-out",
    "closed",
}
PASTED = {"paste-filled", "paste-closed", "paste-misfit", "paste-beyond"}
BUTTONS = {"again", "keep"}


def test_the_page_holds_every_text_of_the_script_and_no_other():
    scripts = [SCRIPTS / "grid.js", *(SCRIPTS / "grid").glob("*.js")]
    said = {word for file in scripts for word in re.findall(r'say\("([\w-]+)"', file.read_text())}
    written = re.findall(r'data-word="([\w-]+)"', PAGE.read_text())
    assert len(written) == len(set(written))
    assert set(written) == said | PHASES | PASTED | BUTTONS
