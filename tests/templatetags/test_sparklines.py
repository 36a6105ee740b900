"""Small charts: numbers become points, and what is missing is not drawn."""

import re
from dataclasses import replace

import pytest

from tracker.reports.shapes import Goal, Key, PathChart, Point
from tracker.templatetags import sparklines

KEY = Key("", "", "", "", "", "", "")
SHAPE = PathChart(
    unit="亿元", first_year=2020, last_year=2025, key=KEY, alt="GDP <2024>",
    baseline=Point(2020, 100), path=((2020, 100), (2025, 200)),
    figures=(Point(2021, 120), Point(2022, 140)),
)  # fmt: skip


def dot(svg: str) -> tuple[float, float]:
    x, y = re.search(r'cx="([\d.]+)" cy="([\d.]+)"', svg).groups()
    return float(x), float(y)


def test_the_last_figure_is_the_dot_and_the_way_is_dashed():
    svg = sparklines.draw(SHAPE)
    assert dot(svg) == (48.8, 16.0)
    assert 'class="spark-way" points="4.0,24.0 116.0,4.0"' in svg


def test_an_unsettled_figure_is_hollow():
    assert "hollow" not in sparklines.draw(SHAPE)
    unsettled = replace(SHAPE, figures=(Point(2021, 120, hollow=True),))
    assert "spark-dot hollow" in sparklines.draw(unsettled)


def test_without_a_way_the_goal_is_a_rule():
    kept = replace(SHAPE, path=(), baseline=None, goal=Goal(130, "≤ 130"))
    assert 'class="spark-goal"' in sparklines.draw(kept)
    assert 'class="spark-goal"' not in sparklines.draw(replace(SHAPE, goal=Goal(200, "")))


def test_a_rank_that_falls_goes_up():
    ranks = replace(SHAPE, path=(), baseline=None, figures=(Point(2021, 50), Point(2022, 30)))
    assert dot(sparklines.draw(replace(ranks, is_rank=True)))[1] == 4.0
    assert dot(sparklines.draw(ranks))[1] == 24.0


def test_one_figure_alone_is_drawn_in_the_middle():
    alone = replace(SHAPE, path=(), baseline=None, figures=(Point(2024, 5),))
    assert dot(sparklines.draw(alone)) == (60.0, 14.0)


def test_the_words_for_those_who_cannot_see_it_are_escaped():
    assert 'aria-label="GDP &lt;2024&gt;"' in sparklines.draw(SHAPE)


@pytest.mark.parametrize(
    ("counts", "widths"),
    [((7, 9, 12), ["60", "45.00", "35.00"]), ((0, 0, 3), ["60", "0.00", "0.00"])],
)
def test_a_bar_is_all_targets_in_three_parts(counts, widths):
    drawn = re.findall(r'<rect class="[\w-]+" width="([\d.]+)"', sparklines.bar(*counts))
    assert drawn == widths


def test_no_targets_are_no_bar():
    assert sparklines.bar(0, 0, 0) == ""
