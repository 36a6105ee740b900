"""Filters of figures: what is not known is a grey dash, and marks always have a word."""

from decimal import Decimal

import pytest

from tracker.attainment.rollup import Tally
from tracker.models import Plan
from tracker.templatetags import figures
from tracker.terms import LIGHTS, MARKS, Light, Status, Verdict

DASH = '<span class="unknown">—</span>'


@pytest.mark.parametrize("filter_", [figures.number, figures.signed, figures.percent])
def test_the_unknown_is_a_grey_dash_and_zero_is_a_zero(filter_):
    assert filter_(None) == DASH
    assert filter_(0).startswith("0")


def test_counts_of_nothing_are_a_dash():
    assert (figures.share(Tally(3, 0, 0)), figures.coverage(Tally())) == (DASH, DASH)
    assert (figures.share(Tally(3, 2, 1)), figures.coverage(Tally(3, 2, 1))) == ("1/2", "2/3")


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        (None, DASH),
        ("", DASH),
        ("2021", "2021"),
        ("2021-08", "August 2021"),
        ("2021-08-06", "Aug. 6, 2021"),
        ("2021-13", "2021-13"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_stated(stated, written, english):
    assert figures.dated(stated) == written


@pytest.mark.parametrize("word", [*Status, *Verdict])
def test_a_judgement_is_mark_word_and_colour(word, english):
    shown = figures.mark(word)
    assert MARKS[word] in shown
    assert f'class="mark {LIGHTS[word]} {word}"' in shown
    assert len(shown.split("</span> ")[1]) > len("</span>")


@pytest.mark.parametrize("light", Light)
def test_a_mark_alone_is_still_read_out(light, english):
    assert f'<span class="unseen">{light.value.capitalize()}</span>' in figures.light_mark(light)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(y ÷ b)^(k ÷ n)", "(y ÷ b)<sup>k ÷ n</sup>"),
        ("(y ÷ x)^(1 ÷ (T − t)) − 1", "(y ÷ x)<sup>1 ÷ (T − t)</sup> − 1"),
        ("2^10 < 3", "2<sup>10</sup> &lt; 3"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_exponents_are_raised_and_nothing_else_becomes_markup(text, shown):
    assert figures.formula(text) == shown


@pytest.mark.parametrize(
    ("text", "tongue"), [("两处表述", "zh-Hans"), ("a note", "en"), (None, "en")]
)
def test_texts_of_documents_say_their_language(text, tongue):
    assert figures.tongue(text) == tongue


def test_a_pace_is_not_rounded_onto_a_cut_of_its_plan():
    plan = Plan(cut_behind=Decimal("0.6"), cut_on_track=Decimal("0.9"), cut_ahead=Decimal("1.1"))
    assert (figures.pace(0.899, plan), figures.pace(1.049, plan)) == ("0.899", "1.05")
