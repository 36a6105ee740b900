"""The method note of a report: the rules that its numbers follow, with their source.

Only what occurs in the zone's targets is explained; thresholds are those of its plan.
"""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.notation import number, percent
from tracker.reports.datasets import Rule
from tracker.standing import ZoneStanding
from tracker.terms import TargetKind


def rules(zone: ZoneStanding) -> tuple[Rule, ...]:
    """The general rules, those of the kinds that occur, and those of classes and lights."""
    return rules_of([zone])


def rules_of(zones: Sequence[ZoneStanding]) -> tuple[Rule, ...]:
    """The same for several zones; plans with thresholds of their own are explained one by one."""
    kinds = {TargetKind(item.target.kind) for zone in zones for item in zone.counted}
    own = (_KINDS[kind]() for kind in TargetKind if kind in kinds and kind in _KINDS)
    thresholds = dict.fromkeys(rule for zone in zones for rule in (*_classes(zone), _light(zone)))
    return (*_general(), *own, *thresholds, *_closing())


def _published() -> str:
    return pgettext("rule", "published")


def _ours() -> str:
    return pgettext("rule", "this system's own")


def _general() -> Iterable[Rule]:
    yield Rule(
        _("Symbols"),
        _(
            "b baseline in year t0, x latest figure in year t, y target in year T; n = T − t0, "
            "k = t − t0"
        ),
        "",
    )
    yield Rule(
        _("Attainment"),
        _("at least: x ÷ y; at most: y ÷ x. The figure against the target itself"),
        _published(),
    )
    yield Rule(
        _("Progress"),
        _(
            "(x − b) ÷ (y − b), on a path of constant growth ln(x÷b) ÷ ln(y÷b). The share of the "
            "way from baseline to target that is done; negative below the baseline"
        ),
        _published(),
    )
    yield Rule(
        _("Elapsed share"), _("k ÷ n. The share of the period that has passed"), _published()
    )
    yield Rule(_("Pace"), _("progress ÷ elapsed share; 1 is exactly on schedule"), _published())
    yield Rule(
        _("Expected"),
        _(
            "b + (y − b)·k÷n, or b·(y÷b)^(k÷n) for amounts and counts that are to grow by a fifth "
            "or more"
        ),
        _ours(),
    )


_KINDS: dict[TargetKind, Callable[[], Rule]] = {
    TargetKind.GROWTH: lambda: Rule(
        _("Average growth"),
        _(
            "[(1+g1)·(1+g2)·…·(1+gk)]^(1÷k) − 1 of the yearly rates, never their arithmetic mean; "
            "attainment is the average against the target rate"
        ),
        _published(),
    ),
    TargetKind.CUMULATIVE_SUM: lambda: Rule(
        _("Cumulative amounts 〔 〕"),
        _("the sum of the years reported; expected is C·k÷n. A missing year is not zero"),
        _ours(),
    ),
    TargetKind.CUMULATIVE_CHANGE: lambda: Rule(
        _("Cumulative change"),
        _(
            "yearly changes are chained: I = (1+g1)·(1+g2)·…, progress ln I ÷ ln(1 − D). They are "
            "never added"
        ),
        _published(),
    ),
    TargetKind.INCREMENT: lambda: Rule(
        _("Increase over the baseline"),
        _("the target level is b + d; progress and attainment are (x − b) ÷ d"),
        _published(),
    ),
    TargetKind.EACH_YEAR: lambda: Rule(
        _("Every year"),
        _("each reported year is its own test; one year that fails is a breach"),
        _ours(),
    ),
    TargetKind.MAINTAIN: lambda: Rule(
        _("To be maintained"),
        _("on track while the latest year holds, without any allowance"),
        _ours(),
    ),
    TargetKind.RANK: lambda: Rule(
        _("Ranks"), _("lower is better; a straight path, no attainment"), _ours()
    ),
    TargetKind.RELATIVE: lambda: Rule(
        _("Relative to another series"),
        _("the zone's average against what the compared series' average asks for"),
        _ours(),
    ),
    TargetKind.DELEGATED: lambda: Rule(
        _("As assigned by the superior"),
        _("each year against the value assigned for it; not assessed while none is known"),
        _ours(),
    ),
    TargetKind.MILESTONE: lambda: Rule(
        _("Milestones"),
        _("done or not by the due year; no percentage unless steps are counted"),
        _ours(),
    ),
    TargetKind.RANGE: lambda: Rule(
        _("Within a range"), _("on track while the latest year lies inside, ends included"), _ours()
    ),
}


def _classes(zone: ZoneStanding) -> Iterable[Rule]:
    plan = zone.plan
    cuts = {
        "ahead": number(plan.cut_ahead),
        "on_track": number(plan.cut_on_track),
        "behind": number(plan.cut_behind),
    }
    yield Rule(
        _("Status during the period"),
        _(
            "by pace: ahead from %(ahead)s, on track from %(on_track)s, behind from %(behind)s, "
            "far behind below, reversed below 0; achieved when the target is met already"
        )
        % cuts,
        _("cuts published, %(ahead)s this system's own") % cuts,
    )
    yield Rule(
        _("Verdict in the target year"),
        _(
            "the value of the target year against the target; binding targets know no tolerance, "
            "anticipatory ones are basically met from an attainment of 95%%; “about” allows 5%%"
        )
        % {},
        _("published; 95%% this system's own") % {},
    )


def _light(zone: ZoneStanding) -> Rule:
    plan = zone.plan
    shares = {
        "green": percent(plan.green_share, 0),
        "red": percent(plan.red_share, 0),
        "floor": percent(plan.coverage_floor, 0),
    }
    return Rule(
        _("Light of the zone"),
        _(
            "green: every assessable binding target and %(green)s of all assessable ones on pace; "
            "red: a binding target far behind, reversed, breached or missed, or less than %(red)s "
            "on pace; grey: less than %(floor)s assessable; else yellow"
        )
        % shares,
        _ours(),
    )


def _closing() -> Iterable[Rule]:
    yield Rule(
        _("Projection"),
        _(
            "the median of the same pace carried on, a trend line and a damped trend; the range "
            "is the 80%% prediction interval, from four points on"
        )
        % {},
        _("same pace published, the rest this system's own"),
    )
    yield Rule(
        _("Rounding"),
        _(
            "judged on the figures as reported; printed values are rounded half to even "
            "(GB/T 8170). “—” is not reported or not defined, and never zero"
        ),
        _published(),
    )


def sources() -> tuple[str, ...]:
    """Where the published rules come from."""
    return (
        _("Qinghai Bureau of Statistics: On computing the completion of energy targets (2009)"),
        _("NDRC and NBS: bulletins on energy intensity, 2007–2011"),
        _("NDRC: mid-term evaluation of the 14th Five-Year Plan (2023)"),
        _("Eurostat: Sustainable development in the European Union, with Statistics Canada"),
        _("UN: Sustainable Development Goals progress chart, technical note (2023)"),
        _("GB/T 8170: rules of rounding; Civil Code, article 1259: inclusive words"),
    )
