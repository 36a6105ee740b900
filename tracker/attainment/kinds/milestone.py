"""建成, 全覆盖: done or not, by a date; no percentage unless steps are counted (exact 37)."""

from tracker.attainment.figures import Answer
from tracker.attainment.parts import Standing
from tracker.attainment.series import View
from tracker.attainment.verdict import ended, stands
from tracker.terms import Status, Verdict


def judge_milestone(view: View) -> Answer:
    """Done in the first year that says so; all steps done is not done."""
    return Answer(progress=_steps(view), **_stand(view), flags=view.flags)


def _stand(view: View) -> Standing:
    target = view.target
    due = target.due if target.due is not None else view.end
    end = due if target.target_year is None else max(due, target.target_year)
    done = next((year for year, figure in view.figures.items() if figure.done), None)
    if done is not None:
        if view.as_of < due:
            return stands(Status.ACHIEVED)
        verdict = Verdict.MET if done <= due else Verdict.MET_LATE
        return ended(verdict, provisional=view.is_provisional)
    undone = [year for year, figure in view.figures.items() if figure.done is False]
    last = max(undone, default=None)
    if view.as_of >= end:
        is_told = last is not None and last >= end
        if not is_told:
            return ended(Verdict.NOT_REPORTED)
        return ended(Verdict.MISSED, provisional=view.is_provisional)
    is_late = view.as_of > due or (last is not None and last >= due)
    return stands(Status.OVERDUE if is_late else Status.PENDING)


def _steps(view: View) -> float | None:
    """Steps done ÷ steps in all, of the latest figure that has both."""
    for figure in reversed(view.figures.values()):
        if figure.steps_done is not None and figure.steps_total is not None:
            return float(figure.steps_done / figure.steps_total)
    return None
