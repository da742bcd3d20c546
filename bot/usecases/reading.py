"""Loads a postmortem with all that belongs to it, for whoever wants to look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain import access, report
from bot.domain.access import Deed, Reader
from bot.domain.curation import Curation
from bot.domain.extract import ImpactFact, impact_facts
from bot.domain.interview import Answer, Template
from bot.domain.message import Message, Person
from bot.domain.postmortem import Postmortem
from bot.domain.timeline import Timeline, draft
from bot.errors import NotAllowed, NotFound
from bot.store.revisions import PEOPLE, of_channel, of_curation
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Material:
    """What the messages of a postmortem tell: derived, and derived again when they change."""

    people: Mapping[str, Person]
    timeline: Timeline
    facts: tuple[ImpactFact, ...]


async def material(work: Work, postmortem: Postmortem, template: Template) -> Material:
    """The draft of a postmortem and what goes with it. What is said in interview threads is no part of it.

    Drafting takes a while in a long channel, so it is done once for each state of what it is made of."""
    own = frozenset([await _thread(work, postmortem.id, s.id) for s in template.sections])
    names = (of_channel(postmortem.channel), of_curation(postmortem.id), PEOPLE)
    state = (await work.revisions.now(names), postmortem.channel, postmortem.since, postmortem.until, own)
    known: Material | None = work.derived.get((work.team, postmortem.id), state)
    if known is not None:
        return known
    heard = await work.messages.of(postmortem.channel, postmortem.since, postmortem.until)
    messages = [m for m in heard if m.thread_ts is None or m.thread_ts not in own]
    people = await work.workspace.people()
    curation = await work.postmortems.curation(postmortem.id)
    # Beside the loop, so that events are taken in meanwhile.
    made = await asyncio.to_thread(_derived, messages, people, curation)
    work.derived.put((work.team, postmortem.id), state, made, work.revisions.writes)
    return made


def _derived(messages: Sequence[Message], people: Mapping[str, Person], curation: Curation) -> Material:
    return Material(people, draft(messages, people, curation), impact_facts(messages))


async def _thread(work: Work, postmortem: str, section: str) -> str:
    place = await work.outbox.place(f"thread:{postmortem}:{section}")
    return place.ts if place else ""


async def load_report(work: Work, postmortem: Postmortem, template: Template) -> report.Report:
    """The report tree as of now."""
    found = await material(work, postmortem, template)
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
