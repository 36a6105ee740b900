"""Small charts: numbers become points, and what is missing is not drawn."""

import re
import subprocess
import sys
from dataclasses import replace

from tracker.reports.charts.sparkline import sparkline
from tracker.reports.shapes import Goal, Key, PathChart, Point

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
    svg = sparkline(SHAPE)
    assert dot(svg) == (48.8, 16.0)
    assert 'class="spark-way" points="4.0,24.0 116.0,4.0"' in svg


def test_an_unsettled_figure_is_hollow():
    assert "hollow" not in sparkline(SHAPE)
    unsettled = replace(SHAPE, figures=(Point(2021, 120, hollow=True),))
    assert "spark-dot hollow" in sparkline(unsettled)


def test_without_a_way_the_goal_is_a_rule():
    kept = replace(SHAPE, path=(), baseline=None, goal=Goal(130, "≤ 130"))
    assert 'class="spark-goal"' in sparkline(kept)
    assert 'class="spark-goal"' not in sparkline(replace(SHAPE, goal=Goal(200, "")))


def test_a_rank_that_falls_goes_up():
    ranks = replace(SHAPE, path=(), baseline=None, figures=(Point(2021, 50), Point(2022, 30)))
    assert dot(sparkline(replace(ranks, is_rank=True)))[1] == 4.0
    assert dot(sparkline(ranks))[1] == 24.0


def test_one_figure_alone_is_drawn_in_the_middle():
    alone = replace(SHAPE, path=(), baseline=None, figures=(Point(2024, 5),))
    assert dot(sparkline(alone)) == (60.0, 14.0)


def test_the_words_for_those_who_cannot_see_it_are_escaped():
    assert 'aria-label="GDP &lt;2024&gt;"' in sparkline(SHAPE)


def test_without_a_figure_nothing_is_drawn():
    assert sparkline(replace(SHAPE, figures=())) == ""


def test_it_is_drawn_without_loading_matplotlib():
    code = "import sys, tracker.reports.charts.sparkline; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
