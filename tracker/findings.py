"""The finding in one sentence: of a zone, of many zones, of one target, and why a zone's light is
as it is. For pages, reports and mails alike; the numbers are those of ``standing``.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

from tracker import notation
from tracker.attainment.numbers import places
from tracker.attainment.rollup import LightReason, Rollup
from tracker.models import Figure, JudgementChange, Plan
from tracker.models.asking import DONE
from tracker.models.promise import exact
from tracker.models.wording import label
from tracker.standing import Standing, ZoneStanding
from tracker.terms import Category, Status, TargetKind, Verdict


def full_stop(*clauses: str) -> str:
    """Clauses as one sentence, with the punctuation of the language."""
    return _comma().join(clause for clause in clauses if clause) + ("。" if _is_chinese() else ".")


def of_zone(zone: ZoneStanding, category: Category | None = None, *, name: str = "") -> str:
    """ "济南高新区：30 项可评估目标中 24 项达到序时进度，1 项约束性指标滞后。

    ``name`` is what is spoken of, where the standing is only a part of the zone's.
    """
    rollup = zone.by_category[category] if category else zone.rollup
    if not name:
        name = f"{zone.zone} · {label(category)}" if category else str(zone.zone)
    lead = gettext("%(zone)s:") % {"zone": name}
    gap = "" if lead.endswith("：") else " "
    return lead + gap + _group(rollup, is_over=zone.year >= zone.plan.end_year)


def of_zones(zones: Sequence[ZoneStanding]) -> str:
    """All zones together; counts are added, shares and paces never averaged."""
    totals = [zone.rollup for zone in zones]
    assessable = sum(rollup.all.assessable for rollup in totals)
    lead = ngettext("%(count)s zone:", "%(count)s zones:", len(zones)) % {"count": len(zones)}
    gap = "" if lead.endswith("：") else " "
    if not assessable:
        return lead + gap + full_stop(gettext("no target can be assessed yet"))
    on_pace = sum(rollup.all.on_pace for rollup in totals)
    behind = sum(rollup.binding.assessable - rollup.binding.on_pace for rollup in totals)
    counts = {"on_pace": on_pace, "assessable": assessable}
    clause = gettext("%(on_pace)s of %(assessable)s assessable targets are on pace") % counts
    return lead + gap + full_stop(clause, _binding_behind(behind))


def _group(rollup: Rollup, *, is_over: bool) -> str:
    counts = {
        "on_pace": rollup.all.on_pace,
        "assessable": rollup.all.assessable,
        "total": rollup.all.total,
    }
    if not rollup.all.total:
        return full_stop(gettext("the plan has no published target"))
    if not rollup.all.assessable:
        return full_stop(gettext("none of %(total)s targets can be assessed yet") % counts)
    if is_over:
        clause = gettext("%(on_pace)s of %(assessable)s assessable targets are met") % counts
    else:
        clause = gettext("%(on_pace)s of %(assessable)s assessable targets are on pace") % counts
    behind = rollup.binding.assessable - rollup.binding.on_pace
    if rollup.binding.assessable and not behind:
        return full_stop(clause, gettext("all assessable binding targets among them"))
    return full_stop(clause, _binding_behind(behind, is_over=is_over))


def _binding_behind(count: int, *, is_over: bool = False) -> str:
    if not count:
        return ""
    if is_over:
        text = ngettext(
            "%(count)s binding target is missed", "%(count)s binding targets are missed", count
        )
        return text % {"count": count}
    text = ngettext(
        "%(count)s binding target is behind", "%(count)s binding targets are behind", count
    )
    return text % {"count": count}


def of_light(rollup: Rollup, plan: Plan, *, is_over: bool = False) -> str:
    """Why the light has its colour, with the plan's own thresholds filled in.

    ``is_over`` says that the plan's last year is looked at, where targets are met or missed.
    """
    facts = {
        "vetoes": rollup.vetoes,
        "behind": rollup.binding.assessable - rollup.binding.on_pace,
        "share": notation.percent(rollup.all.share),
        "coverage": notation.percent(rollup.all.coverage),
        "green": notation.percent(plan.green_share, 0),
        "red": notation.percent(plan.red_share, 0),
        "floor": notation.percent(plan.coverage_floor, 0),
    }
    return _light_text(rollup, is_over=is_over) % facts


def _light_text(rollup: Rollup, *, is_over: bool) -> str:
    if not rollup.all.total:
        return gettext("the plan has no published target")
    match rollup.reason:
        case LightReason.BINDING_VETO:
            return ngettext(
                "%(vetoes)s binding target far behind, reversed or missed",
                "%(vetoes)s binding targets far behind, reversed or missed",
                rollup.vetoes,
            )
        case LightReason.BINDING_BEHIND if is_over:
            return ngettext(
                "%(behind)s binding target missed",
                "%(behind)s binding targets missed",
                rollup.binding.assessable - rollup.binding.on_pace,
            )
        case LightReason.BINDING_BEHIND:
            return ngettext(
                "%(behind)s binding target behind",
                "%(behind)s binding targets behind",
                rollup.binding.assessable - rollup.binding.on_pace,
            )
        case LightReason.LOW_COVERAGE:
            return gettext("only %(coverage)s assessable, below %(floor)s")
        case reason:
            return str((_SHARES_MET if is_over else _SHARES_ON_PACE)[reason])


_SHARES_ON_PACE: dict[LightReason, Promise] = {
    LightReason.SHARE_LOW: gettext_lazy("%(share)s on pace, below %(red)s"),
    LightReason.SHARE_MIDDLING: gettext_lazy("%(share)s on pace, below %(green)s"),
    LightReason.ALL_WELL: gettext_lazy("%(share)s on pace and no binding target behind"),
}
_SHARES_MET: dict[LightReason, Promise] = {
    LightReason.SHARE_LOW: gettext_lazy("%(share)s met, below %(red)s"),
    LightReason.SHARE_MIDDLING: gettext_lazy("%(share)s met, below %(green)s"),
    LightReason.ALL_WELL: gettext_lazy("%(share)s met and no binding target missed"),
}


def of_target(item: Standing) -> str:
    """ "2024 年为 1 580 亿元，已完成目标增量的 52.0%，时序进度 80.0%：符合预期。"""
    word = str(label(item.word))
    answer = item.answer
    if item.word is Status.NOT_ASSESSABLE:
        reason = str(label(answer.reason)) if answer.reason else ""
        return full_stop(f"{word}{_colon()}{reason}" if reason else word)
    clauses = [_missing(item), _latest(item), _share_done(item), _others(item)]
    said = [clause for clause in clauses if clause]
    return full_stop(*said[:-1], f"{said[-1]}{_colon()}{word}") if said else full_stop(word)


def _missing(item: Standing) -> str:
    if item.word is not Verdict.NOT_REPORTED:
        return ""
    return gettext("%(year)s is not reported") % {"year": item.year}


def _share_done(item: Standing) -> str:
    """How far, and of the time how much: at the end of the period the attainment instead."""
    answer = item.answer
    numbers = {
        "progress": notation.percent(answer.progress),
        "elapsed": notation.percent(answer.elapsed),
        "attainment": notation.percent(answer.attainment),
    }
    if answer.verdict is not None and answer.attainment is not None:
        return gettext("attained to %(attainment)s") % numbers
    if answer.progress is None or item.target.kind == TargetKind.MILESTONE:
        return ""
    done = gettext("%(progress)s of the way done") % numbers
    if answer.elapsed is None or answer.verdict is not None:
        return done
    return done + _comma() + gettext("%(elapsed)s of the period elapsed") % numbers


def _others(item: Standing) -> str:
    """What is said of targets without a way: years met, or the gap to the compared series."""
    answer = item.answer
    if answer.gap is not None:
        return gettext("%(gap)s against what is asked") % {"gap": notation.signed(answer.gap)}
    if answer.years_reported:
        counts = {"met": answer.years_met, "reported": answer.years_reported}
        return gettext("met in %(met)s of %(reported)s reported years") % counts
    return ""


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _comma() -> str:
    return "，" if _is_chinese() else ", "


def _colon() -> str:
    return "：" if _is_chinese() else ": "


def _latest(item: Standing) -> str:
    """The latest figure with its year and unit, or nothing where there is none."""
    latest = item.figure
    if latest is None:
        return ""
    if item.target.kind == TargetKind.MILESTONE:
        done = pgettext("milestone", "done") if latest.done else pgettext("milestone", "not done")
        return gettext("%(year)s: %(value)s") % {"year": latest.year, "value": done}
    value = notation.number(latest.value, latest.decimals)
    unit = item.target.unit
    if not unit or latest.value is None:
        return gettext("%(year)s: %(value)s") % {"year": latest.year, "value": value}
    facts = {"year": latest.year, "value": value, "unit": unit}
    return gettext("%(value)s %(unit)s in %(year)s") % facts


LIKELIHOODS: dict[str, Promise] = {
    "likely": gettext_lazy("Likely to be reached."),
    "uncertain": gettext_lazy("Uncertain whether it will be reached."),
    "unlikely": gettext_lazy("Unlikely to be reached."),
}

_FLAGS: dict[str, Promise] = {
    "base_derived": gettext_lazy(
        "The plan states no baseline; it is derived from the target and its yearly growth."
    ),
    "base_substituted": gettext_lazy(
        "The plan states no baseline; the first reported year stands for it, and time counts "
        "from there."
    ),
    "target_not_beyond_base": gettext_lazy(
        "The target does not lie beyond the baseline: it is to be kept, not to be reached."
    ),
    "linked": gettext_lazy(
        "The caliber changed; earlier figures are linked through the year that has both."
    ),
    "gap_below_1pct": gettext_lazy(
        "The way from baseline to target is less than a hundredth of the baseline: small changes "
        "move the progress a lot."
    ),
    "first_year": gettext_lazy("Only the first year has passed; the pace can still change much."),
    "path_sensitive": gettext_lazy(
        "On a straight line and with constant growth the class differs; the path used is given."
    ),
    "years_missing": gettext_lazy("A year is missing; the average is that of the reported years."),
    "from_levels": gettext_lazy("A rate is missing; the average is taken from two levels."),
    "lower_bound": gettext_lazy(
        "A year is missing and is not taken as zero: the total is at least this."
    ),
    "revised": gettext_lazy(
        "A figure was revised; the latest vintage counts, earlier ones are kept."
    ),
    "class_changed": gettext_lazy("A revised figure changed the judgement."),
    "target_revised": gettext_lazy(
        "The target was revised; it is judged by the version in force over the whole period."
    ),
}


def of_figure(figure: Figure) -> str:
    """What was reported, in running text: "1 234.5 亿元", "Done", or a dash."""
    if figure.done is not None:
        return str(DONE[figure.done])
    if figure.value is None:
        return notation.NOT_KNOWN
    return notation.quantity(notation.number(figure.value, figure.decimals), figure.target.unit)


def of_change(change: JudgementChange) -> str:
    """Why a judgement is another one: what was revised, from what to what, and for which reason.

    Figures and revision are loaded with the change.
    """
    target, what = change.target, ""
    if change.figure and change.replaced:
        change.figure.target = change.replaced.target = target
        facts = {
            "year": change.figure.year,
            "old": of_figure(change.replaced),
            "new": of_figure(change.figure),
        }
        what = gettext("figure of %(year)s revised from %(old)s to %(new)s") % facts
    elif change.revision:
        # With the plan's decimals, but never at the cost of a digit that was decided on.
        exactly = exact(change.revision.value, target.decimals)
        value = notation.number(exactly, places(exactly))
        facts = {"new": notation.quantity(value, target.unit)}
        facts["year"] = change.revision.effective_year
        what = gettext("target revised to %(new)s from %(year)s on") % facts
    return (": " if not _is_chinese() else "：").join(filter(None, (what, change.reason)))


def of_flag(flag: str) -> str:
    """What a reader must mind about a judgement, in a sentence."""
    name, _colon_sign, year = flag.partition(":")
    if name == "once_met":
        return gettext("It was met in %(year)s and fell back since.") % {"year": year}
    return str(_FLAGS.get(name, flag))


def flags() -> list[str]:
    """Every caution that a judgement can carry, in a sentence each."""
    return [str(text) for text in _FLAGS.values()]
