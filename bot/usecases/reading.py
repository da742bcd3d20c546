"""Loads a postmortem with all that belongs to it, for whoever wants to look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain import access, report
from bot.domain.access import Deed, Reader
from bot.domain.contradictions import contradictions
from bot.domain.coverage import Perspective, coverage, sides_spoken_of, team_of
from bot.domain.curation import NOTHING, Curation, message_key, place_of
from bot.domain.edition import newest
from bot.domain.extract import ImpactFact, ProposedAction, impact_facts, proposed_actions
from bot.domain.guide import Guide
from bot.domain.interview import Answer
from bot.domain.item_figures import fare_of
from bot.domain.known import Told, from_answers, from_chat
from bot.domain.lines import Entry, entry_of
from bot.domain.message import Message, Person, moment
from bot.domain.participants import Attendance, Trace, labels, present, traces
from bot.domain.postmortem import Postmortem, Status
from bot.domain.privacy import nameless
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
    promises: tuple[ProposedAction, ...] = ()
    traces: Mapping[str, Trace] = field(default_factory=dict)
    sides: frozenset[Perspective] = frozenset()


async def material(work: Work, postmortem: Postmortem, reader: Reader | None = None) -> Material:
    """The draft of a postmortem and what goes with it, from the channels that the reader may read; without a reader, from
    what may be shown in the postmortem's own channel. What is said in interview threads is no part of it.

    Drafting takes a while in a long channel, so it is done once for each state of what it is made of."""
    own = frozenset(place.ts for place in await work.outbox.places(f"thread:{postmortem.id}:"))
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
    made = await asyncio.to_thread(_made, heard, curation, channels)
    work.derived.put((work.team, postmortem.id, channels), state, made, work.revisions.writes)
    return made


def _made(heard: _Heard, curation: Curation, channels: tuple[str, ...]) -> Material:
    timeline = curated(heard.drafted, curation)
    return Material(
        people=heard.people,
        timeline=timeline,
        facts=heard.facts,
        curation=curation,
        channels=channels,
        window=heard.window,
        proposed=heard.proposed,
        apart=heard.apart,
        promises=heard.promises,
        traces=traces(timeline, heard.messages, heard.people),
        sides=heard.sides,
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is costly and does not change when people choose: the draft before any choice."""

    people: Mapping[str, Person]
    drafted: Drafted
    facts: tuple[ImpactFact, ...]
    window: Window
    proposed: bool
    apart: tuple[Entry, ...]
    messages: Sequence[Message]
    promises: tuple[ProposedAction, ...]
    sides: frozenset[Perspective]


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
    return _Heard(
        people=people,
        drafted=drafted(mine, people),
        facts=impact_facts(mine),
        window=(None, None),
        proposed=False,
        apart=apart,
        messages=mine,
        promises=proposed_actions(mine, people),
        sides=sides_spoken_of(mine),
    )


async def known(work: Work, postmortem: Postmortem, section: str, question: str) -> dict[str, tuple[Told, ...]]:
    """What the chat and other answers told already that bears on a question."""
    found = await material(work, postmortem)
    answers = await work.interviews.answers(postmortem.id)
    chat = from_chat(found.timeline, found.facts, found.promises)
    return {**chat, **from_answers(answers, section, question), **await _resembling(work, postmortem)}


async def _resembling(work: Work, postmortem: Postmortem) -> dict[str, tuple[Told, ...]]:
    """Earlier postmortems of the same services that everybody may see, with what was promised and is still open."""
    told = []
    for other in await work.postmortems.all():
        if other.id == postmortem.id or not set(other.services) & set(postmortem.services):
            continue
        if other.status is Status.CANCELLED or await is_hidden(work, other):
            continue
        waiting = [i for i in await work.items.of(other.id) if i.open]
        promised = "; ".join(f"{i.number} {i.text}" for i in waiting[:3])
        told.append(Told(f"{other.number} {other.title}" + (f" ({promised})" if promised else "")))
    return {"resembles": tuple(told[:3])} if told else {}


async def load_report(
    work: Work, postmortem: Postmortem, guide: Guide, reader: Reader | None = None, today: date | None = None
) -> report.Report:
    """The report tree as of now, as far as the reader may read it; without one, what may be posted in its channel. What
    was said privately to somebody is not in it. `today`: for somebody who reads it now, with how its items fare today."""
    found, template = await material(work, postmortem, reader), guide.of(postmortem)
    home, items = await work.workspace.home(), await work.items.of(postmortem.id)
    everything = await work.coaching.worded(await work.interviews.everything(postmortem.id))
    said = [a for a in everything if not a.privacy]
    differing = contradictions(said, template.starting, await work.participants.judgements(postmortem.id))
    editions = newest(await work.editions.of(postmortem.id))
    spoken = report.Spoken(said, nameless(everything, guide.group), differing, editions)
    company = _company(postmortem, guide, found, await work.participants.of(postmortem.id), said)
    links = report.Links(home.url)
    tree = report.build(postmortem, template, found.timeline, found.facts, spoken, items, found.people, company, links)
    factors = tuple(t.factor for t in await work.factors.of(postmortem.id) if t.accepted)
    reviews, remarks = await work.reviews.of(postmortem.id), await work.reviews.remarks(postmortem.id)
    fare = fare_of(items, {p.id: team_of(p.title) for p in found.people.values()}, today) if today and items else None
    return replace(tree, reviews=reviews, remarks=remarks, factors=factors, fare=fare)


def _company(
    postmortem: Postmortem, guide: Guide, found: Material, noted: Mapping[str, Attendance], said: Sequence[Answer]
) -> report.Company:
    there = present(found.traces, found.people, noted)
    heard = dict.fromkeys(a.user for a in said if a.has_content)
    missing = coverage(there, heard, found.people, noted, found.sides)
    if guide.names_shown:
        return report.Company({p.id: p.name for p in found.people.values()}, missing)
    order = [*(p.person for p in there), *dict.fromkeys(a.user for a in said)]
    return report.Company(labels(order, found.people, noted, postmortem.lead, guide.role_words), missing)


async def allowed(work: Work, reader: Reader, deed: Deed, postmortem: Postmortem | None) -> Postmortem:
    """The postmortem, if the reader may do the deed; a hidden one does not exist for others."""
    if postmortem is None or not await sees(work, reader, postmortem):
        raise NotFound("error.no_postmortem")
    reader = await _as_known(work, reader, postmortem)
    if not access.may(reader, deed, postmortem, await is_private(work, postmortem)):
        raise NotAllowed(f"error.may_not_{deed.value}", lead=postmortem.lead)
    return postmortem


async def sees(work: Work, reader: Reader, postmortem: Postmortem) -> bool:
    """Whether the reader may know of the postmortem."""
    known_as = await _as_known(work, reader, postmortem)
    return access.may(known_as, Deed.SEE, postmortem, await is_private(work, postmortem))


async def outside(work: Work, person: str, asker: str, postmortem: Postmortem) -> bool:
    """Whether somebody is known to be no member where only members may know of the postmortem. Who is a member is known
    where the asker is, who must be one."""
    if not await work.workspace.is_member(postmortem.channel, asker):
        return False
    return not await sees(work, await with_membership(work, Reader(person), postmortem.channel), postmortem)


async def _as_known(work: Work, reader: Reader, postmortem: Postmortem) -> Reader:
    """The reader with what an invitation found out: a press in a DM does not show in which channels somebody is."""
    if postmortem.channel in reader.channels or not (await work.participants.one(postmortem.id, reader.id)).may_see:
        return reader
    return Reader(reader.id, reader.channels | {postmortem.channel})


async def is_hidden(work: Work, postmortem: Postmortem) -> bool:
    """Whether it may be known to members of its channel only: nothing of it goes where others read."""
    return postmortem.private or await is_private(work, postmortem)


async def is_private(work: Work, postmortem: Postmortem) -> bool:
    """Whether only members of its channel may know of it."""
    channel = await work.workspace.channel(postmortem.channel)
    return channel is None or channel.private


async def in_channel(work: Work, reader: Reader, channel: str) -> Postmortem:
    """The postmortem of a channel (the open one, else the newest); raises NotFound where there is none."""
    return await allowed(work, reader, Deed.SEE, await work.postmortems.latest_in(channel))
