"""People's choices in the timeline: each is a step in its log, made on what the person saw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.classify import EntryKind
from bot.domain.curation import BY_HAND, Add, Change, Curation, EditText, Feed, SetWindow, Show, Step, Undo, key_of
from bot.domain.postmortem import Postmortem
from bot.domain.timeline import acceptance
from bot.errors import BadInput, NotFound, Overtaken
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import show_card

TEXT_LIMIT = 2000


async def choose(
    work: Work,
    reader: Reader,
    postmortem: Postmortem,
    changes: Sequence[Change],
    request: str,
    now: datetime,
    seen: int | None = None,
) -> Postmortem:
    """Add choices; `request` is unique for one press. `seen` is the number of the last step that the person knew of: if
    somebody else has changed the same lines since, nothing is done and Overtaken says who."""
    seq = await work.postmortems.next_step(postmortem.id)
    postmortem = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem.id))
    if not postmortem.open:
        raise BadInput(f"error.already_{postmortem.status.value}")
    before = await work.postmortems.curation(postmortem.id)
    if any(s.id == step_id(request, 0) for s in before.steps):
        return postmortem  # the same press, delivered again
    if seen is not None:
        _not_overtaken(before, changes, seen, reader)
    steps = list(before.steps)
    for number, change in enumerate(changes):
        step = Step(
            seq if not number else await work.postmortems.next_step(postmortem.id),
            step_id(request, number),
            change,
            reader.id,
            now,
        )
        await work.postmortems.add_step(postmortem.id, step)
        steps.append(step)
        if isinstance(change, Add | EditText):
            source = Source("line", postmortem.id, change.keys[0])
            await coaching.look(work, source, Shown(reader.id, postmortem.channel), now)
    return await _settle(work, postmortem, Curation(tuple(steps)), now)


def step_id(request: str, number: int) -> str:
    """The name of a press's step."""
    return f"{request[:56]}-{number}" if number else request[:60]


def _not_overtaken(before: Curation, changes: Sequence[Change], seen: int, reader: Reader) -> None:
    keys = {k for c in changes if not isinstance(c, Undo) for k in c.keys}
    others = [s for s in before.concerning(keys) if s.seq > seen and s.by != reader.id]
    if others:
        raise Overtaken("error.overtaken", by=others[-1].by)


async def _settle(work: Work, postmortem: Postmortem, curation: Curation, now: datetime) -> Postmortem:
    """What the postmortem itself says of its timeline follows from the steps."""
    signed, window, feeds = curation.sign_off(), curation.window(), curation.feeds()
    settled = replace(postmortem, signed_off=(signed.by, signed.at) if signed else None)
    if any(isinstance(s.change, SetWindow) for s in curation.steps):
        settled = replace(settled, since=window.since if window else None, until=window.until if window else None)
    if settled != postmortem:
        settled = replace(settled, version=postmortem.version + 1)
        await work.postmortems.save(settled)
    if set(feeds) != set(await work.postmortems.feeds(postmortem.id)):
        await work.postmortems.set_feeds(postmortem.id, feeds)
    await show_card(work, settled, now)
    await show_list(work, settled, now)
    return settled


async def show_list(work: Work, postmortem: Postmortem, now: datetime) -> None:
    """Have the list in the thread brought up to date, where there is one."""
    ref = f"timeline:{postmortem.id}"
    if await work.outbox.place(ref) is not None:
        delivery = f"timeline:{postmortem.id}:{now.timestamp():.6f}"[:64]
        await work.outbox.replace(postmortem.channel, "timeline", delivery, {"postmortem": postmortem.id}, now, ref)


async def post_list(work: Work, reader: Reader, postmortem: Postmortem, page: int, now: datetime) -> None:
    """Post the list into the thread of the status card, or turn it to a page."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    ref = f"timeline:{postmortem.id}"
    payload = {"postmortem": postmortem.id, "page": page}
    delivery = f"timeline:{postmortem.id}:{now.timestamp():.6f}"[:64]
    await work.outbox.replace(postmortem.channel, "timeline", delivery, payload, now, ref)


async def send_files(work: Work, reader: Reader, postmortem: Postmortem, request: str, now: datetime) -> None:
    """Send the timeline as files to whoever asks, as far as they may read it."""
    await reading.allowed(work, reader, Deed.SEE, postmortem)
    payload = {"postmortem": postmortem.id, "person": reader.id, "channels": sorted(reader.channels)}
    await work.outbox.add(f"people:{reader.id}", "timeline_files", f"files:{request}"[:64], payload, now)


async def shared(work: Work, postmortem: Postmortem, channels: Sequence[str]) -> bool:
    """Whether another open postmortem hears one of these channels."""
    for channel in channels:
        own = await work.postmortems.open_in(channel)
        others = {p.id for p in (*([own] if own else []), *await work.postmortems.fed_by(channel))}
        if others - {postmortem.id}:
            return True
    return False


async def add_message(work: Work, reader: Reader, channel: str, ts: str, request: str, now: datetime) -> Postmortem:
    """Take a message into the timeline of its channel's postmortem, or of the one that the channel feeds."""
    fed = await work.postmortems.fed_by(channel)
    own = await work.postmortems.open_in(channel)
    if own is None and len(fed) == 1:
        postmortem = await reading.allowed(work, reader, Deed.EDIT, fed[0])
    else:
        postmortem = await reading.in_channel(work, reader, channel)
    if await work.messages.one(channel, ts) is None:
        raise NotFound("error.no_message")
    return await choose(work, reader, postmortem, [Show((key_of(channel, ts),))], request, now)


async def add_by_hand(work: Work, reader: Reader, postmortem: Postmortem, line: Add, request: str, now: datetime) -> None:
    """Add a line that no message holds."""
    text = typed(line.text)
    await choose(work, reader, postmortem, [replace(line, text=text, source=line.source.strip()[:500])], request, now)


def by_hand(request: str, at: datetime, text: str, kind: EntryKind, source: str) -> Add:
    """A line as typed."""
    return Add(f"{BY_HAND}{request}", at, text, kind, source)


def typed(text: str) -> str:
    """What somebody typed, if it is anything."""
    words = text.strip()
    if not words:
        raise BadInput("error.no_text", field="text")
    return words[:TEXT_LIMIT]


async def sign_off(
    work: Work, reader: Reader, postmortem: Postmortem, request: str, now: datetime, seen: int | None = None
) -> Postmortem:
    """Accept the timeline as it stands for whoever accepts it; what comes later is offered. A second press changes
    nothing; whoever looked at an older state is asked to look again."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if postmortem.signed_off is not None:
        return postmortem
    found = await reading.material(work, postmortem, reader)
    if seen is not None and (others := [s for s in found.curation.in_order if s.seq > seen and s.by != reader.id]):
        raise Overtaken("error.changed_meanwhile", by=others[-1].by)
    return await choose(work, reader, postmortem, [acceptance(found.timeline)], request, now)


async def undo(work: Work, reader: Reader, postmortem: Postmortem, step_id_: str, request: str, now: datetime) -> Postmortem:
    """Take a step back, or an undo."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    curation = await work.postmortems.curation(postmortem.id)
    step = next((s for s in curation.in_order if s.id == step_id_), None)
    if step is None:
        raise NotFound("error.no_step")
    if step.id in curation.undone:
        raise BadInput("error.undone_already", by=curation.undone[step.id].by)
    again = Curation((*curation.steps, Step(curation.in_order[-1].seq + 1, "try", Undo(step.id), reader.id, now)))
    if set(again.feeds()) - set(curation.feeds()):
        raise BadInput("error.add_channel_again")  # who may read it has to be looked at anew
    return await choose(work, reader, postmortem, [Undo(step.id)], request, now)


async def set_window(
    work: Work, reader: Reader, postmortem: Postmortem, window: SetWindow, request: str, now: datetime, seen: int | None = None
) -> Postmortem:
    """From when to when messages belong to the postmortem."""
    if window.since and window.until and window.until <= window.since:
        raise BadInput("error.window_backwards", field="until")
    return await choose(work, reader, postmortem, [window], request, now, seen)


async def add_channel(
    work: Work, reader: Reader, postmortem: Postmortem, channel: str, members: Collection[str] | None, request: str, now: datetime
) -> Postmortem:
    """Let another channel feed the postmortem. `members` are the people in it where it is private: the one who adds it has
    to be among them, and what is drawn from it is shown to them alone."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if channel == postmortem.channel or channel in await work.postmortems.feeds(postmortem.id):
        raise BadInput("error.channel_feeds_already", channel=channel)
    if members is not None:
        if reader.id not in members:
            raise NotFound("error.no_such_channel")
        await work.workspace.set_members(channel, members)
    known = await work.workspace.channel(channel)
    if known is not None:
        await work.workspace.put_channel(replace(known, kept=True))
    changed = await choose(work, reader, postmortem, [Feed(channel, True)], request, now)
    await work.outbox.add(channel, "read_history", f"history:{postmortem.id}:{request}"[:64], {"channel": channel}, now)
    return changed


async def remove_channel(
    work: Work, reader: Reader, postmortem: Postmortem, channel: str, request: str, now: datetime
) -> Postmortem:
    """A channel feeds the postmortem no longer; choices in its lines are kept for when it comes back."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if channel not in await reading.channels_for(work, postmortem, reader) or channel == postmortem.channel:
        raise BadInput("error.channel_does_not_feed", channel=channel)
    changed = await choose(work, reader, postmortem, [Feed(channel, False)], request, now)
    known = await work.workspace.channel(channel)
    wanted = await work.postmortems.open_in(channel) or await work.postmortems.fed_by(channel)
    if known is not None and not wanted:
        await work.workspace.put_channel(replace(known, kept=known.incident_like))
    return changed
