"""Contributing factors: seen, accepted, turned down."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.slack.blocks import factors as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import factors, reading
from bot.usecases.factors import Standing


async def command(desk: Desk, request: Request, _rest: str) -> Answer:
    """`/postmortem factors`: what is accepted, what is proposed."""
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        return _shown(desk, await factors.standing(work, desk.say.taxonomy, found))


async def open_pressed(desk: Desk, request: Request) -> Answer:
    """ "Contributing factors" under the report."""
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(request.value))
        return _shown(desk, await factors.standing(work, desk.say.taxonomy, found))


async def accept_pressed(desk: Desk, request: Request) -> Answer:
    """ "It was one", or one chosen from the menu."""
    return await _decided(desk, request, accepted=True)


async def decline_pressed(desk: Desk, request: Request) -> Answer:
    """ "It was not", of a proposal or of what was accepted before."""
    return await _decided(desk, request, accepted=False)


async def _decided(desk: Desk, request: Request, *, accepted: bool) -> Answer:
    name, _, postmortem_id = request.value.partition("|")
    async with desk.store.work(request.team) as work:
        stands = await factors.decide(
            work, desk.say.taxonomy, request.reader, postmortem_id, name, accepted=accepted, now=desk.clock.now()
        )
    return _shown(desk, stands, replace=True)


def _shown(desk: Desk, stands: Standing, *, replace: bool = False) -> Answer:
    number = stands.postmortem.number
    return Answer(desk.say.say("factors.title", number=number), blocks.standing(stands, desk.say), replace=replace)
