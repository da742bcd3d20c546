"""`/postmortem timeline …`: the list, or another channel that feeds the postmortem."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.access import Deed
from bot.errors import BadInput, NotFound, SlackFailure
from bot.slack.listeners import timeline as listing
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import escape
from bot.store.workspace import Channel
from bot.usecases import reading, timeline

MENTIONED = re.compile(r"^<#([A-Z0-9]+)(?:\|[^>]*)?>$")


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """The list, or what the first word says."""
    word, _, more = rest.strip().partition(" ")
    if not word:
        return await listing.review(desk, request)
    if word not in {"add-channel", "remove-channel"}:
        return Answer(desk.say.say("timeline.channel_help"))
    channel = await _named(desk, request, more.strip())
    return await (_add if word == "add-channel" else _remove)(desk, request, channel)


async def _named(desk: Desk, request: Request, text: str) -> str:
    """The id of the channel that was typed: as Slack writes it, or by the name that we know."""
    mentioned = MENTIONED.match(text)
    if mentioned:
        return mentioned[1]
    async with desk.store.look(request.team) as work:
        known = await work.workspace.channel_named(text.lstrip("#")) if text else None
    if known is None:
        raise BadInput("timeline.channel_help" if not text else "error.no_such_channel")
    return known.channel


async def _add(desk: Desk, request: Request, channel: str) -> Answer:
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
    seen = await _seen(desk, channel)
    members = await desk.gateway.members(channel) if seen.private else None
    async with desk.store.work(request.team) as work:
        await reading.allowed(work, request.reader, Deed.EDIT, found)
        before = await work.workspace.channel(channel)
        if before is not None:
            seen = replace(seen, incident_like=before.incident_like, kept=before.kept, read_to=before.read_to)
        await work.workspace.put_channel(seen)
        await timeline.add_channel(work, request.reader, found, channel, members, request.id, desk.clock.now())
    key = "timeline.channel_added_private" if seen.private else "timeline.channel_added"
    return Answer(desk.say.say(key, channel=escape(seen.name)))


async def _seen(desk: Desk, channel: str) -> Channel:
    """The channel as it is now. One that we cannot read and one that is not there look the same to the asker."""
    try:
        seen = await desk.gateway.channel(channel)
    except SlackFailure as failure:
        if failure.error == "channel_not_found":
            raise NotFound("error.no_such_channel") from failure
        raise
    if not seen.member:
        raise NotFound("error.no_such_channel")
    return seen


async def _remove(desk: Desk, request: Request, channel: str) -> Answer:
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        await timeline.remove_channel(work, request.reader, found, channel, request.id, desk.clock.now())
        known = await work.workspace.channel(channel)
    return Answer(desk.say.say("timeline.channel_removed", channel=escape(known.name if known else channel)))
