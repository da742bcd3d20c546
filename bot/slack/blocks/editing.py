"""Editing the report: which section, its text as a form, and its earlier versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.edition import LIMIT, Edition
from bot.domain.plain_text import shorten
from bot.domain.report import Report
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, field, modal, section, text_input, window
from bot.slack.text import date_token, escape
from bot.usecases.editing import Desk

MOST_EARLIER, SHOWN = 20, 600


def choice(report: Report, say: Prompts) -> list[Block]:
    """Every section with a button."""
    rows = [section(say.say("edit.which"))]
    for part in report.sections:
        count = sum(len(q.said) + len(q.unattributed) for q in part.questions)
        by = escape(report.names.get(part.edition.by) or report.people.get(part.edition.by) or "") if part.edition else ""
        key = "edit.row_edited" if part.edition else "edit.row"
        press = button(say.say("button.edit"), ids.EDIT_SECTION, f"{report.postmortem.id}|{part.id}")
        rows.append(section(say.say(key, title=escape(part.title), count=count, by=by), press))
    return rows


def form(
    desk: Desk,
    names: Mapping[str, str],
    say: Prompts,
    metadata: str,
    *,
    mine: str | None = None,
    note: str = "",
    theirs: str | None = None,
) -> Block:
    """The text of a section. `mine` was typed before somebody else was faster; then `note` says so above `theirs`."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += [section(escape(shorten(theirs, SHOWN)) or say.say("edit.emptied"))] if theirs is not None else []
    blocks.append(context(say.say("edit.intro", count=len(desk.said))))
    box = text_input("v", desk.text if mine is None else mine, lines=True, most=LIMIT)
    blocks.append(field("text", say.say("edit.text"), box, optional=True))
    if desk.editions:
        earlier = [button(say.say("edit.earlier"), ids.EARLIER_EDITIONS)] if len(desk.editions) > 1 else []
        blocks.append(context(_told(desk.editions[-1], names, say)))
        blocks += [actions(earlier)] if earlier else []
    title = desk.section.title if len(desk.section.title) <= 24 else say.say("edit.title")
    return modal(ids.EDIT_FORM, title, say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def earlier(editions: Sequence[Edition], names: Mapping[str, str], say: Prompts, metadata: str) -> Block:
    """What stood there before, the newest first, each with a button that takes it out again."""
    blocks: list[Block] = []
    for edition in sorted(editions, key=lambda e: -e.version)[:MOST_EARLIER]:
        words = escape(shorten(edition.text, SHOWN)) or say.say("edit.emptied")
        press = button(say.say("edit.take"), ids.TAKE_EDITION, str(edition.version))
        blocks += [context(_told(edition, names, say)), section(words, press)]
    return window(
        ids.EDIT_FORM,
        say.say("edit.earlier"),
        say.say("button.close_window"),
        blocks or [section(say.say("edit.no_earlier"))],
        metadata,
    )


def _told(edition: Edition, names: Mapping[str, str], say: Prompts) -> str:
    by = escape(names.get(edition.by) or edition.by)
    return say.say("edit.version", version=edition.version, by=by, at=date_token(edition.at))
