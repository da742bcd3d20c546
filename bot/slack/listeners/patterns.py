"""`/postmortem patterns`."""

from __future__ import annotations

from bot.slack.blocks import patterns as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import patterns


async def command(desk: Desk, request: Request, _rest: str) -> Answer:
    """What keeps recurring in the postmortems that the asker may know of."""
    async with desk.store.look(request.team) as work:
        found = await patterns.patterns(work, request.reader, desk.clock.now().date())
    return Answer(desk.say.say("patterns.title", count=found.count), blocks.patterns(found, desk.say))
