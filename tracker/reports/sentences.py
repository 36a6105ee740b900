"""Findings written out: the target, the figure, what was expected, the gap, what is needed now.

Every number is one of the standing's answer; nothing is judged here. In the active language.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import Figure
from tracker.models.wording import LIKELIHOODS
from tracker.notation import SLACK, number, pace, percent
from tracker.reports.prose import amount, changed, level, promise
from tracker.standing import Standing
from tracker.terms import Direction, Path, Status, TargetKind, Verdict

# Figures are stored with no more.
_MOST_DECIMALS = 4


def gap(item: Standing, distance: float | None) -> str:
    """A distance, with more digits where it would otherwise be printed as nothing."""
    decimals = _digits(item, distance)
    while distance and decimals < _MOST_DECIMALS and not round(distance, decimals):
        decimals += 1
    return difference(item, None if distance is None else abs(distance), decimals)


def _digits(item: Standing, distance: float | None) -> int:
    """None after the point where what lies apart is counted in whole numbers, and so is this."""
    typed = max(item.target.decimals, item.figure.decimals if item.figure else 0)
    is_whole = distance is not None and abs(distance - round(distance)) < SLACK
    return 0 if is_whole and not typed else item.decimals


def difference(item: Standing, value: float | None, decimals: int | None = None) -> str:
    """What lies between two values: of percentages that is percentage points, never per cent."""
    if value is None or item.target.unit not in ("%", "％"):
        return amount(item, value, _digits(item, value) if decimals is None else decimals)
    text = number(value, _digits(item, value) if decimals is None else decimals)
    return (_("%(value)s percentage points") % {"value": text}).replace(" ", "\u00a0")


def total_so_far(item: Standing) -> Decimal | None:
    """A sum's running total with the digits of its figures, which are added exactly."""
    if item.answer.cumulative is None:
        return None
    return Decimal(repr(item.answer.cumulative))


def sentences(item: Standing) -> tuple[str, ...]:
    """What is to be said of a target, one sentence each."""
    said = (fact(item), _share(item), needed(item), _outlook(item))
    return tuple(sentence for sentence in said if sentence)


def fact(item: Standing) -> str:
    """The figure against what was asked for by then."""
    figure = latest(item)
    if figure is None:
        return _("The target is %(target)s; no figure has been reported.") % {
            "target": promise(item)
        }
    return _FACTS.get(TargetKind(item.target.kind), _against_target)(item, figure)


def latest(item: Standing) -> Figure | None:
    """The latest figure that says anything; a year may stand there with a note only."""
    milestone = item.target.kind == TargetKind.MILESTONE
    said = (f for f in item.figures if (f.done if milestone else f.value) is not None)
    return max(said, key=lambda figure: figure.year, default=None)


def _on_path(item: Standing, figure: Figure) -> str:
    answer = item.answer
    if answer.expected is None or answer.verdict is not None or figure.value is None:
        return _against_target(item, figure)
    facts = {
        "year": figure.year,
        "actual": level(item, figure.value, figure.decimals),
        "expected": level(item, answer.expected),
        "gap": gap(item, float(figure.value) - answer.expected),
        "target": promise(item),
        "end": item.target.target_year,
    }
    if not _falls_short(item, float(figure.value) - answer.expected):
        text = _(
            "In %(year)s it stood at %(actual)s, where the path to %(target)s in %(end)s asks for "
            "%(expected)s: %(gap)s better."
        )
    elif _is_ceiling(item):
        text = _(
            "In %(year)s it stood at %(actual)s, where the path to %(target)s in %(end)s asks for "
            "%(expected)s: %(gap)s too much."
        )
    else:
        text = _(
            "In %(year)s it stood at %(actual)s, where the path to %(target)s in %(end)s asks for "
            "%(expected)s: %(gap)s short."
        )
    return text % facts


def _falls_short(item: Standing, difference: float) -> bool:
    ceiling = item.target.kind == TargetKind.RANK or _is_ceiling(item)
    return difference > 0 if ceiling else difference < 0


def _is_ceiling(item: Standing) -> bool:
    """Whether falling short means too much of it; a rank falls behind as a floor does."""
    return item.target.direction == Direction.AT_MOST and item.target.kind != TargetKind.RANK


def _against_target(item: Standing, figure: Figure) -> str:
    """The year's value against the target itself, for floors, ceilings and verdicts."""
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": level(item, figure.value, figure.decimals),
        "target": promise(item),
        "gap": gap(item, answer.margin),
    }
    if answer.margin is None or _is_bare_tie(item, answer.margin):
        return _("In %(year)s it stood at %(actual)s; the target is %(target)s.") % facts
    if answer.margin < 0 and _is_ceiling(item):
        text = _("In %(year)s it stood at %(actual)s; the target is %(target)s: %(gap)s too much.")
    elif answer.margin < 0:
        text = _("In %(year)s it stood at %(actual)s; the target is %(target)s: %(gap)s short.")
    else:
        text = _("In %(year)s it stood at %(actual)s; the target is %(target)s: kept.")
    return text % facts


def _is_bare_tie(item: Standing, distance: float) -> bool:
    """Equal to a target that equality does not meet: neither kept nor short by anything."""
    return item.target.strict and distance == 0


def _of_growth(item: Standing, figure: Figure) -> str:
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": changed(item, figure.value, figure.decimals),
        "average": changed(item, answer.average_growth_percent, item.decimals),
        "target": promise(item),
    }
    return (
        _("%(actual)s in %(year)s, %(average)s a year on average; the target is %(target)s a year.")
        % facts
    )


def _of_sum(item: Standing, figure: Figure) -> str:
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": amount(item, figure.value, figure.decimals),
        "total": amount(item, total_so_far(item)),
        "expected": amount(item, answer.expected),
        "target": promise(item),
        "gap": gap(item, answer.margin),
    }
    if answer.verdict is None:
        text = _(
            "%(actual)s in %(year)s, %(total)s in all; an even pace to %(target)s asks for "
            "%(expected)s by then."
        )
    elif answer.margin is not None and answer.margin < 0:
        text = _("%(total)s in all by %(year)s; the target is %(target)s: %(gap)s short.")
    else:
        text = _("%(total)s in all by %(year)s; the target is %(target)s: kept.")
    return text % facts


def _of_change(item: Standing, figure: Figure) -> str:
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": changed(item, figure.value, figure.decimals),
        "total": changed(item, answer.cumulative_change_percent),
        "expected": changed(item, item.target.as_reported(answer.expected)),
        "target": promise(item),
    }
    return (
        _(
            "%(actual)s in %(year)s, %(total)s since the base year; the path to %(target)s asks "
            "for %(expected)s by then."
        )
        % facts
    )


def _of_relative(item: Standing, figure: Figure) -> str:
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": amount(item, figure.value, figure.decimals),
        "parent": amount(item, figure.compared),
        "name": item.target.compared_with or _("the compared series"),
        "target": promise(item),
        "gap": gap(item, answer.gap),
    }
    if answer.gap is None or _is_bare_tie(item, answer.gap):
        text = _("%(actual)s in %(year)s; the target is %(target)s.")
    elif _falls_short(item, answer.gap):
        text = _(
            "%(actual)s in %(year)s beside %(parent)s of %(name)s; the target is %(target)s. Over "
            "the years reported it is %(gap)s short."
        )
    else:
        text = _(
            "%(actual)s in %(year)s beside %(parent)s of %(name)s; the target is %(target)s. Over "
            "the years reported it is kept."
        )
    return text % facts


def _of_delegated(item: Standing, figure: Figure) -> str:
    answer = item.answer
    facts = {
        "year": figure.year,
        "actual": amount(item, figure.value, figure.decimals),
        "gap": gap(item, answer.margin),
    }
    if answer.margin is None:
        return _("%(actual)s in %(year)s; no assigned value is known for that year.") % facts
    if answer.margin < 0:
        return _("%(actual)s in %(year)s, %(gap)s short of the assigned value.") % facts
    return _("%(actual)s in %(year)s; the assigned value of that year is kept.") % facts


def _of_milestone(item: Standing, figure: Figure) -> str:
    end = item.target.target_year
    facts = {"year": figure.year, "end": end, "done": figure.steps_done, "all": figure.steps_total}
    if figure.done:
        return _("Reported done in %(year)s; due by %(end)s.") % facts
    if figure.steps_total and figure.steps_done is not None:
        text = _("Not done by %(year)s, %(done)s of %(all)s steps are; due by %(end)s.")
        return text % facts
    return _("Not done by %(year)s; due by %(end)s.") % facts


def _share(item: Standing) -> str:
    """The share of the whole way and of the time, or the years that were tested one by one."""
    answer = item.answer
    if answer.verdict is not None and answer.verdict is not Verdict.NOT_REPORTED:
        if answer.attainment is None:
            return ""
        return _("Attainment is %(rate)s.") % {"rate": percent(answer.attainment)}
    if answer.pace is None:
        return years_kept(item)
    if _is_ceiling(item):
        text = _(
            "%(progress)s of the fall is done and %(elapsed)s of the period has passed, a pace of "
            "%(pace)s."
        )
    else:
        text = _(
            "%(progress)s of the way is done and %(elapsed)s of the period has passed, a pace of "
            "%(pace)s."
        )
    return text % {
        "progress": percent(answer.progress),
        "elapsed": percent(answer.elapsed),
        "pace": pace(answer.pace, item.target.plan.cuts),
    }


def years_kept(item: Standing) -> str:
    """How many of the reported years were kept, of a target that each year tests."""
    answer = item.answer
    if not answer.years_reported or answer.pace is not None or answer.verdict is not None:
        return ""
    return _("%(met)s of %(all)s reported years were kept.") % {
        "met": answer.years_met,
        "all": answer.years_reported,
    }


def needed(item: Standing) -> str:
    """What each remaining year must bring."""
    answer, kind = item.answer, TargetKind(item.target.kind)
    if item.word is Status.ACHIEVED:
        return ""
    if kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE) or answer.path is Path.COMPOUND:
        if answer.required_growth_percent is None or _has_room(item):
            return ""
        rate = {"step": f"{number(abs(answer.required_growth_percent), 1)}%"}
        if answer.required_growth_percent < 0:
            return _times(_("Each remaining year must bring a fall of %(step)s"), rate, item)
        return _times(_("Each remaining year must bring a growth of %(step)s"), rate, item)
    if answer.required_increment is None:
        return ""
    if kind is TargetKind.CUMULATIVE_SUM:
        text = _("Each remaining year must bring %(step)s")
    elif answer.required_increment < 0 and kind is TargetKind.RANK:
        text = _("Each remaining year must bring it %(step)s forward")
    elif answer.required_increment < 0:
        text = _("Each remaining year must bring a fall of %(step)s")
    else:
        text = _("Each remaining year must bring a rise of %(step)s")
    return _times(text, {"step": difference(item, abs(answer.required_increment))}, item)


def _has_room(item: Standing) -> bool:
    """Growth so far ahead that what is left to grow points the other way: nothing is needed."""
    needed = item.answer.required_growth_percent or 0.0
    rises = item.target.direction == Direction.AT_LEAST
    return item.target.kind == TargetKind.GROWTH and (needed < 0) == rises


def _times(text: str, facts: dict[str, str], item: Standing) -> str:
    """The sentence ended, with how much more that is than was reached so far."""
    times = item.answer.required_over_achieved
    if times is None or times <= 0:
        return text % facts + pgettext("end of sentence", ".")
    tail = _(", %(times)s times what was reached on average so far.")
    return text % facts + tail % {"times": number(times, 1)}


def _outlook(item: Standing) -> str:
    """Where the figures lead if they go on as they did; no wording on chances below five points."""
    answer = item.answer
    if answer.projection is None or item.word is Status.ACHIEVED:
        return ""
    facts = {
        "end": item.target.target_year,
        "value": level(item, item.target.as_reported(answer.projection), item.decimals),
        "low": level(item, answer.projection_low),
        "high": level(item, answer.projection_high),
        "chance": LIKELIHOODS.get(answer.likelihood or "", ""),
    }
    # Where the range is narrower than its last digit it says nothing.
    has_range = answer.projection_low is not None and facts["low"] != facts["high"]
    return _OUTLOOKS[has_range, bool(facts["chance"])]() % facts


_OUTLOOKS: dict[tuple[bool, bool], Callable[[], str]] = {
    (False, False): lambda: _("If it goes on like this, %(end)s will see %(value)s."),
    (False, True): lambda: _("If it goes on like this, %(end)s will see %(value)s: %(chance)s."),
    (True, False): lambda: _(
        "If it goes on like this, %(end)s will see %(value)s (%(low)s to %(high)s)."
    ),
    (True, True): lambda: _(
        "If it goes on like this, %(end)s will see %(value)s (%(low)s to %(high)s): %(chance)s."
    ),
}
_FACTS: dict[TargetKind, Callable[[Standing, Figure], str]] = {
    TargetKind.LEVEL: _on_path,
    TargetKind.INCREMENT: _on_path,
    TargetKind.RANK: _on_path,
    TargetKind.GROWTH: _of_growth,
    TargetKind.CUMULATIVE_SUM: _of_sum,
    TargetKind.CUMULATIVE_CHANGE: _of_change,
    TargetKind.RELATIVE: _of_relative,
    TargetKind.DELEGATED: _of_delegated,
    TargetKind.MILESTONE: _of_milestone,
}
