"""The method page names every rule that the reasons cite, and whose rule it is."""

from tracker.pages.quantities import QUANTITIES
from tracker.pages.rules import RULES, Origin
from tracker.terms import Status, TargetKind, Verdict


def test_every_quantity_rule_is_on_the_page(client, db):
    page = client.get("/method/").content.decode()
    shown = [rule for rule in RULES.values() if rule.section in ("quantities", "kinds")]
    assert all(f'id="{rule.key}"' in page for rule in shown)
    assert {rule.origin for rule in shown} == set(Origin)


def test_every_section_that_a_rule_cites_exists(client, db):
    page = client.get("/method/").content.decode()
    assert all(f'id="{rule.section}"' in page for rule in RULES.values())


def test_every_status_verdict_and_kind_is_told(client, db):
    context = client.get("/method/").context
    assert {word for word, _text in context["statuses"]} == set(Status)
    assert {word for word, _text in context["verdicts"]} == set(Verdict)
    assert len(context["kinds"]) == len(TargetKind) == len(QUANTITIES)
