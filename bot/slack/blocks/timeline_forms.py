"""The forms of the timeline: a line by hand, a line's words and time, a note, two lines of one, milestones, the time."""

from __future__ import annotations

from datetime import datetime

from bot.domain.classify import EntryKind
from bot.domain.lines import Entry
from bot.domain.milestones import MilestoneName
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, context, field, modal, moment_input, option, section, select, text_input
from bot.slack.blocks.timeline_list import Shown, line_text
from bot.slack.where import Where

MOST = 2000


def line_form(say: Prompts, where: Where, at: datetime) -> Block:
    """The form for a line that no message holds."""
    blocks = [
        field("at", say.say("line_form.at"), moment_input(at.replace(second=0, microsecond=0))),
        field("text", say.say("line_form.text"), text_input("v", lines=True, most=MOST)),
        field("kind", say.say("line_form.kind"), _kinds(say, EntryKind.CONTEXT)),
        field(
            "source", say.say("line_form.source"), text_input("v", most=500), optional=True, hint=say.say("line_form.source_hint")
        ),
    ]
    return _form(ids.LINE_FORM, say.say("line_form.title"), say, blocks, where)


def edit_form(entry: Entry, shown: Shown, where: Where, say: Prompts, *, mine: str = "", overtaken_by: str = "") -> Block:
    """The form for a line's words, time and kind. Where somebody else was faster, it shows their version, and holds what
    was typed: sending it again says that it shall stand."""
    blocks: list[Block] = []
    if overtaken_by:
        blocks += [section(say.say("timeline.overtaken_form", by=overtaken_by)), context(line_text(entry, shown, say))]
    shows = [option(say.say("edit_form.shows_nothing"), "none")]
    shows += [option(say.say(f"milestones.{m.value}"), m.value) for m in MilestoneName]
    blocks += [
        field("text", say.say("edit_form.text"), text_input("v", mine or entry.text, lines=True, most=MOST)),
        field("at", say.say("edit_form.at"), moment_input(entry.at)),
        field("kind", say.say("edit_form.kind"), _kinds(say, entry.kind)),
        field("shows", say.say("edit_form.shows"), select("v", shows, shows[0]), optional=True),
    ]
    return _form(ids.LINE_EDIT_FORM, say.say("edit_form.title"), say, blocks, where)


def note_form(entry: Entry, shown: Shown, where: Where, say: Prompts) -> Block:
    """The form for a remark on a line, or another version of it."""
    blocks = [
        context(line_text(entry, shown, say)),
        field("note", say.say("note_form.note"), text_input("v", lines=True, most=MOST), optional=True),
        field(
            "version",
            say.say("note_form.version"),
            text_input("v", lines=True, most=MOST),
            optional=True,
            hint=say.say("note_form.version_hint"),
        ),
        field("at", say.say("note_form.at"), moment_input(None), optional=True),
    ]
    if entry.disputed:
        choices = [option(say.say("note_form.open"), "open"), option(say.say("note_form.settled"), "settled")]
        blocks.append(field("settle", say.say("note_form.settle"), select("v", choices, choices[0])))
    return _form(ids.LINE_NOTE_FORM, say.say("note_form.title"), say, blocks, where)


def cut_form(entry: Entry, where: Where, say: Prompts) -> Block:
    """The form that makes two lines of a message which tells two things."""
    blocks = [
        field("first", say.say("cut_form.first"), text_input("v", entry.text, lines=True, most=MOST)),
        field("second", say.say("cut_form.second"), text_input("v", lines=True, most=MOST)),
        field("at", say.say("cut_form.at"), moment_input(entry.at)),
    ]
    return _form(ids.LINE_CUT_FORM, say.say("cut_form.title"), say, blocks, where)


def milestone_form(shown: Shown, where: Where, say: Prompts) -> Block:
    """The form that sets one milestone, or leaves it empty."""
    names = [option(say.say(f"milestones.{m.value}"), m.value) for m in MilestoneName]
    missing = next((n for n, m in enumerate(MilestoneName) if shown.timeline.milestones.get(m) is None), 0)
    at = next((m.at for m in shown.timeline.milestones.values() if m), shown.postmortem.began_at)
    known = [option(say.say("milestone_form.set"), "set"), option(say.say("milestone_form.empty"), "empty")]
    blocks = [
        field("name", say.say("milestone_form.name"), select("v", names, names[missing])),
        field("known", say.say("milestone_form.known"), select("v", known, known[0])),
        field("at", say.say("milestone_form.at"), moment_input(at), optional=True),
    ]
    return _form(ids.MILESTONE_FORM, say.say("milestone_form.title"), say, blocks, where)


def window_form(shown: Shown, where: Where, say: Prompts) -> Block:
    """The form for the time in which messages belong to the postmortem."""
    since, until = shown.window
    ends = [option(say.say("window_form.open"), "open"), option(say.say("window_form.at"), "at")]
    entries = shown.timeline.entries
    blocks = [
        field("from", say.say("window_form.from"), select("v", ends, ends[1 if since else 0])),
        field("since", say.say("window_form.since"), moment_input(since or (entries[0].at if entries else None)), optional=True),
        field("to", say.say("window_form.to"), select("v", ends, ends[1 if until else 0])),
        field("until", say.say("window_form.until"), moment_input(until), optional=True),
    ]
    others = [f"#{name or channel}" for channel, name in shown.channels.items() if channel != shown.postmortem.channel]
    listed = ", ".join(others) or say.say("window_form.no_channels")
    blocks.append(context(say.say("window_form.channels", channels=listed)))
    return _form(ids.WINDOW_FORM, say.say("window_form.title"), say, blocks, where)


def _kinds(say: Prompts, initial: EntryKind) -> Block:
    choices = [option(say.say(f"entry_kind.{k.value}"), k.value) for k in EntryKind]
    return select("v", choices, choices[list(EntryKind).index(initial)])


def _form(callback: str, title: str, say: Prompts, blocks: list[Block], where: Where) -> Block:
    return modal(callback, title, say.say("button.save"), say.say("button.cancel"), blocks, where.pack())
