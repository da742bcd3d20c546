"""Takes in what happens in channels. Called once per event, inside one transaction, before it is acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatch

from bot.domain.curation import key_of
from bot.domain.guide import Guide
from bot.domain.message import Message, MessageKind
from bot.domain.milestone_words import RESOLVED, affirmed
from bot.store.work import Work
from bot.store.workspace import Channel
from bot.usecases import publishing, sittings
from bot.usecases.answering import silence, take_back
from bot.usecases.interviews import take_answer
from bot.usecases.postmortems import show_canvas

# Failures that end when a channel is open to the bot again; what they stopped is sent then.
REVIVED = ("is_archived", "not_in_channel", "channel_not_found", "no_thread")
# Nobody tells us that an admin has granted it, so what it stopped is tried again with each look back.
GRANTED_LATER = "missing_scope"


@dataclass(frozen=True, slots=True)
class Ears:
    """What hearing needs to know: the interview, and which channels look like incidents."""

    guide: Guide
    patterns: tuple[str, ...]

    def incident_like(self, name: str, purpose: str) -> bool:
        """Whether a channel's name or purpose matches one of the patterns."""
        words = [name, *purpose.lower().split()]
        return any(fnmatch(word, pattern) for word in words for pattern in self.patterns)


async def message(work: Work, ears: Ears, said: Message, edit_ts: str, now: datetime) -> None:
    """Keep a message where messages are kept; a reply in an interview thread is an answer, too."""
    kept = await work.messages.is_kept(said.channel)
    if kept is None:
        await learn_channel(work, said.channel, now)
    if not kept:
        return
    await work.messages.keep(said, now, edit_ts)
    if said.thread_ts is not None and said.kind is MessageKind.SAID:
        ref = await work.outbox.ref_at(said.channel, said.thread_ts)
        if ref.startswith("thread:"):
            await take_answer(work, said, ref, ears.guide, now)
            return
    if said.kind is MessageKind.SAID and affirmed(RESOLVED, said.text):
        await _offer(work, said, now)


async def _offer(work: Work, said: Message, now: datetime) -> None:
    """Offer a postmortem once a channel, quietly in the thread of what was said; never start one."""
    if len(said.text) > 200 or await work.postmortems.latest_in(said.channel):
        return
    channel = await work.workspace.channel(said.channel)
    if channel is not None and channel.incident_like and now - said.at < timedelta(hours=12):
        payload = {"channel": said.channel, "thread_ts": said.thread_ts or said.ts}
        await work.outbox.add(said.channel, "offer", f"offer:{said.channel}", payload, now, f"offer:{said.channel}")


async def edited(work: Work, said: Message, edit_ts: str, now: datetime) -> None:
    """Follow an edit of what is held, whether the channel is still kept or not; where it is, an edit of a message
    that was never heard brings it in."""
    if await work.messages.is_kept(said.channel) or await work.messages.one(said.channel, said.ts):
        await work.messages.keep(said, now, edit_ts)
    if edit_ts:
        answered = await reworded(work, said, edit_ts, kept=True)
        await _words_changed(work, said.channel, answered, now)


async def reworded(work: Work, said: Message, edit_ts: str, *, kept: bool) -> tuple[str, ...]:
    """An edit of a message that is an answer: a skip may become an answer, and what a form had changed gives way. Gives
    the postmortems of which it is an answer."""
    return await work.interviews.reword(said.channel, said.ts, None if kept else said.text, edit_ts, silence(said.text))


async def deleted(work: Work, channel: str, ts: str, now: datetime) -> None:
    """Follow a deletion: the text is gone from timeline and report, however long ago the postmortem ended, and with it
    what people made of it for a line."""
    answered = await work.interviews.one(channel, ts)
    await take_back(work, channel, ts)  # while its words are still there
    if await work.messages.is_kept(channel) or await work.messages.one(channel, ts):
        await work.messages.forget_text(channel, ts, now)
        await work.postmortems.forget_words(key_of(channel, ts))
    await _words_changed(work, channel, [answered[0]] if answered else [], now)


async def _words_changed(work: Work, channel: str, also: Sequence[str], now: datetime) -> None:
    """What was published of these words follows them: canvases and documents outside are to show what people wrote, and
    nothing that they took back."""
    for postmortem_id in dict.fromkeys([*await work.canvases.drawn_from(channel), *also]):
        if await work.canvases.of(postmortem_id):
            await show_canvas(work, postmortem_id, now)
    for postmortem_id in dict.fromkeys([*await work.published.drawn_from(channel), *also]):
        if await work.published.is_outside(postmortem_id):
            await publishing.show_outside(work, postmortem_id, now, wait=timedelta())


async def direct(work: Work, ears: Ears, said: Message, now: datetime) -> None:
    """Words in a DM: an answer to what was asked there; nothing else of it is kept."""
    if said.kind is not MessageKind.SAID or await sittings.heard(work, ears.guide, said, now):
        return
    once = f"dm_nothing:{said.author}:{now:%Y%m%d}"
    await work.outbox.add(said.author, "tell", once, {"person": said.author, "key": "interview.dm_nothing"}, now)


async def signal(work: Work, channel: str, ts: str, kind: str, name: str, person: str, event_ts: str, removed: bool) -> None:
    """A reaction or a pin was set or taken off."""
    if await work.messages.is_kept(channel):
        await work.messages.signal(channel, ts, kind, name, person, event_ts, removed)


async def signals_seen(work: Work, held: Message | None, seen: Message, cut_short: frozenset[str], at: str) -> None:
    """Bring the signals on a message to what its channel's history shows: also what was taken off while nobody told
    us. Of the reactions in `cut_short` Slack named not everybody who set them, so none of those is taken off. `at` is
    the ts as of which the history was seen: events of later win."""
    before, now = _signals(held) if held else set(), _signals(seen)
    for kind, name, person in sorted(now - before):
        if kind != "pin" or not (held and held.pinned_by):  # who pinned it may not be said; a message is pinned once
            await signal(work, seen.channel, seen.ts, kind, name, person, at, removed=False)
    for kind, name, person in sorted(before - now):
        gone = not seen.pinned_by if kind == "pin" else name not in cut_short
        if gone:
            await signal(work, seen.channel, seen.ts, kind, name, person, at, removed=True)


def _signals(message: Message) -> set[tuple[str, str, str]]:
    reactions = {("reaction", name, person) for name, people in message.reactions.items() for person in people}
    return reactions | {("pin", "", person) for person in message.pinned_by}


async def bot_joined(work: Work, channel: str, event_ts: str, now: datetime) -> None:
    """The bot was invited: look at the channel, and say openly what is kept."""
    await work.outbox.add(
        channel, "learn_channel", f"joined:{channel}:{event_ts}", {"channel": channel, "welcome": event_ts}, now
    )


async def bot_left(work: Work, channel: str) -> None:
    """The bot was removed: nothing is read or posted there any more, and nobody tells it who is in there."""
    known = await work.workspace.channel(channel)
    if known is not None:
        await work.workspace.put_channel(replace(known, member=False))
    await work.workspace.set_members(channel, ())


async def person_joined(work: Work, channel: str, person: str) -> None:
    """Somebody came into a channel: where it feeds a postmortem and is private, they may read its lines."""
    await work.workspace.joined(channel, person)


async def person_left(work: Work, channel: str, person: str) -> None:
    """Somebody left a channel, and no longer reads its lines."""
    await work.workspace.left(channel, person)


async def learn_members(work: Work, channel: str, once: str, now: datetime) -> None:
    """Have looked who is in a private channel that a postmortem is of or draws on."""
    await work.outbox.add(channel, "learn_members", f"members:{channel}:{once}", {"channel": channel}, now)


async def learn_channel(work: Work, channel: str, now: datetime, event_ts: str = "") -> None:
    """Have a channel looked at: for each change that Slack tells of, else once an hour at most."""
    once = event_ts or f"{now:%Y%m%d%H}"
    await work.outbox.add(channel, "learn_channel", f"channel:{channel}:{once}", {"channel": channel}, now)


async def channel_learned(work: Work, ears: Ears, seen: Channel, welcome: str, now: datetime) -> None:
    """Remember a channel as it is now; one that looks like an incident is read back and kept from here on."""
    known = await work.workspace.channel(seen.channel)
    like = ears.incident_like(seen.name, seen.purpose)
    wanted = await work.postmortems.open_in(seen.channel) or await work.postmortems.fed_by(seen.channel)
    kept = like or bool(wanted)
    read_to = known.read_to if known else ""
    await work.workspace.put_channel(replace(seen, incident_like=like, kept=kept, read_to=read_to))
    if kept and not (known and known.kept):
        await work.outbox.add(
            seen.channel, "read_history", f"history:{seen.channel}:{now.timestamp()}", {"channel": seen.channel}, now
        )
    if seen.member and not seen.archived:
        await work.outbox.revive(seen.channel, REVIVED)
    if welcome:
        await work.outbox.add(seen.channel, "welcome", f"welcome:{seen.channel}", {"channel": seen.channel}, now)


async def reconcile(work: Work, now: datetime) -> None:
    """Have the history of every kept channel read since what was heard last, for what Slack gave up on, and have
    tried again what only an admin could mend."""
    await work.outbox.revive_everywhere(GRANTED_LATER)
    for channel in await work.workspace.channels_kept():
        of_one = await work.postmortems.open_in(channel.channel) or await work.postmortems.fed_by(channel.channel)
        if channel.private and of_one:
            await learn_members(work, channel.channel, f"{now:%Y%m%d%H%M%S}", now)
        key = f"reconcile:{channel.channel}:{now:%Y%m%d%H%M%S}"
        await work.outbox.add(channel.channel, "read_history", key, {"channel": channel.channel}, now)


async def forget_old(work: Work, days: int, now: datetime) -> int:
    """Delete what is older than the retention time in channels that never had a postmortem; how many messages."""
    return await work.messages.drop_before(now - timedelta(days=days))
