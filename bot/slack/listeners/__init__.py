"""What people press and type: parse, call one use case, answer. `register` is the table of all of it."""

from __future__ import annotations

from slack_bolt.app.async_app import AsyncApp

from bot.slack import ids
from bot.slack.listeners import (
    action_items,
    calendar,
    coach,
    editing,
    factors,
    interview,
    interview_forms,
    issues,
    item_lists,
    item_moves,
    people,
    postmortem,
    report,
    review,
    searching,
    timeline,
    timeline_forms,
)
from bot.slack.listeners.asking import Desk, Listener, answered
from bot.slack.listeners.commands import command

FORMS: tuple[tuple[str, Listener], ...] = (
    (ids.START_FORM, postmortem.start_submitted),
    (ids.ITEM_FORM, action_items.item_submitted),
    (ids.MOVE_FORM, item_moves.submitted),
    (ids.LINE_FORM, timeline_forms.line_submitted),
    (ids.LINE_EDIT_FORM, timeline_forms.edit_submitted),
    (ids.LINE_NOTE_FORM, timeline_forms.note_submitted),
    (ids.LINE_CUT_FORM, timeline_forms.cut_submitted),
    (ids.MILESTONE_FORM, timeline_forms.milestone_submitted),
    (ids.WINDOW_FORM, timeline_forms.window_submitted),
    (ids.COACH_FORM, coach.form_submitted),
    (ids.ANSWERS_FORM, interview.form_submitted),
    (ids.SAFEGUARD_FORM, interview_forms.safeguard_submitted),
    (ids.PRIVATE_FORM, interview_forms.private_submitted),
    (ids.PERSON_FORM, people.person_submitted),
    (ids.DIFFERS_FORM, people.differs_submitted),
    (ids.EDIT_FORM, editing.form_submitted),
    (ids.REVIEWERS_FORM, review.reviewers_submitted),
    (ids.CHANGES_FORM, review.changes_submitted),
)
PRESSES: tuple[tuple[str, Listener], ...] = (
    (ids.OPEN_INTERVIEW, interview.open_pressed),
    (ids.NEXT_QUESTION, interview.next_pressed),
    (ids.ACCEPT_TIMELINE, timeline.accept_pressed),
    (ids.LINE_MENU, timeline.menu_pressed),
    (ids.TAKE_LINE, timeline.take_pressed),
    (ids.LEAVE_LINE, timeline.leave_pressed),
    (ids.OURS_LINE, timeline.ours_pressed),
    (ids.UNDO_STEP, timeline.undo_pressed),
    (ids.TIMELINE_MENU, timeline.more_chosen),
    (ids.ADD_LINE, timeline_forms.add_pressed),
    (ids.EDIT_MILESTONES, timeline_forms.milestones_pressed),
    (ids.ADD_ITEM, action_items.add_pressed),
    (ids.ITEM_DONE, item_moves.done_pressed),
    (ids.ITEM_SNOOZE, item_moves.snooze_pressed),
    (ids.ITEM_DROP, item_moves.drop_pressed),
    (ids.ITEM_MORE, item_moves.more_chosen),
    (ids.ITEM_EVIDENCE, item_moves.evidence_pressed),
    (ids.ITEM_ACCEPT, item_moves.accept_pressed),
    (ids.ITEM_WORKED, item_moves.worked_pressed),
    (ids.ITEM_REOPEN, item_moves.reopen_pressed),
    (ids.ITEM_NEW_DATE, item_moves.new_date_pressed),
    (ids.ITEM_HAND_OVER, item_moves.hand_over_pressed),
    (ids.ITEM_REWORD, item_moves.reword_pressed),
    (ids.ITEMS_MORE, item_lists.more_pressed),
    (ids.ISSUE_CREATE, issues.create_pressed),
    (ids.ISSUE_OURS, issues.ours_pressed),
    (ids.ISSUE_THEIRS, issues.theirs_pressed),
    (ids.CALENDAR_ANEW, calendar.anew_pressed),
    (ids.CALENDAR_END, calendar.end_pressed),
    (ids.READ_REPORT, report.report_pressed),
    (ids.REPORT_FILE, report.file_chosen),
    (ids.READ_ALL, report.more_pressed),
    (ids.CANVAS_ANEW, report.canvas_anew_pressed),
    (ids.CANVAS_LEAVE, report.canvas_leave_pressed),
    (ids.SEARCH_MORE, searching.more_pressed),
    (ids.FACTORS, factors.open_pressed),
    (ids.FACTOR_ACCEPT, factors.accept_pressed),
    (ids.FACTOR_ADD, factors.accept_pressed),
    (ids.FACTOR_DECLINE, factors.decline_pressed),
    (ids.ASK_REVIEWERS, review.ask_pressed),
    (ids.APPROVE_REPORT, review.approve_pressed),
    (ids.ASK_FOR_CHANGES, review.changes_pressed),
    (ids.SETTLE_REMARK, review.settle_pressed),
    (ids.EDIT_REPORT, editing.edit_pressed),
    (ids.EDIT_SECTION, editing.section_pressed),
    (ids.EARLIER_EDITIONS, editing.earlier_pressed),
    (ids.TAKE_EDITION, editing.take_pressed),
    (ids.CLOSE, postmortem.close_pressed),
    (ids.REOPEN, postmortem.reopen_pressed),
    (ids.START, postmortem.start_pressed),
    (ids.COACH_USE, coach.use_pressed),
    (ids.COACH_EDIT, coach.edit_pressed),
    (ids.COACH_DISMISS, coach.dismiss_pressed),
    (ids.COACH_OFF, coach.off_pressed),
    (ids.SKIP, interview.skip_pressed),
    (ids.UNKNOWN, interview.unknown_pressed),
    (ids.LATER, interview.later_pressed),
    (ids.RIGHT, interview.right_pressed),
    (ids.DIFFERS, interview.differs_pressed),
    (ids.DECLINE, interview.decline_pressed),
    (ids.USE_MY_NAME, interview.name_pressed),
    (ids.BY_DM, interview.by_dm_pressed),
    (ids.SECTION_FORM, interview.form_pressed),
    (ids.OPEN_QUESTIONS, interview.open_list_pressed),
    (ids.ANSWER_NOW, interview.answer_now_pressed),
    (ids.RECORD_FORM, interview_forms.safeguard_pressed),
    (ids.PRIVATELY, interview_forms.privately_pressed),
    (ids.READ_PRIVATE, interview_forms.read_private_pressed),
    (ids.SHOW_PEOPLE, people.people_pressed),
    (ids.NOT_THERE, people.not_there_pressed),
    (ids.ADD_PERSON, people.add_pressed),
    (ids.AGREE, people.agree_pressed),
)


def register(app: AsyncApp, desk: Desk) -> None:
    """Connect every command, button, form and shortcut with its function."""
    app.command(ids.COMMAND)(answered(desk, command))
    for callback, submit in FORMS:
        app.view(callback)(answered(desk, submit))
    for action, press in PRESSES:
        app.action(action)(answered(desk, press))
    app.action(timeline.REVIEW)(answered(desk, timeline.review_pressed))
    app.action(timeline.PAGES)(answered(desk, timeline.page_pressed))
    app.action(timeline.THREAD_PAGES)(answered(desk, timeline.thread_page_pressed))
    app.shortcut(ids.ADD_TO_TIMELINE)(answered(desk, timeline.add_shortcut))
    app.shortcut(ids.MARK_DIFFERENT)(answered(desk, people.mark_shortcut))
    app.shortcut(ids.MAKE_ACTION_ITEM)(answered(desk, action_items.item_shortcut))
