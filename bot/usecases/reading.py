"""Loads a postmortem with all that belongs to it, for whoever wants to look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import access, report
from bot.domain.access import Deed, Reader
from bot.domain.curation import NOTHING, Curation, message_key, place_of
from bot.domain.extract import ImpactFact, impact_facts
from bot.domain.interview import Answer, Template
from bot.domain.lines import Entry, entry_of
from bot.domain.message import Message, Person, moment
from bot.domain.postmortem import Postmortem
from bot.domain.timeline import Drafted, Timeline, curated, drafted
from bot.domain.window import Window, propose
from bot.errors import NotAllowed, NotFound
from bot.store.revisions import PEOPLE, of_channel, of_curation
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Material:
    """What the messages of a postmortem tell: derived, and derived again when they change. `apart` are messages that
    belong to another incident; `window` is the time that is looked at, `proposed` while nobody set it."""

    people: Mapping[str, Person]
    timeline: Timeline
    facts: tuple[ImpactFact, ...]
    curation: Curation = NOTHING
    channels: tuple[str, ...] = ()
    window: Window = (None, None)
    proposed: bool = False
    apart: tuple[Entry, ...] = ()


async def material(work: Work, postmortem: Postmortem, template: Template, reader: Reader | None = None) -> Material:
    """The draft of a postmortem and what goes with it, from the channels that the reader may read; without a reader, from
    what may be shown in the postmortem's own channel. What is said in interview threads is no part of it.

    Drafting takes a while in a long channel, so it is done once for each state of what it is made of."""
    own = frozenset([await _thread(work, postmortem.id, s.id) for s in template.sections])
    channels = await channels_for(work, postmortem, reader)
    names = (*map(of_channel, channels), PEOPLE)
    bounds = (postmortem.since, postmortem.until, postmortem.began_at)
    said_state = (await work.revisions.now(names), channels, bounds, own)
    state = (said_state, await work.revisions.now((of_curation(postmortem.id),)))
    known: Material | None = work.derived.get((work.team, postmortem.id, channels), state)
    if known is not None:
        return known
    curation = await work.postmortems.curation(postmortem.id)
    heard = await _heard_and_drafted(work, postmortem, channels, curation, own, said_state)
    # Beside the loop, so that events are taken in meanwhile.
    timeline = await asyncio.to_thread(curated, heard.drafted, curation)
    made = Material(heard.people, timeline, heard.facts, curation, channels, heard.window, heard.proposed, heard.apart)
    work.derived.put((work.team, postmortem.id, channels), state, made, work.revisions.writes)
    return made


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is costly and does not change when people choose: the draft before any choice."""

    people: Mapping[str, Person]
    drafted: Drafted
    facts: tuple[ImpactFact, ...]
    window: Window
    proposed: bool
    apart: tuple[Entry, ...]


async def _heard_and_drafted(
    work: Work, postmortem: Postmortem, channels: tuple[str, ...], curation: Curation, own: frozenset[str], said_state: Hashable
) -> _Heard:
    ours = curation.ours()
    state = (said_state, curation.window(), curation.named(), tuple(sorted(ours.items())))
    name = (work.team, postmortem.id, channels, "heard")
    known: _Heard | None = work.derived.get(name, state)
    if known is not None:
        return known
    window, proposed = await _window(work, postmortem, curation)
    heard = await _heard(work, channels, window, curation)
    messages = [m for m in heard if m.thread_ts is None or m.thread_ts not in own]
    people = await work.workspace.people()
    made = await asyncio.to_thread(_derived, messages, people, ours)
    made = replace(made, window=window, proposed=proposed)
    work.derived.put(name, state, made, work.revisions.writes)
    return made


async def channels_for(work: Work, postmortem: Postmortem, reader: Reader | None) -> tuple[str, ...]:
    """The channels that feed a postmortem, as far as the reader may read them."""
    shown = [postmortem.channel]
    for channel in await work.postmortems.feeds(postmortem.id):
        known = await work.workspace.channel(channel)
        there = await with_membership(work, reader, channel) if reader else None
        if access.may_read(there, channel, known is None or known.private, postmortem.channel):
            shown.append(channel)
    return tuple(shown)


async def with_membership(work: Work, reader: Reader, channel: str) -> Reader:
    """The reader with what is known of their membership in a channel."""
    if channel in reader.channels or not await work.workspace.is_member(channel, reader.id):
        return reader
    return replace(reader, channels=reader.channels | {channel})


async def _window(work: Work, postmortem: Postmortem, curation: Curation) -> tuple[Window, bool]:
    """As people set it; else, in a channel that is not made for one incident, as it looks."""
    chosen = curation.window()
    if chosen is not None:
        return (chosen.since, chosen.until), False
    known = await work.workspace.channel(postmortem.channel)
    one_incident = known is None or known.incident_like or not postmortem.created_by  # nobody started what was imported
    if postmortem.since or postmortem.until or one_incident:
        return (postmortem.since, postmortem.until), False
    times = [moment(ts) for ts in await work.messages.times(postmortem.channel)]
    found = propose(times, postmortem.began_at or postmortem.created_at)
    return found, found != (None, None)


async def _heard(work: Work, channels: tuple[str, ...], window: Window, curation: Curation) -> list[Message]:
    """What was said in the window, and what people took in from outside of it."""
    heard = [m for c in channels for m in await work.messages.of(c, *window)]
    there = {message_key(m) for m in heard}
    for channel in channels:
        missing = [ts for c, ts in map(place_of, curation.named() - there) if c == channel]
        heard += await work.messages.named(channel, missing)
    return heard


def _derived(messages: Sequence[Message], people: Mapping[str, Person], ours: Mapping[str, bool]) -> _Heard:
    mine = [m for m in messages if ours.get(message_key(m), True)]
    apart = tuple(entry_of(m) for m in messages if not ours.get(message_key(m), True))
    return _Heard(people, drafted(mine, people), impact_facts(mine), (None, None), False, apart)


async def _thread(work: Work, postmortem: str, section: str) -> str:
    place = await work.outbox.place(f"thread:{postmortem}:{section}")
    return place.ts if place else ""


async def load_report(work: Work, postmortem: Postmortem, template: Template, reader: Reader | None = None) -> report.Report:
    """The report tree as of now, as far as the reader may read it; without one, what may be posted in its channel."""
    found = await material(work, postmortem, template, reader)
    home = await work.workspace.home()
    answers: tuple[Answer, ...] = await work.coaching.worded(await work.interviews.answers(postmortem.id))
    items = await work.items.of(postmortem.id)
    links = report.Links(home.url)
    return report.build(postmortem, template, found.timeline, found.facts, answers, items, found.people, links)


async def allowed(work: Work, reader: Reader, deed: Deed, postmortem: Postmortem | None) -> Postmortem:
    """The postmortem, if the reader may do the deed; a hidden one does not exist for others."""
    if postmortem is None or not await sees(work, reader, postmortem):
        raise NotFound("error.no_postmortem")
    if not access.may(reader, deed, postmortem, await _is_private(work, postmortem)):
        raise NotAllowed(f"error.may_not_{deed.value}", lead=postmortem.lead)
    return postmortem


async def sees(work: Work, reader: Reader, postmortem: Postmortem) -> bool:
    """Whether the reader may know of the postmortem."""
    return access.may(reader, Deed.SEE, postmortem, await _is_private(work, postmortem))


async def _is_private(work: Work, postmortem: Postmortem) -> bool:
    channel = await work.workspace.channel(postmortem.channel)
    return channel is None or channel.private


async def in_channel(work: Work, reader: Reader, channel: str) -> Postmortem:
    """The postmortem of a channel (the open one, else the newest); raises NotFound where there is none."""
    return await allowed(work, reader, Deed.SEE, await work.postmortems.latest_in(channel))
