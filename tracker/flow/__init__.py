"""The verbs, in the order of the year's story; every door calls these and nothing below them.

Each verb: allowed? -> one transaction -> the stage's action -> a trail entry -> what follows is
queued. ``by`` is the acting person and never left out: jobs act as the system person. Verbs raise
the types of ``tracker.errors`` and then have changed nothing.
"""

from tracker.flow.accounts import (
    ask_for_link,
    begin_sign_in,
    change_account,
    choose_language,
    choose_mails,
    end_sign_in,
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
    send_links,
    send_moved,
    set_password,
    unsubscribe,
)
from tracker.flow.addresses import accept_address, refuse_address
from tracker.flow.catalogue import keep, remove
from tracker.flow.channels import (
    add_webhook,
    change_webhook,
    remove_webhook,
    send_postings,
    switch_webhook,
    test_webhook,
)
from tracker.flow.common import system_person
from tracker.flow.demonstration import load_demonstration
from tracker.flow.evidence import attach_evidence, remove_evidence, sweep_evidence
from tracker.flow.figures import (
    approve_figure,
    reassess,
    return_figure,
    save_figure,
    submit_figure,
)
from tracker.flow.handling import handle_alert
from tracker.flow.issuing import issue_report, prepare_issue
from tracker.flow.mails import resend_message
from tracker.flow.ordering import (
    cancel_documents,
    fetch_document,
    fetch_documents,
    order_documents,
    retry_documents,
    sweep_documents,
    work_on_documents,
)
from tracker.flow.people import (
    add_person,
    correct_person,
    deactivate_person,
    end_delegation,
    grant_role,
    make_delegation,
    reactivate_person,
    release_sign_in,
    send_link_again,
    withdraw_role,
)
from tracker.flow.plans import (
    close_cycle,
    extend_cycle,
    load_register,
    open_cycle,
    reopen_cycle,
    set_reminders,
)
from tracker.flow.reminding import remind_officers
from tracker.flow.reporting import Wish, make_report
from tracker.flow.reviewing import approve_figures, reopen_figure, return_figures
from tracker.flow.scheduling import (
    change_schedule,
    end_schedule,
    run_schedules,
    schedule_documents,
)
from tracker.flow.sheets import check_sheet, make_sheet, require_sheet, take_sheet
from tracker.flow.targets import (
    add_series,
    compare_target,
    confirm_target,
    enter_parent_figure,
    restore_target,
    retire_target,
    revise_target,
    set_steps,
    set_yearly_values,
    verify_baseline,
    withdraw_revision,
)
from tracker.flow.uploads import confirm_sheet, send_sheet, work_on_sheets
from tracker.flow.watching import run_alerts, send_messages
from tracker.flow.wishing import wishes_for

__all__ = [
    # A plan is loaded, confirmed, and asked for a year's figures.
    "load_register",
    "load_demonstration",
    "confirm_target",
    "open_cycle",
    "set_reminders",
    "extend_cycle",
    "close_cycle",
    "reopen_cycle",
    # What was promised is given up or brought back, revised, broken down by year, and compared
    # with other series.
    "retire_target",
    "restore_target",
    "revise_target",
    "withdraw_revision",
    "verify_baseline",
    "set_yearly_values",
    "set_steps",
    "add_series",
    "compare_target",
    "enter_parent_figure",
    # A figure is entered, submitted, returned or approved, and judged.
    "save_figure",
    "submit_figure",
    "return_figure",
    "approve_figure",
    "return_figures",
    "approve_figures",
    "reopen_figure",
    "reassess",
    # What it is taken from is attached to it.
    "attach_evidence",
    "remove_evidence",
    "sweep_evidence",
    # The same figures go out as a sheet and come back filled in.
    "require_sheet",
    "make_sheet",
    "check_sheet",
    "take_sheet",
    "send_sheet",
    "confirm_sheet",
    "work_on_sheets",
    # What needs someone becomes an alert and a mail.
    "run_alerts",
    "send_messages",
    "refuse_address",
    "accept_address",
    "handle_alert",
    "remind_officers",
    "resend_message",
    # Group robots and other systems are told of it too.
    "add_webhook",
    "change_webhook",
    "switch_webhook",
    "remove_webhook",
    "test_webhook",
    "send_postings",
    # The year is put on paper.
    "make_report",
    # Documents are asked for, many at once, made in the background, and fetched.
    "Wish",
    "wishes_for",
    "order_documents",
    "cancel_documents",
    "retry_documents",
    "work_on_documents",
    "fetch_document",
    "fetch_documents",
    "sweep_documents",
    # A document is issued under its number, and never changes again.
    "prepare_issue",
    "issue_report",
    # Some are made each year on a day, and sent to the same people.
    "schedule_documents",
    "change_schedule",
    "end_schedule",
    "run_schedules",
    # What system administrators keep by hand.
    "keep",
    "remove",
    # Plan administrators look after the people of their zones, and lend roles for an absence.
    "add_person",
    "grant_role",
    "withdraw_role",
    "deactivate_person",
    "reactivate_person",
    "correct_person",
    "send_link_again",
    "release_sign_in",
    "make_delegation",
    "end_delegation",
    # People sign in, and look after their own account.
    "begin_sign_in",
    "end_sign_in",
    "choose_language",
    "change_account",
    "choose_mails",
    "unsubscribe",
    "set_password",
    "ask_for_link",
    "send_links",
    "send_moved",
    # What Django does for people is noted.
    "note_sign_in",
    "note_sign_out",
    "note_failed_sign_in",
    # In whose name jobs and system commands act.
    "system_person",
]
