"""The forms of the timeline: opened from its window, sent as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.access import Deed
from bot.domain.classify import EntryKind
from bot.domain.curation import (
    BY_HAND,
    Change,
    Cut,
    Dispute,
    EditKind,
    EditText,
    EditTime,
    Note,
    SetMilestone,
    Settle,
    SetWindow,
)
from bot.domain.lines import Entry
from bot.domain.milestones import MilestoneName
from bot.errors import BadInput, Overtaken
from bot.slack.blocks import timeline_forms as forms
from bot.slack.blocks.timeline_list import Shown
from bot.slack.listeners.asking import Answer, Desk, Request, soon
from bot.slack.listeners.timeline import line_named, place, reader_of, show, shown_to
from bot.slack.where import Where, unpack
from bot.usecases import reading, timeline


async def _shown(desk: Desk, request: Request, where: Where) -> Shown:
    reader = reader_of(request, where)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
        return (await shown_to(desk, work, reader, found))[0]


async def _save(desk: Desk, request: Request, where: Where, changes: Sequence[Change], seen: int | None) -> None:
    """Store the steps; the window under the form shows them."""
    reader = reader_of(request, where)
    if changes:
        async with desk.store.work(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            await timeline.choose(work, reader, found, changes, request.id, desk.clock.now(), seen)
    await _refresh(desk, request, where)


async def _refresh(desk: Desk, request: Request, where: Where) -> None:
    view = request.body.get("view") or {}
    root = str(view.get("root_view_id") or "")
    if root and root != view.get("id"):
        await soon(desk, show(desk, request, root, replace(where, line="")))


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(int(str(value)), UTC) if value else None


# --- a line by hand ----------------------------------------------------------------------------


async def add_pressed(desk: Desk, request: Request) -> Answer:
    """ "Add a line": the form."""
    where, _ = place(request)
    shown = await _shown(desk, request, where)
    at = shown.timeline.entries[-1].at if shown.timeline.entries else shown.postmortem.began_at or desk.clock.now()
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=forms.line_form(desk.say, where, at))
    return Answer()


async def line_submitted(desk: Desk, request: Request) -> Answer:
    """The form of a line by hand."""
    where, form = unpack(request.metadata), request.form
    at, kind = _moment(form.get("at")), EntryKind(form.get("kind") or EntryKind.CONTEXT)
    if at is None:
        raise BadInput("error.window_missing", field="at")
    line = timeline.by_hand(request.id[:40], at, str(form.get("text") or ""), kind, str(form.get("source") or ""))
    reader = reader_of(request, where)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
        await timeline.add_by_hand(work, reader, found, line, request.id, desk.clock.now())
    await _refresh(desk, request, where)
    return Answer()


# --- a line's words, time and kind -------------------------------------------------------------


async def edit_submitted(desk: Desk, request: Request) -> Answer:
    """What was changed of a line; where somebody else was faster, both versions, and the question which one stands."""
    where, form = unpack(request.metadata), request.form
    shown = await _shown(desk, request, where)
    entry = line_named(shown, where.line)
    text = timeline.typed(str(form.get("text") or ""))
    try:
        await _save(desk, request, where, _edits(entry, text, form), where.seen)
    except Overtaken as error:
        shown = await _shown(desk, request, where)
        now = line_named(shown, where.line)
        fresh = replace(where, seen=now.version, line=now.id)
        by = f"<@{error.details['by']}>"
        return Answer(view=forms.edit_form(now, shown, fresh, desk.say, mine=text, overtaken_by=by))
    return Answer()


def _edits(entry: Entry, text: str, form: object) -> list[Change]:
    values = dict(form) if isinstance(form, dict) else {}
    at, kind = _moment(values.get("at")), EntryKind(values.get("kind") or entry.kind)
    shows = str(values.get("shows") or "none")
    changes: list[Change] = []
    if text != entry.text.strip():
        changes.append(EditText(entry.keys, text))
    # The form shows whole minutes, or seconds at best: only another moment is a change.
    if at is not None and int(at.timestamp()) != int(entry.at.timestamp()):
        changes.append(EditTime(entry.keys, at))
    if kind is not entry.kind:
        changes.append(EditKind(entry.keys, kind))
    if shows != "none":
        key = "" if entry.keys[0].startswith(BY_HAND) else entry.keys[0]
        changes.append(SetMilestone(MilestoneName(shows), at or entry.at, key))
    return changes


# --- notes, versions, two lines of one ---------------------------------------------------------


async def note_submitted(desk: Desk, request: Request) -> Answer:
    """A remark on a line, another version of it, or that it is settled."""
    where, form = unpack(request.metadata), request.form
    entry = line_named(await _shown(desk, request, where), where.line)
    note, version = (str(form.get(name) or "").strip()[: forms.MOST] for name in ("note", "version"))
    at = _moment(form.get("at"))
    changes: list[Change] = [Note(entry.keys, note)] if note else []
    if version or at:
        changes.append(Dispute(entry.keys, version, at))
    if form.get("settle") == "settled":
        changes.append(Settle(entry.keys))
    if not changes:
        raise BadInput("error.nothing_noted", field="note")
    # A remark overwrites nothing, so it is taken whatever others did meanwhile.
    await _save(desk, request, where, changes, None)
    return Answer()


async def cut_submitted(desk: Desk, request: Request) -> Answer:
    """Two lines of one."""
    where, form = unpack(request.metadata), request.form
    entry = line_named(await _shown(desk, request, where), where.line)
    first, second = (str(form.get(name) or "").strip()[: forms.MOST] for name in ("first", "second"))
    if not first or not second:
        raise BadInput("error.second_text_missing", field="second" if first else "first")
    at = _moment(form.get("at")) or entry.at
    try:
        await _save(desk, request, where, [Cut(entry.keys, f"{BY_HAND}{request.id[:40]}", first, second, at)], where.seen)
    except Overtaken as error:
        raise BadInput("error.overtaken", field="first", by=error.details["by"]) from error
    return Answer()


# --- milestones and the window -----------------------------------------------------------------


async def milestones_pressed(desk: Desk, request: Request) -> Answer:
    """ "Set", beside the milestones."""
    where, _ = place(request)
    shown = await _shown(desk, request, where)
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=forms.milestone_form(shown, where, desk.say))
    return Answer()


async def milestone_submitted(desk: Desk, request: Request) -> Answer:
    """A milestone set, or left empty."""
    where, form = unpack(request.metadata), request.form
    at = _moment(form.get("at")) if form.get("known") == "set" else None
    if at is None and form.get("known") == "set":
        raise BadInput("error.window_missing", field="at")
    try:
        await _save(desk, request, where, [SetMilestone(MilestoneName(form["name"]), at)], where.seen)
    except Overtaken as error:
        raise BadInput("error.overtaken", field="name", by=error.details["by"]) from error
    return Answer()


async def window_submitted(desk: Desk, request: Request) -> Answer:
    """From when to when."""
    where, form = unpack(request.metadata), request.form
    since = _moment(form.get("since")) if form.get("from") == "at" else None
    until = _moment(form.get("until")) if form.get("to") == "at" else None
    for chosen, value, name in (("from", since, "since"), ("to", until, "until")):
        if form.get(chosen) == "at" and value is None:
            raise BadInput("error.window_missing", field=name)
    reader = reader_of(request, where)
    try:
        async with desk.store.work(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            await timeline.set_window(work, reader, found, SetWindow(since, until), request.id, desk.clock.now(), where.seen)
    except Overtaken as error:
        raise BadInput("error.overtaken", field="from", by=error.details["by"]) from error
    await _refresh(desk, request, where)
    return Answer()
