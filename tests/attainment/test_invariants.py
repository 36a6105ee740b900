"""What holds for every case, by generated ones."""

import json
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.attainment.answering import answer_case, dump_answers, load_cases
from tracker.attainment.evaluate import evaluate
from tracker.attainment.figures import Case, Figure, Target
from tracker.terms import Direction, Path, Status, TargetKind, Verdict

quick = settings(max_examples=80, derandomize=True, database=None, deadline=None)

amounts = st.decimals(min_value="0.01", max_value=10**6, places=2)
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
paths = st.sampled_from(Path)
ladder = [Status.REVERSED, Status.FAR_BEHIND, Status.BEHIND, Status.ON_TRACK, Status.AHEAD]
ladder += [Status.ACHIEVED]
verdicts = [Verdict.MISSED, Verdict.BASICALLY_MET, Verdict.MET_WITHIN_TOLERANCE, Verdict.MET]
verdicts += [Verdict.EXCEEDED]


def judge(years, as_of=2023, **target):
    fields = {"kind": TargetKind.LEVEL, "base_year": 2020, "target_year": 2025} | target
    figures = tuple(Figure(year, value) for year, value in years.items())
    return evaluate(Case(Target(**fields), figures, as_of))


@quick
@given(base=amounts, goal=amounts, path=paths)
def test_progress_is_0_at_the_base_and_1_at_the_target(base, goal, path):
    assume(goal > base)
    target = {"base_value": base, "target_value": goal, "path": path}
    assert judge({2023: base}, **target).progress == 0
    assert abs(judge({2023: goal}, **target).progress - 1) < 1e-9


@quick
@given(base=numbers, goal=numbers, values=st.lists(numbers, min_size=1, max_size=4))
def test_at_least_and_at_most_mirror_each_other(base, goal, values):
    up = dict(zip(range(2021, 2025), values, strict=False))
    down = {year: -value for year, value in up.items()}
    floor = judge(up, 2024, base_value=base, target_value=goal)
    fall = {"base_value": -base, "target_value": -goal, "direction": Direction.AT_MOST}
    ceiling = judge(down, 2024, **fall, path=Path.LINEAR)
    straight = judge(up, 2024, base_value=base, target_value=goal, path=Path.LINEAR)
    assert (straight.status, straight.progress) == (ceiling.status, ceiling.progress)
    assert straight.margin == ceiling.margin == floor.margin


@quick
@given(base=amounts, goal=amounts, path=paths, worse=numbers, better=numbers, final=st.booleans())
def test_a_better_figure_is_never_judged_worse(base, goal, path, worse, better, final):
    worse, better = sorted((worse, better))
    assume(goal > base)
    year, order = (2025, verdicts) if final else (2023, ladder)
    target = {"base_value": base, "target_value": goal, "path": path}
    words = [judge({year: value}, 2025 if final else 2023, **target) for value in (worse, better)]
    # On either side of zero the path is another one (exact 9).
    assume(final or words[0].path == words[1].path)
    ranks = [order.index(answer.verdict or answer.status) for answer in words]
    assert ranks == sorted(ranks)


@quick
@given(
    years=st.lists(st.integers(2021, 2025), unique=True, min_size=2),
    shuffle=st.randoms(),
    values=st.lists(amounts, min_size=5, max_size=5),
    kind=st.sampled_from(TargetKind),
)
def test_the_order_of_years_does_not_matter(years, shuffle, values, kind):
    figures = [Figure(y, v, parent=v, assigned=v) for y, v in zip(years, values, strict=False)]
    limits = {"low": Decimal(1), "high": Decimal(9), "growth_percent": Decimal(5)}
    target = Target(kind, base_year=2020, target_year=2025, target_value=Decimal(8), **limits)
    mixed = list(figures)
    shuffle.shuffle(mixed)
    assert evaluate(Case(target, tuple(figures), 2025)) == evaluate(
        Case(target, tuple(mixed), 2025)
    )


typed = st.one_of(
    st.none(),
    st.integers(-200, 200),
    st.decimals(min_value=-120, max_value=1000, places=2).map(str),
    st.sampled_from(["0", "-0", "1e400", "-1e999999", "1e-999999", "99.999999999999999", "100"]),
    st.sampled_from(["9" * 70, "1e-70", "0." + "0" * 65 + "1", "优", True, [], "1e30"]),
)
years = st.integers(2018, 2027)
wholes = st.one_of(st.none(), st.integers(0, 9))
figure = st.fixed_dictionaries(
    {"year": years},
    optional=dict.fromkeys(("value", "parent", "assigned", "level", "old_value"), typed)
    | {"done": st.booleans(), "break": st.booleans(), "steps_done": wholes, "steps_total": wholes}
    | {"field_size": wholes, "quality": st.sampled_from(["final", "preliminary"])},
)
terms = {
    "direction": st.sampled_from(["at_least", "at_most"]),
    "path": st.sampled_from(["auto", "linear", "compound"]),
    "attribute": st.sampled_from(["binding", "anticipatory"]),
    "relative_kind": st.sampled_from(["level", "change"]),
    "assigned_kind": st.sampled_from(["level", "change"]),
    "assessment": st.sampled_from([None, "met", "missed"]),
    "unit": st.sampled_from(["亿元", "%"]),
}
flags = {n: st.booleans() for n in ("strict", "is_share", "approximate", "every_year")}
values = ("base_value", "base_level", "target_value", "growth_percent", "margin", "ratio")
limits = dict.fromkeys((*values, "low", "high", "limit_low", "limit_high"), typed)
version = st.fixed_dictionaries({"effective_year": years, "value": typed})
target = st.fixed_dictionaries(
    {"kind": st.sampled_from([str(kind) for kind in TargetKind]), "target_year": years},
    optional=terms
    | flags
    | limits
    | {"base_year": years, "due": years}
    | {"versions": st.lists(version, max_size=2)},
)
cases = st.fixed_dictionaries(
    {"target": target, "figures": st.lists(figure, max_size=7), "as_of": years}
)


@settings(quick, max_examples=500)
@given(case=cases)
def test_every_case_is_answered_or_refused_and_never_both(case):
    answer = answer_case(load_cases(json.dumps([case]))[0])
    [echoed] = json.loads(dump_answers([answer]))
    if "error" in answer:
        assert set(answer) == {"id", "error"}
        assert echoed["error"]["field"]
        return
    assert (answer["status"] is None) != (answer["verdict"] is None)
    assert (answer["reason"] is not None) == (answer["status"] == "not_assessable")
    assert (answer["provisional"] is None) == (answer["verdict"] is None)
    assert len(set(answer["flags"])) == len(answer["flags"])


@quick
@given(raw=st.recursive(typed, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_anything_at_all_is_answered(raw):
    assert set(answer_case(raw)) == {"id", "error"}
