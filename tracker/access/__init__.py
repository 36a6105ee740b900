"""May this person do this to that? Predicates only; denied unless a membership grants it.

A membership in a zone reaches the zones below it, except for officers: they enter figures only
for the zone they belong to, and only for their department where the membership names one.

Who stands in for somebody absent has that person's memberships in the zone as well, for the days
of the delegation. What is done so is done by the substitute; accounts are not among it.
"""

from tracker.access.documents import (
    may_change_order,
    may_fetch,
    may_follow,
    may_issue,
    may_see_all,
    visible_issued,
    visible_orders,
)
from tracker.access.mails import (
    may_resend,
    visible_mails,
)
from tracker.access.people import (
    may_close,
    may_connect,
    may_delegate,
    may_keep,
    may_manage,
    may_oversee,
    may_run_jobs,
)
from tracker.access.reach import (
    Reach,
    reach,
    visible_zones,
)
from tracker.access.schedules import (
    kept_schedules,
    may_schedule,
    readers_of,
    schedulable_zones,
)
from tracker.access.work import (
    NOT_OFFICERS,
    NOT_REVIEWERS,
    may_administer,
    may_enter,
    may_handle,
    may_keep_series,
    may_remind,
    may_reopen,
    may_review,
    may_see,
    may_see_figure,
    may_trace,
    may_trace_zone,
    zones_keeping,
    zones_reminding,
)

__all__ = [
    "NOT_OFFICERS",
    "NOT_REVIEWERS",
    "Reach",
    "kept_schedules",
    "may_administer",
    "may_change_order",
    "may_close",
    "may_connect",
    "may_delegate",
    "may_enter",
    "may_fetch",
    "may_follow",
    "may_handle",
    "may_issue",
    "may_keep",
    "may_keep_series",
    "may_manage",
    "may_oversee",
    "may_remind",
    "may_reopen",
    "may_resend",
    "may_review",
    "may_run_jobs",
    "may_schedule",
    "may_see",
    "may_see_all",
    "may_see_figure",
    "may_trace",
    "may_trace_zone",
    "reach",
    "readers_of",
    "schedulable_zones",
    "visible_issued",
    "visible_mails",
    "visible_orders",
    "visible_zones",
    "zones_keeping",
    "zones_reminding",
]
