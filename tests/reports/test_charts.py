"""Charts: a frozen shape in, SVG out, alike every time and fit for pages that forbid styles."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tracker.reports import fonts
from tracker.reports.charts.canvas import BESIDE, PAGE, Size
from tracker.reports.charts.fields import field_chart
from tracker.reports.charts.matrix import matrix_chart
from tracker.reports.charts.multiples import multiples_chart
from tracker.reports.charts.path import path_chart
from tracker.reports.shapes import (
    Fan,
    FieldBar,
    FieldChart,
    Goal,
    Key,
    MatrixBox,
    MatrixChart,
    MatrixLine,
    Multiples,
    Panel,
    PathChart,
    Point,
    Segment,
)
from tracker.terms import Light

FONT = fonts.find(fonts.SANS)
KEY = Key("历史值", "基期", "时序路径", "实际", "快报数", "年度目标", "按现有趋势")


def shape(**parts) -> PathChart:
    defaults = {
        "unit": "亿元",
        "first_year": 2020,
        "last_year": 2025,
        "key": KEY,
        "baseline": Point(2020, 285, "285"),
        "path": ((2020, 285), (2025, 570)),
        "figures": (Point(2021, 330, "330"), Point(2022, 371, "1\u2009371", hollow=True)),
        "goal": Goal(570, "目标 ≥ 570"),
        "fan": Fan(Point(2022, 371), Point(2025, 512, "预计 512"), 480, 545),
    }
    return PathChart(**{**defaults, **parts})


def drawn(chart: PathChart, size: Size = PAGE) -> str:
    return path_chart.__wrapped__(chart, size).decode()


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314  our own drawing
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_shape_gives_the_same_bytes():
    assert drawn(shape()) == drawn(shape())


def test_every_label_is_text_that_can_be_found():
    assert {"330", "1\u2009371", "目标 ≥ 570", "预计 512", "亿元", "2025"} <= set(
        texts(drawn(shape()))
    )


def test_the_key_names_only_what_is_drawn():
    found = texts(drawn(shape(figures=(), fan=None)))
    assert "基期" in found
    assert not {"历史值", "实际", "快报数", "年度目标", "按现有趋势"} & set(found)


def test_nothing_needs_an_inline_style_or_a_style_sheet():
    svg = drawn(shape())
    assert "style" not in svg
    assert "<metadata" not in svg


def test_a_mark_is_painted_where_it_stands_so_that_a_dark_page_can_repaint_it():
    svg = drawn(shape())
    marks = re.findall(r"<defs>\s*<path[^>]*>", svg)
    assert marks
    assert not any("stroke" in mark for mark in marks)


def test_text_falls_back_to_the_chinese_fonts_of_offices():
    assert "font-family=\"'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei'" in drawn(shape())


def test_a_dollar_sign_is_no_formula():
    assert "亿$x$" in texts(drawn(shape(unit="亿$x$")))


def test_a_rank_counts_downwards():
    points = (Point(2021, 48, "48"), Point(2022, 30, "30"))
    rank = shape(figures=points, goal=None, fan=None, path=(), baseline=None, is_rank=True)
    heights = {text: y for text, y in positions(drawn(rank)) if text in {"40", "35"}}
    assert heights["35"] < heights["40"]


def positions(svg: str) -> list[tuple[str, float]]:
    root = ElementTree.fromstring(svg)  # noqa: S314
    nodes = root.iter("{http://www.w3.org/2000/svg}text")
    return [("".join(node.itertext()), float(node.get("y", "0"))) for node in nodes]


def test_labels_at_the_edge_do_not_cover_each_other():
    close = shape(fan=Fan(Point(2022, 371), Point(2025, 570, "预计 570")))
    heights = dict(positions(drawn(close)))
    assert abs(heights["预计 570"] - heights["目标 ≥ 570"]) >= 7.5


def test_a_long_period_leaves_years_out_rather_than_printing_them_over_each_other():
    years = [text for text in texts(drawn(shape(last_year=2049))) if text.startswith("20")]
    assert years[-1] == "2049"
    assert len(years) < 20


def test_one_figure_and_no_figure_can_be_drawn():
    for parts in ({"figures": (Point(2021, 0, "0"),)}, {"figures": (), "path": (), "fan": None}):
        assert "<svg" in drawn(shape(**parts), BESIDE)


def test_fields_of_work_say_their_counts_in_marks_and_numbers():
    bars = (
        FieldBar("经济发展", (Segment(8, Light.GREEN, "●"), Segment(4, Light.GREY, "○")), "8/8"),
        FieldBar("生态环保", (Segment(1, Light.RED, "▼"),), "0/1"),
    )
    chart = FieldChart(bars, ((Light.GREEN, "● 符合预期"), (Light.GREY, "○ 暂无法评估")))
    svg = field_chart.__wrapped__(chart).decode()
    assert {"●8", "○4", "8/8", "0/1", "经济发展", "○ 暂无法评估"} <= set(texts(svg))


def test_a_missing_font_folder_is_named(tmp_path):
    with pytest.raises(fonts.FontsMissing, match=r"REPORT_FONT_DIRS.*absent"):
        fonts.find(fonts.SANS, [tmp_path / "absent"])


def test_an_own_font_comes_before_the_bundled_one(tmp_path):
    own = tmp_path / "NotoSansSC-Regular.otf"
    own.write_bytes(FONT.read_bytes())
    assert fonts.find(fonts.SANS, [tmp_path]) == own


def test_charts_and_tables_know_no_django():
    modules = "tracker.reports.charts.multiples, tracker.reports.datasets, tracker.reports.glyphs"
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def box(light: Light, mark: str, share: str) -> MatrixBox:
    return MatrixBox(light, mark, "绿" if light is Light.GREEN else "灰", share)


def test_a_box_of_the_matrix_says_its_light_in_mark_and_word():
    boxes = (box(Light.GREEN, "●", "7/9"), None, box(Light.GREY, "○", "—"))
    line = MatrixLine("济南高新区", boxes)
    svg = matrix_chart.__wrapped__(MatrixChart(("经济发展", "生态环保", "其他"), (line,)))
    assert {"●", "7/9", "绿", "○", "—", "灰", "·", "济南高新区"} <= set(texts(svg.decode()))


def test_a_matrix_of_many_fields_cuts_names_rather_than_writing_over_them():
    names = tuple(f"第{n}个名称很长很长的领域" for n in range(10))
    chart = MatrixChart(
        names, (MatrixLine("一个名称长得写不下的高新技术产业开发区", (None,) * 10),)
    )
    found = texts(matrix_chart.__wrapped__(chart).decode())
    assert sum(text.endswith("…") for text in found) == 11


def multiples(*charts: PathChart) -> str:
    panels = tuple(Panel(f"园区{n}", "●", "符合预期", Light.GREEN, c) for n, c in enumerate(charts))
    return multiples_chart.__wrapped__(Multiples("亿元", KEY, panels), 756).decode()


def test_small_multiples_name_every_zone_its_target_and_where_it_stands():
    svg = multiples(shape(), shape(goal=Goal(300, "目标 ≥ 300")))
    wanted = {"园区0", "园区1", "● 符合预期", "目标 ≥ 570", "目标 ≥ 300", "亿元"}
    assert wanted <= set(texts(svg))


def test_small_multiples_share_one_scale():
    small = shape(figures=(Point(2021, 57, "57"),), path=(), fan=None, goal=Goal(57, "目标 ≥ 57"))
    found = texts(multiples(shape(), small))
    assert found.count("400") == 1
    assert not {"56", "58", "60"} & set(found)


def test_many_zones_stand_in_several_rows():
    svg = multiples(*[shape() for _ in range(7)])
    heights = {y for text, y in positions(svg) if text.startswith("园区")}
    assert len(heights) == 2


def test_counts_without_room_in_their_bar_stand_behind_it_with_their_marks():
    segments = (Segment(200, Light.GREEN, "●"), Segment(1, Light.RED, "▼"))
    chart = FieldChart((FieldBar("经济发展", segments, "200/201"),), ())
    assert "▼1" in texts(field_chart.__wrapped__(chart).decode())
