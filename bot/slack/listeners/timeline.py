"""The timeline to look through: the window with its lists, and what is pressed in it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.access import Deed, Reader
from bot.domain.curation import Belong, Change, Curation, Hide, Merge, Show, Split
from bot.domain.followup import zone_of
from bot.domain.lines import Entry
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.errors import NotFound, Overtaken, SlackFailure, UserError
from bot.slack import ids
from bot.slack.blocks import timeline_forms as forms
from bot.slack.blocks import timeline_history as history
from bot.slack.blocks import timeline_list as blocks
from bot.slack.blocks.parts import Block
from bot.slack.listeners.asking import Answer, Desk, Request, soon
from bot.slack.where import APART, HISTORY, LEFT_OUT, LINES, OFFERED, Where, unpack
from bot.store.work import Work
from bot.usecases import reading, timeline

REVIEW = re.compile(rf"^{ids.REVIEW_TIMELINE}(:\d+)?$")
PAGES = re.compile(rf"^{ids.TIMELINE_PAGE}(:.+)?$")
THREAD_PAGES = re.compile(rf"^{ids.THREAD_PAGE}(:.+)?$")


async def review(desk: Desk, request: Request) -> Answer:
    """`/postmortem timeline`."""
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
    return await _open(desk, request, found)


async def review_pressed(desk: Desk, request: Request) -> Answer:
    """ "Review timeline" on the card or under the list in the thread."""
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(request.value))
    return await _open(desk, request, found)


async def _open(desk: Desk, request: Request, found: Postmortem) -> Answer:
    """Open the window at once, then fill it: a draft of a very long channel takes longer than Slack waits."""
    where = Where(found.id, request.channel)
    opened = await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=blocks.loading(desk.say, where))
    await soon(desk, _fill(desk, request, str(opened["view"]["id"]), where))
    return Answer()


async def _fill(desk: Desk, request: Request, view_id: str, where: Where) -> None:
    try:
        await show(desk, request, view_id, where)
    except UserError as error:
        await put(desk, view_id, blocks.failed(desk.say, where, desk.say.say(error.key, **error.details)))


async def show(desk: Desk, request: Request, view_id: str, where: Where, notice: str = "") -> None:
    """Put a list into a window, as it is now."""
    reader = reader_of(request, where)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, reader, Deed.SEE, await work.postmortems.get(where.postmortem))
        shown, curation = await shown_to(desk, work, reader, found)
    last = curation.in_order[-1].seq if curation.in_order else 0
    here = replace(where, seen=last, line="")
    if where.tab == HISTORY:
        view = history.history_window(shown, curation, here, desk.say, notice)
    else:
        view = blocks.list_window(shown, here, desk.say, notice)
    await put(desk, view_id, view)


async def put(desk: Desk, view_id: str, view: Block) -> None:
    """Change a window; one that was closed in the meantime is no fault."""
    try:
        await desk.gateway.call("views.update", view_id=view_id, view=view)
    except SlackFailure as failure:
        if failure.error not in {"not_found", "view_not_found"}:
            raise


def reader_of(request: Request, where: Where) -> Reader:
    """The one who presses in a window: it was opened in a channel that they are in."""
    return Reader(request.user, request.reader.channels | ({where.channel} - {""}))


async def shown_to(desk: Desk, work: Work, reader: Reader, found: Postmortem) -> tuple[blocks.Shown, Curation]:
    """The timeline as the reader may read it."""
    made = await reading.material(work, found, reader)
    home = await work.workspace.home()
    names = {c: known.name for c in made.channels if (known := await work.workspace.channel(c))}
    me = made.people.get(reader.id)
    shown = blocks.Shown(
        found,
        made.timeline,
        {p.id: p.name for p in made.people.values()},
        Links(home.url),
        zone_of(me.tz if me else None),
        {c: names.get(c, "") for c in made.channels},
        made.window,
        made.proposed,
        made.apart,
        await timeline.shared(work, found, made.channels),
    )
    return shown, made.curation


def line_named(shown: blocks.Shown, key: str) -> Entry:
    """The line that holds a key; raises NotFound where it is gone."""
    t = shown.timeline
    found = next((e for e in (*t.entries, *t.left_out, *t.offered, *shown.apart) if key in e.keys or e.id == key), None)
    if found is None:
        raise NotFound("error.no_line")
    return found


# --- presses in the window ---------------------------------------------------------------------


def place(request: Request) -> tuple[Where, str]:
    """Where the press was made: what the window carries, and the window itself."""
    return unpack(request.metadata), str((request.body.get("view") or {}).get("id") or "")


async def page_pressed(desk: Desk, request: Request) -> Answer:
    """Another page or list."""
    _, view_id = place(request)
    await soon(desk, show(desk, request, view_id, unpack(request.value)))
    return Answer()


async def _choose(desk: Desk, request: Request, make: Callable[[blocks.Shown], Sequence[Change]]) -> Answer:
    """Make a choice on what was shown, then show the list as it is; where somebody was faster, say so instead."""
    where, view_id = place(request)
    reader, notice = reader_of(request, where), ""
    try:
        async with desk.store.look(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            changes = make((await shown_to(desk, work, reader, found))[0])
        async with desk.store.work(request.team) as work:
            await timeline.choose(work, reader, found, changes, request.id, desk.clock.now(), where.seen)
    except Overtaken as error:
        notice = desk.say.say("timeline.overtaken", by=f"<@{error.details['by']}>")
    except UserError as error:
        notice = desk.say.say(error.key, **error.details)
    await soon(desk, show(desk, request, view_id, where, notice))
    return Answer()


async def menu_pressed(desk: Desk, request: Request) -> Answer:
    """The three dots beside a line."""
    chosen = str((request.body["actions"][0].get("selected_option") or {}).get("value") or "")
    verb, _, key = chosen.partition("|")
    form = FORMS.get(verb)
    if form is not None:
        return await _push(desk, request, key, form)
    change = CHANGES[verb]
    return await _choose(desk, request, lambda shown: change(shown, line_named(shown, key)))


async def _push(desk: Desk, request: Request, key: str, form: Callable[[Entry, blocks.Shown, Where, Desk], Block]) -> Answer:
    where, view_id = place(request)
    reader = reader_of(request, where)
    try:
        async with desk.store.look(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            shown, _ = await shown_to(desk, work, reader, found)
        entry = line_named(shown, key)
    except UserError as error:
        await show(desk, request, view_id, where, desk.say.say(error.key, **error.details))
        return Answer()
    view = form(entry, shown, replace(where, line=entry.id, seen=entry.version), desk)
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=view)
    return Answer()


def _merged(shown: blocks.Shown, entry: Entry) -> Sequence[Change]:
    entries = shown.timeline.entries
    before = next((a for a, b in itertools.pairwise(entries) if b.id == entry.id), None)
    if before is None:
        raise NotFound("error.no_line")
    return [Merge((*before.keys, *entry.keys))]


CHANGES: Mapping[str, Callable[[blocks.Shown, Entry], Sequence[Change]]] = {
    "hide": lambda _, entry: [Hide(entry.keys)],
    "merge": _merged,
    "split": lambda _, entry: [Split(entry.keys)],
    "apart": lambda _, entry: [Belong(entry.keys, ours=False)],
}
FORMS: Mapping[str, Callable[[Entry, blocks.Shown, Where, Desk], Block]] = {
    "edit": lambda entry, shown, where, desk: forms.edit_form(entry, shown, where, desk.say),
    "note": lambda entry, shown, where, desk: forms.note_form(entry, shown, where, desk.say),
    "cut": lambda entry, _, where, desk: forms.cut_form(entry, where, desk.say),
}


async def take_pressed(desk: Desk, request: Request) -> Answer:
    """ "Take in", beside what was left out or came later."""
    return await _choose(desk, request, lambda shown: [Show(line_named(shown, request.value).keys)])


async def leave_pressed(desk: Desk, request: Request) -> Answer:
    """ "Leave out", beside what came later."""
    return await _choose(desk, request, lambda shown: [Hide(line_named(shown, request.value).keys)])


async def ours_pressed(desk: Desk, request: Request) -> Answer:
    """ "Ours", beside what was moved to another incident."""
    return await _choose(desk, request, lambda shown: [Belong(line_named(shown, request.value).keys, ours=True)])


async def undo_pressed(desk: Desk, request: Request) -> Answer:
    """ "Undo" or "Redo" in the history."""
    where, view_id = place(request)
    reader, notice = reader_of(request, where), desk.say.say("timeline.undone")
    try:
        async with desk.store.work(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            await timeline.undo(work, reader, found, request.value, request.id, desk.clock.now())
    except UserError as error:
        notice = desk.say.say(error.key, **error.details)
    await soon(desk, show(desk, request, view_id, where, notice))
    return Answer()


async def accept_pressed(desk: Desk, request: Request) -> Answer:
    """ "Accept timeline"."""
    where, view_id = place(request)
    reader = reader_of(request, where)
    try:
        async with desk.store.work(request.team) as work:
            found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
            now = desk.clock.now()
            signed = await timeline.sign_off(work, reader, found, request.id, now, where.seen)
        mine = signed.signed_off is not None and signed.signed_off[0] == request.user
        by = f"<@{signed.signed_off[0]}>" if signed.signed_off else ""
        notice = desk.say.say("timeline.accepted") if mine else desk.say.say("timeline.accepted_already", by=by)
    except UserError as error:
        notice = desk.say.say(error.key, **error.details)
    await soon(desk, show(desk, request, view_id, where, notice))
    return Answer()


async def more_chosen(desk: Desk, request: Request) -> Answer:
    """The three dots under the list."""
    chosen = str((request.body["actions"][0].get("selected_option") or {}).get("value") or "")
    where, view_id = place(request)
    if chosen in {LEFT_OUT, OFFERED, APART, HISTORY, LINES}:
        await soon(desk, show(desk, request, view_id, where.at(chosen)))
        return Answer()
    return await MORE[chosen](desk, request, where, view_id)


async def _window(desk: Desk, request: Request, where: Where, _view_id: str) -> Answer:
    reader = reader_of(request, where)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
        shown, curation = await shown_to(desk, work, reader, found)
    here = replace(where, seen=curation.version(["window"]))
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=forms.window_form(shown, here, desk.say))
    return Answer()


async def _thread(desk: Desk, request: Request, where: Where, view_id: str) -> Answer:
    reader = reader_of(request, where)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(where.postmortem))
        await timeline.post_list(work, reader, found, 0, desk.clock.now())
    await soon(desk, show(desk, request, view_id, where, desk.say.say("timeline.in_thread")))
    return Answer()


async def _files(desk: Desk, request: Request, where: Where, view_id: str) -> Answer:
    reader = reader_of(request, where)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, reader, Deed.SEE, await work.postmortems.get(where.postmortem))
        await timeline.send_files(work, reader, found, request.id, desk.clock.now())
    await soon(desk, show(desk, request, view_id, where, desk.say.say("timeline.files_sent")))
    return Answer()


MORE: Mapping[str, Callable[[Desk, Request, Where, str], Awaitable[Answer]]] = {
    "window": _window,
    "thread": _thread,
    "files": _files,
}


async def thread_page_pressed(desk: Desk, request: Request) -> Answer:
    """Another page of the list in the thread."""
    postmortem_id, _, page = request.value.partition("|")
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        await timeline.post_list(work, request.reader, found, int(page), desk.clock.now())
    return Answer()


async def add_shortcut(desk: Desk, request: Request) -> Answer:
    """The shortcut "Add to timeline" on a message."""
    ts = str(request.body["message"]["ts"])
    async with desk.store.work(request.team) as work:
        found = await timeline.add_message(work, request.reader, request.channel, ts, request.id, desk.clock.now())
    return Answer(desk.say.say("timeline.added", number=found.number))
